import type { DepartmentTable } from "./table.ts";

export const BABY: DepartmentTable = {
  slug: "baby",
  name: "Baby",
  blurb: "Diapers, wipes, food and bath.",
  glyph: "baby-bottle",
  shelves: [
    {
      slug: "diapers-wipes",
      name: "Diapers & wipes",
      commodity: "diapers-wipes",
      lines: `
        Diapers, * | Newborn, Crawler, Toddler | tumbleduck | baby.carton.sky,baby.carton.pink,baby.carton.teal | Soft, dry, with a wetness stripe. | 180 ct 5499; 120 ct 3899
        Training Pants, * | Small, Large | tumbleduck | baby.carton.green,baby.carton.blue | Pull on, tear away. | 90 ct 3799
        Baby Wipes, Unscented | | tallyhouse-basics | droplet.carton.white | Plant fibers and water. | 900 ct 2199; 1200 ct 2799
        Sensitive Wipes | | tumbleduck | lotion-bottle.carton.sky | For newborn skin. | 720 ct 2399
      `,
    },
    {
      slug: "baby-food",
      name: "Baby food",
      commodity: "dry-food",
      lines: `
        Infant Formula, Milk-Based | | tumbleduck | baby-bottle.can.yellow | With iron. | 48 oz 4999; 2x36 oz 7299
        * Puree Pouches | Apple & Pear, Sweet Potato, Banana & Oat | tumbleduck | pear.pouch.green,roasted-sweet-potato.pouch.orange,banana.pouch.yellow | Nothing but fruit and vegetables. | 24x3.5 oz 2599
        Oat Cereal for Babies | | tumbleduck | bowl-with-spoon.box.sky | With iron and zinc. | 4x8 oz 1399
        Teething Biscuits | | tumbleduck | cookie.box.teal | Dissolve easily. | 6x6.3 oz 1799
      `,
    },
    {
      slug: "baby-care",
      name: "Bath & care",
      commodity: "personal-care-liquid",
      lines: `
        Baby Wash & Shampoo | | tumbleduck | bathtub.bottle.sky | Tear-free. | 2x28 fl oz 1499
        Baby Lotion | | tumbleduck | lotion-bottle.bottle.pink | Unscented. | 2x27 fl oz 1599
        Bottle Cleanser | | tumbleduck | baby-bottle.bottle.teal | Lifts milk residue. | 3x26 fl oz 1399
        Diaper Cream | | tumbleduck | lotion-bottle.tub.white | With zinc oxide. | 2x16 fl oz 1999
        Bubble Bath | | tumbleduck | bubbles.bottle.green | Lavender. | 2x32 fl oz 1399
      `,
    },
  ],
};
