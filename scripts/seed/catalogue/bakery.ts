import type { DepartmentTable } from "./table.ts";

export const BAKERY: DepartmentTable = {
  slug: "bakery",
  name: "Bakery",
  blurb: "Loaves by weight, rolls and pastries by the piece.",
  glyph: "bread",
  shelves: [
    {
      slug: "bread",
      name: "Bread",
      commodity: "dry-food",
      lines: `
        * Sandwich Bread | White, Whole Wheat | hearthbarrow | bread.bag.white,bread.bag.brown | Sliced and soft. | 2x24 oz 799
        Sourdough Loaf | | hearthbarrow | bread.bag.kraft | Naturally leavened. | 2x28 oz 1099
        Corn Tortillas | | hearthbarrow | taco.bag.yellow | Soft corn tortillas. | 5 lb 799
        Garlic Flatbread | | hearthbarrow | flatbread.bag.green | Warm in the oven. | 3x16 oz 1299
      `,
    },
    {
      slug: "rolls-pastries",
      name: "Rolls & pastries",
      commodity: "bakery-pieces",
      lines: `
        Butter Croissants | | hearthbarrow | croissant.box.kraft | Laminated with butter. | 12 ct 999; 24 ct 1849
        * Bagels | Plain, Everything | hearthbarrow | bagel.bag.kraft,bagel.bag.blue | Boiled, then baked. | 12 ct 899
        Dinner Rolls | | tallyhouse-basics | bread.bag.yellow | Soft rolls. | 36 ct 799
        * Muffins | Blueberry, Chocolate | hearthbarrow | blueberries.box.sky,cupcake.box.brown | Large muffins. | 12 ct 1199
        Cinnamon Rolls | | hearthbarrow | custard.tub.brown | With icing. | 8 ct 1099
        Hamburger Buns | | tallyhouse-basics | hamburger.bag.orange | Sliced. | 24 ct 699
        Glazed Doughnuts | | hearthbarrow | doughnut.box.pink | Raised and glazed. | 24 ct 1399
        Flour Tortillas | | hearthbarrow | burrito.bag.white | For burritos and wraps. | 40 ct 899
        Pita Pockets | | hearthbarrow | flatbread.bag.kraft | Split and fill. | 18 ct 699
        Chocolate Cupcakes | | hearthbarrow | cupcake.box.brown | Frosted. | 24 ct 1599
        Apple Pies, Small | | hearthbarrow | pie.box.red | Baked in foil. | 6 ct 1299
        Crepes | | hearthbarrow | pancakes.pouch.yellow | Thin and soft. | 30 ct 1099
      `,
    },
  ],
};
