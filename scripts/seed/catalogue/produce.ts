import type { DepartmentTable } from "./table.ts";

export const PRODUCE: DepartmentTable = {
  slug: "produce",
  name: "Fruit & vegetables",
  blurb: "Packed at the farm, weighed at the dock.",
  glyph: "grapes",
  shelves: [
    {
      slug: "fruit",
      name: "Fruit",
      commodity: "produce",
      lines: `
        Bananas | | furrow-and-fen | banana.carton.yellow | Picked green, ripe in two days. | 3 lb 249
        * Apples | Gala, Green Baking | furrow-and-fen | red-apple.bag.red,green-apple.bag.green | Crisp, graded for size. | 5.5 lb 1049
        Navel Oranges | | furrow-and-fen | tangerine.bag.orange | Seedless and easy to peel. | 8 lb 1249; 13 lb 1849
        Lemons | | furrow-and-fen | lemon.bag.yellow | Unwaxed. | 5 lb 1049
        Strawberries | | furrow-and-fen | strawberry.tub.red | Picked ripe. | 2 lb 849
        Blueberries | | furrow-and-fen | blueberries.tub.blue | Washed and dried. | 18 oz 849
        Seedless Red Grapes | | furrow-and-fen | grapes.bag.pink | Sweet table grapes. | 3 lb 1049
        Hass Avocados | | furrow-and-fen | avocado.bag.green | Ready in two to four days. | 3 lb 1149
        Pineapple Chunks | | furrow-and-fen | pineapple.tub.yellow | Cut fruit, no sugar. | 48 oz 1199
        Organic Kiwifruit | | counting-room | kiwi-fruit.tub.green | Ripe and sweet. | 4 lb 1199
        Mangoes | | furrow-and-fen | mango.carton.orange | Ripe and fragrant. | 6 lb 1099
        Bartlett Pears | | furrow-and-fen | pear.bag.green | Pick when yellow. | 5 lb 949
        Fresh Cherries | | furrow-and-fen | cherries.bag.red | In season only. | 2.5 lb 1499
        Peaches | | furrow-and-fen | peach.carton.orange | Yellow flesh. | 4 lb 999
      `,
    },
    {
      slug: "vegetables",
      name: "Vegetables",
      commodity: "produce",
      lines: `
        Russet Potatoes | | furrow-and-fen | potato.bag.kraft | For baking and frying. | 15 lb 1099; 50 lb 2699
        Yellow Onions | | furrow-and-fen | onion.bag.orange | Keep in the dark for a month. | 10 lb 949
        Carrots | | furrow-and-fen | carrot.bag.orange | Washed, tops off. | 10 lb 999
        Broccoli Florets | | furrow-and-fen | broccoli.bag.green | Cut and washed. | 3 lb 899
        Baby Spinach | | furrow-and-fen | leafy-green.tub.green | Washed three times. | 16 oz 649
        Grape Tomatoes | | furrow-and-fen | tomato.tub.red | Sweet and firm. | 2 lb 849
        Sweet Bell Peppers | | furrow-and-fen | bell-pepper.bag.red | Red, yellow and orange. | 3 lb 1049
        Peeled Garlic | | furrow-and-fen | garlic.jar.white | Whole cloves, ready to use. | 3 lb 1099
        White Mushrooms | | furrow-and-fen | mushroom.tub.white | Whole, cleaned. | 24 oz 749
        English Cucumbers | | furrow-and-fen | cucumber.pouch.green | Thin skin, few seeds. | 3 lb 799
        Sweet Potatoes | | furrow-and-fen | roasted-sweet-potato.bag.orange | Washed. | 6 lb 899; 40 lb 3499
        Romaine Hearts | | furrow-and-fen | leafy-green.bag.green | Crisp and clean. | 3 lb 699
        Ginger Root | | furrow-and-fen | ginger-root.pouch.kraft | Young and juicy. | 2 lb 799
        Green Salad Kit | | furrow-and-fen | green-salad.bag.green | Dressing in the bag. | 2x12 oz 899
      `,
    },
  ],
};
