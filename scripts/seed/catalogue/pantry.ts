import type { DepartmentTable } from "./table.ts";

export const PANTRY: DepartmentTable = {
  slug: "pantry",
  name: "Pantry",
  blurb: "Rice, pasta, oil, cans and everything that keeps.",
  glyph: "canned-food",
  shelves: [
    {
      slug: "rice-grains",
      name: "Rice & grains",
      commodity: "bulk-staples",
      lines: `
        Jasmine Rice | | paddy-lane | cooked-rice.bag.white | Fragrant long-grain rice, soft when steamed. | 25 lb 2399; 50 lb 4399
        * Basmati Rice | White, Brown | paddy-lane | rice-ball.bag.blue | Aged * basmati with long, separate grains. | 10 lb 1799; 20 lb 3299
        Long Grain White Rice | | tallyhouse-basics | cooked-rice.bag.sky | Everyday long-grain rice, enriched. | 25 lb 1599; 50 lb 2899
        Tricolor Quinoa | | counting-room | sheaf-of-rice.pouch.brown | White, red and black quinoa, rinsed and ready to cook. | 4.5 lb 1499
        Pearled Barley | | paddy-lane | sheaf-of-rice.bag.kraft | For soups and salads; cooks in half an hour. | 5 lb 849
        Steel Cut Oats | | millrace-and-daughter | bowl-with-spoon.bag.brown | Whole oat groats, cut and not rolled. | 10 lb 1549
      `,
    },
    {
      slug: "pasta-noodles",
      name: "Pasta & noodles",
      commodity: "dry-food",
      lines: `
        * | Spaghetti, Penne Rigate, Fusilli | semola-ridge | spaghetti.box.blue | Durum wheat pasta, drawn through bronze and dried slowly. | 6x16 oz 1249; 8x16 oz 1599
        Egg Noodles, Wide | | tallyhouse-basics | spaghetti.bag.yellow | Wide egg noodles for soups and stews. | 3x16 oz 899
        * Ramen Noodles | Chicken Flavor, Miso | lantern-street | steaming-bowl.box.red | Wheat noodles with a sachet of broth, ready in three minutes. | 24x3 oz 1149
        Rice Vermicelli | | lantern-street | steaming-bowl.bag.white | Thin rice noodles for stir-fries and cold salads. | 4x14 oz 1199
        Elbow Macaroni | | tallyhouse-basics | spaghetti.bag.orange | Short, curved pasta for bakes. | 10 lb 1249
      `,
    },
    {
      slug: "canned-food",
      name: "Cans & jars",
      commodity: "canned-food",
      lines: `
        * | Black Beans, Kidney Beans, Chickpeas | hollow-oak-pantry | beans.can.green | *, cooked in the can, no sugar added. | 8x15 oz 999; 12x15 oz 1449
        Diced Tomatoes | | hollow-oak-pantry | tomato.can.red | Field tomatoes, peeled, diced and canned within a day. | 8x14.5 oz 1049
        Tomato Paste | | tallyhouse-basics | tomato.can.orange | Tomatoes cooked down to a thick paste. | 12x6 oz 1099
        Whole Kernel Corn | | tallyhouse-basics | ear-of-corn.can.yellow | Sweet corn, packed in water. | 12x15 oz 1199
        Chunk Light Tuna in Water | | tidewright | fish.can.blue | Light tuna in water, drained easily. | 10x5 oz 1499; 24x5 oz 3299
        Wild Pink Salmon | | tidewright | fish.can.pink | Pink salmon with nothing but salt. | 6x14.75 oz 2699
        Kalamata Olives, Pitted | | olivar-norte | olive.jar.green | Whole olives in brine, stones out. | 2x21 oz 1799
        Sliced Peaches in Juice | | orchard-verity | peach.can.orange | Yellow cling peaches in their own juice. | 8x15 oz 1549
      `,
    },
    {
      slug: "oils-vinegars",
      name: "Oils & vinegars",
      commodity: "oil-vinegar",
      lines: `
        Extra Virgin Olive Oil | | olivar-norte | olive.bottle.green | First cold press of a single harvest, pressed within a day. | 2 l 3199; 2x1 l 3399
        Pure Olive Oil | | counting-room | olive.bottle.yellow | Mild oil for frying and roasting. | 3 l 3699
        Canola Oil | | tallyhouse-basics | sunflower.bottle.yellow | Neutral oil for frying and baking. | 2x96 fl oz 1999; 5 gal 6499
        Avocado Oil | | olivar-norte | avocado.bottle.teal | High smoke point, mild taste. | 2 l 2999
        * Vinegar | Apple Cider, Distilled White | hollow-oak-pantry | red-apple.bottle.brown,droplet.bottle.sky | * vinegar at five percent acidity. | 2x128 fl oz 1199
        Balsamic Vinegar | | counting-room | grapes.bottle.charcoal | Aged in wooden casks. | 1 l 1599
      `,
    },
    {
      slug: "baking",
      name: "Flour, sugar & baking",
      commodity: "bulk-staples",
      lines: `
        All Purpose Flour | | millrace-and-daughter | bread.bag.white | Unbleached wheat flour, milled to order. | 25 lb 1399; 50 lb 2499
        Bread Flour | | millrace-and-daughter | bread.bag.blue | Hard wheat with the protein that a loaf needs. | 20 lb 1649
        Granulated Sugar | | tallyhouse-basics | ice.bag.sky | Cane sugar, fine and dry. | 10 lb 899; 25 lb 2049
        Light Brown Sugar | | tallyhouse-basics | ice.bag.brown | Soft cane sugar with a little molasses. | 7 lb 899
        Sea Salt, Fine | | embercroft | salt.box.white | Sun-dried sea salt, ground fine. | 3x2 lb 799
        Semi-Sweet Chocolate Chips | | velvet-quarry | chocolate-bar.bag.brown | For cookies; holds its shape in the oven. | 72 oz 1899
      `,
    },
    {
      slug: "sauces-condiments",
      name: "Sauces & condiments",
      commodity: "sauces-liquid",
      lines: `
        Soy Sauce, Naturally Brewed | | lantern-street | bottle-with-popping-cork.bottle.charcoal | Soybeans and wheat, brewed for six months. | 64 fl oz 1149; 2x64 fl oz 2099
        Maple Syrup, Dark | | counting-room | maple-leaf.bottle.brown | Boiled from sap and nothing else. | 32 fl oz 1899; 2x32 fl oz 3599
        * Hot Sauce | Cayenne, Green Jalapeño | quillfeather | hot-pepper.bottle.red,hot-pepper.bottle.green | Peppers, vinegar and salt, aged in barrels. | 2x12 fl oz 849
        Chicken Broth | | hollow-oak-pantry | poultry-leg.carton.kraft | Simmered from bones, low in salt. | 6x32 fl oz 1499
      `,
    },
    {
      slug: "spreads-spices",
      name: "Spreads, honey & spices",
      commodity: "spices",
      lines: `
        * Peanut Butter | Creamy, Crunchy | nutwright | peanuts.jar.brown | Roasted peanuts and a pinch of salt; stir before use. | 2x40 oz 1699
        Almond Butter | | nutwright | chestnut.jar.kraft | Dry-roasted almonds, ground smooth. | 27 oz 1299
        Clover Honey | | counting-room | honey-pot.jar.yellow | Raw clover honey, strained once. | 3 lb 1549; 5 lb 2399
        Strawberry Preserves | | orchard-verity | strawberry.jar.red | More fruit than sugar. | 2x42 oz 1599
        Black Peppercorns | | embercroft | salt.jar.charcoal | Whole peppercorns for the mill. | 14 oz 1299
        * | Ground Cinnamon, Smoked Paprika, Granulated Garlic | embercroft | garlic.jar.orange | *, packed in a jar for the cook. | 10.7 oz 749; 18 oz 1099
        Ketchup | | quillfeather | tomato.bottle.red | Ripe tomatoes, vinegar and spice. | 3x44 oz 1399
        Dijon Mustard | | quillfeather | hot-dog.jar.yellow | Sharp and smooth. | 2x15 oz 899
      `,
    },
    {
      slug: "breakfast",
      name: "Breakfast",
      commodity: "dry-food",
      lines: `
        Old Fashioned Rolled Oats | | millrace-and-daughter | bowl-with-spoon.box.brown | Whole oats, rolled thick. | 10 lb 1399
        * Granola | Honey Almond, Maple Pecan | crumb-and-gable | honey-pot.pouch.orange,maple-leaf.pouch.brown | Oats toasted in small trays. | 35 oz 1299; 2x35 oz 2449
        Toasted Oat Rings | | tallyhouse-basics | bowl-with-spoon.box.yellow | Whole-grain oat cereal, lightly sweetened. | 2x20 oz 1049
        Buttermilk Pancake Mix | | millrace-and-daughter | pancakes.bag.yellow | Just add water. | 10 lb 1299
        Instant Oatmeal, Apple Cinnamon | | crumb-and-gable | red-apple.box.green | Single packets; add hot water. | 52x1.5 oz 1499
      `,
    },
  ],
};
