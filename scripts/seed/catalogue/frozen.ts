import type { DepartmentTable } from "./table.ts";

export const FROZEN: DepartmentTable = {
  slug: "frozen",
  name: "Frozen",
  blurb: "Meals, vegetables, fruit and ice cream.",
  glyph: "snowflake",
  shelves: [
    {
      slug: "frozen-meals",
      name: "Frozen meals",
      commodity: "frozen-food",
      lines: `
        * Pizza | Four Cheese, Pepperoni | frosthollow | pizza.box.yellow,pizza.box.red | Stone-baked crust. | 4x17.5 oz 1849
        * Dumplings | Pork & Cabbage, Chicken, Vegetable | lantern-street | dumpling.bag.red,dumpling.bag.yellow,dumpling.bag.green | Steam or pan-fry from frozen. | 3.3 lb 1399; 4.2 lb 1749
        Beef Lasagna | | frosthollow | spaghetti.box.red | Two trays for the oven. | 2x48 oz 2199
        Chicken Nuggets | | frosthollow | poultry-leg.bag.orange | White meat in a crisp crumb. | 5 lb 1999
        Vegetable Spring Rolls | | lantern-street | stuffed-flatbread.box.green | Crisp from the oven. | 50x1 oz 1599
        Bean & Cheese Burritos | | frosthollow | burrito.carton.orange | Wrapped one by one. | 20x5 oz 1999
        Macaroni & Cheese Bowls | | frosthollow | cheese-wedge.carton.blue | Ready in five minutes. | 8x12 oz 2399
        Cauliflower Crust Pizza | | counting-room | broccoli.box.green | Thin and crisp. | 3x18 oz 1899
        Breakfast Sandwiches | | frosthollow | sandwich.carton.yellow | Egg, cheese, sausage. | 12x4.5 oz 1799
        Buttermilk Waffles | | frosthollow | waffle.box.yellow | Toast and eat. | 60x1.23 oz 1199
        Pancakes, Fluffy | | tallyhouse-basics | pancakes.bag.orange | Ready in a minute. | 48 oz 899
      `,
    },
    {
      slug: "frozen-fruit-vegetables",
      name: "Frozen fruit & vegetables",
      commodity: "frozen-food",
      lines: `
        * | Sweet Corn, Garden Peas, Green Beans | tallyhouse-basics | ear-of-corn.bag.yellow,pea-pod.bag.green,pea-pod.bag.teal | Frozen within hours of the harvest. | 5 lb 899
        Mixed Berries | | frosthollow | blueberries.bag.blue | Raspberries, blueberries, blackberries. | 4 lb 1399; 2x3 lb 1949
        Mango Chunks | | frosthollow | mango.bag.orange | Ripe, cut, frozen. | 5 lb 1349
        Stir-Fry Vegetables | | frosthollow | broccoli.bag.teal | Broccoli, carrots, sugar snap peas. | 5.5 lb 1249
        Crinkle Cut Fries | | frosthollow | french-fries.bag.yellow | From whole potatoes. | 8 lb 1099
        Shelled Edamame | | lantern-street | pea-pod.bag.green | Young soybeans. | 6x16 oz 1499
        Organic Strawberries | | counting-room | strawberry.bag.red | Whole, hulled. | 4 lb 1449
      `,
    },
    {
      slug: "ice-cream",
      name: "Ice cream",
      commodity: "ice-cream",
      lines: `
        * Ice Cream | Vanilla, Chocolate, Strawberry | drumlin-creamery | ice-cream.tub.yellow,ice-cream.tub.brown,ice-cream.tub.pink | Cream, milk, sugar, eggs. | 2x64 fl oz 1899; 1 gal 1599
        Ice Cream Bars, Almond | | drumlin-creamery | soft-ice-cream.carton.brown | Vanilla in chocolate with almonds. | 18x3 fl oz 1899
        Mango Sorbet | | drumlin-creamery | mango.tub.orange | Fruit, water, sugar. | 2x48 fl oz 1699
        Fruit Ice Pops | | tallyhouse-basics | shaved-ice.carton.teal | Real fruit, no dyes. | 24x2.5 fl oz 1399
      `,
    },
  ],
};
