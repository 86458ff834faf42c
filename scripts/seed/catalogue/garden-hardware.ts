import type { DepartmentTable } from "./table.ts";

export const GARDEN_HARDWARE: DepartmentTable = {
  slug: "garden-hardware",
  name: "Garden & hardware",
  blurb: "Tools, soil, feed and fasteners.",
  glyph: "toolbox",
  shelves: [
    {
      slug: "garden",
      name: "Garden",
      commodity: "bulk-staples",
      lines: `
        Wild Bird Seed | | trellis-and-tine | bird.bag.yellow | Millet, sunflower, cracked corn. | 40 lb 2499; 20 lb 1499
        Lawn Food | | trellis-and-tine | seedling.bag.green | Slow release. | 42 lb 4499
        Grass Seed, Sun & Shade | | trellis-and-tine | herb.bag.teal | Germinates in ten days. | 20 lb 5499
        Ice Melt | | tallyhouse-basics | snowflake.bag.blue | Safer on concrete. | 50 lb 2299
        Plant Food Granules | | trellis-and-tine | potted-plant.bag.orange | For flowers and vegetables. | 12 lb 2399
        Hardwood Charcoal | | trellis-and-tine | fire.bag.charcoal | Lump charcoal. | 40 lb 2999
        Potting Mix | | trellis-and-tine | potted-plant.bag.brown | Peat-free. | 35 lb 1699
        Tomato Fertilizer | | trellis-and-tine | tomato.bag.red | Slow release. | 8 lb 1599
      `,
    },
    {
      slug: "hand-tools",
      name: "Hand tools",
      commodity: "general-goods",
      lines: `
        Screwdrivers | | boltshire | screwdriver.box.red | Magnetic tips. | 12 ct 2499
        Utility Knives | | boltshire | kitchen-knife.pouch.yellow | Retractable. | 4 ct 1799
        Claw Hammers | | boltshire | hammer.box.charcoal | Fiberglass handles. | 2 ct 2799
        Adjustable Wrenches | | boltshire | wrench.box.blue | Chrome vanadium. | 3 ct 2999
        Garden Trowels | | trellis-and-tine | seedling.pouch.green | Forged heads. | 3 ct 1999
        Ratchet Straps | | boltshire | chains.pouch.orange | With rubber grips. | 4 ct 2999
      `,
    },
    {
      slug: "fasteners-repair",
      name: "Fasteners & repair",
      commodity: "general-goods",
      lines: `
        Wood Screws, Assorted | | boltshire | nut-and-bolt.tub.kraft | Six sizes in a case. | 500 ct 1999
        Cable Ties | | boltshire | link.pouch.charcoal | UV resistant. | 1000 ct 1499
        Duct Tape | | boltshire | package.pouch.charcoal | Tears by hand. | 6 roll 2299
        Furnace Filters | | boltshire | wind-chime.carton.sky | Pleated, changes every quarter. | 6 ct 3499
        Sandpaper Sheets | | boltshire | brick.box.brown | Assorted grits. | 100 ct 1599
        Picture Hooks | | boltshire | framed-picture.pouch.yellow | Hold thirty pounds. | 75 ct 1199
      `,
    },
    {
      slug: "motor",
      name: "Motor oil & fluids",
      commodity: "motor-fluids",
      lines: `
        Full Synthetic Motor Oil, * | Light Grade, Standard Grade | axlewood | oil-drum.bottle.charcoal,oil-drum.bottle.red | Meets current engine standards. | 2x5 qt 5499; 6x1 qt 4299
        Windshield Fluid | | axlewood | sport-utility-vehicle.bottle.blue | To twenty below. | 4x1 gal 1599
        Antifreeze Coolant | | axlewood | snowflake.bottle.green | Ready to pour. | 2x1 gal 2799
        Brake Fluid | | axlewood | automobile.bottle.yellow | Synthetic. | 4x12 fl oz 1799
        Car Wash Soap | | axlewood | racing-car.bottle.teal | High foam, safe on wax. | 2x64 fl oz 1999
      `,
    },
  ],
};
