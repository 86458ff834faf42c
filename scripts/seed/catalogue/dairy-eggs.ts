import type { DepartmentTable } from "./table.ts";

export const DAIRY_EGGS: DepartmentTable = {
  slug: "dairy-eggs",
  name: "Dairy & eggs",
  blurb: "Milk, cheese, butter, yogurt and eggs.",
  glyph: "cheese-wedge",
  shelves: [
    {
      slug: "milk",
      name: "Milk & plant drinks",
      commodity: "milk",
      lines: `
        * Milk | Whole, Reduced Fat, Skim | meadowgate-dairy | glass-of-milk.bottle.red,glass-of-milk.bottle.blue,glass-of-milk.bottle.sky | * milk from farms that we name on the cap. | 2x1 gal 899
        Organic Whole Milk | | counting-room | cow.carton.green | From grazing herds. | 3x64 fl oz 1499
        * Oat Drink | Original, Barista | meadowgate-dairy | sheaf-of-rice.carton.kraft,hot-beverage.carton.brown | Oats, water and a little oil. | 6x32 fl oz 1699
        Almond Drink, Unsweetened | | tallyhouse-basics | chestnut.carton.sky | No sugar, added calcium. | 6x32 fl oz 1199
        Heavy Whipping Cream | | meadowgate-dairy | glass-of-milk.carton.white | For whipping and for sauces. | 64 fl oz 899
      `,
    },
    {
      slug: "eggs",
      name: "Eggs",
      commodity: "eggs",
      lines: `
        Large * Eggs | White, Cage Free Brown | henwick-row | egg.carton.white,egg.carton.brown | Grade A large eggs. | 24 ct 799; 60 ct 1799
        Organic Large Eggs | | counting-room | egg.carton.green | Hens with room to roam. | 24 ct 1099
        Hard Cooked Eggs, Peeled | | henwick-row | cooking.pouch.yellow | Ready to eat. | 32 ct 1499
      `,
    },
    {
      slug: "cheese-butter",
      name: "Cheese & butter",
      commodity: "cheese-butter",
      lines: `
        * Butter | Salted, Unsalted | meadowgate-dairy | butter.box.yellow,butter.box.white | Churned from sweet cream; *. | 4x16 oz 1899
        Sharp Cheddar Block | | meadowgate-dairy | cheese-wedge.pouch.orange | Aged for nine months. | 2 lb 999; 5 lb 2249
        Shredded Mozzarella | | tallyhouse-basics | pizza.bag.white | Low moisture, melts evenly. | 2x2.5 lb 1999
        String Cheese | | meadowgate-dairy | cheese-wedge.pouch.sky | Mozzarella sticks, wrapped one by one. | 48x1 oz 1599
        Parmigiano-Style Wedge | | counting-room | cheese-wedge.pouch.yellow | Aged two years. | 1.5 lb 2099
        Cream Cheese | | tallyhouse-basics | bagel.tub.sky | For bagels and cakes. | 2x16 oz 799
        Feta in Brine | | olivar-norte | goat.tub.blue | Sheep and goat milk. | 28 oz 1399
      `,
    },
    {
      slug: "yogurt",
      name: "Yogurt & dips",
      commodity: "dry-food",
      lines: `
        Greek Yogurt, * | Plain, Vanilla | meadowgate-dairy | bowl-with-spoon.tub.white,custard.tub.yellow | Strained three times. | 48 oz 899
        Greek Yogurt Cups, * | Strawberry, Blueberry | meadowgate-dairy | strawberry.tub.pink,blueberries.tub.blue | Fruit on the bottom. | 18x5.3 oz 1799
        Hummus, Classic | | olivar-norte | falafel.tub.kraft | Chickpeas, tahini, lemon. | 32 oz 799; 16x2.5 oz 1099
        Guacamole Cups | | furrow-and-fen | avocado.tub.green | Hass avocados, nothing artificial. | 20x2 oz 1499
        Cottage Cheese | | meadowgate-dairy | bowl-with-spoon.tub.sky | Small curd. | 2x24 oz 899
        Sour Cream | | tallyhouse-basics | bowl-with-spoon.tub.orange | Cultured cream. | 3 lb 699
        Drinkable Yogurt | | meadowgate-dairy | strawberry.bottle.pink | Live cultures. | 24x3.1 oz 1499
      `,
    },
  ],
};
