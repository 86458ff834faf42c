import type { DepartmentTable } from "./table.ts";

export const CLEANING: DepartmentTable = {
  slug: "cleaning",
  name: "Cleaning & laundry",
  blurb: "Detergent, cleaners, bags and wraps.",
  glyph: "broom",
  shelves: [
    {
      slug: "laundry",
      name: "Laundry",
      commodity: "detergent",
      lines: `
        Laundry Detergent, * | Fresh, Free & Clear | suds-and-sorrel | basket.bottle.blue,basket.bottle.white | For all machines, hot or cold. | 146 load 2999; 110 load 2499
        Laundry Pacs | | suds-and-sorrel | basket.tub.orange | One pac a load. | 152 load 3499
        Laundry Detergent | | tallyhouse-basics | basket.bottle.orange | For all machines. | 170 load 2299
        Laundry Powder | | suds-and-sorrel | basket.box.teal | Powder for whites. | 180 load 2799
        Oxygen Stain Remover | | brightmere | bubbles.tub.green | Chlorine-free. | 290 load 2199
      `,
    },
    {
      slug: "dish",
      name: "Dishwashing",
      commodity: "cleaning-liquid",
      lines: `
        Dish Soap, * | Citrus, Unscented | suds-and-sorrel | lemon.bottle.yellow,soap.bottle.white | Cuts grease, easy on hands. | 90 fl oz 1199; 2x90 fl oz 2199
        Rinse Aid | | brightmere | sparkles.bottle.blue | Dries without spots. | 2x32 fl oz 1699
        Dish Soap, Original | | tallyhouse-basics | soap.bottle.blue | Everyday dish soap. | 128 fl oz 1099
      `,
    },
    {
      slug: "dish-tablets",
      name: "Dishwasher tablets",
      commodity: "general-goods",
      lines: `
        Dishwasher Tablets | | brightmere | sparkles.tub.teal | No need to unwrap. | 115 ct 2199; 90 ct 1849
        Dishwasher Tablets | | tallyhouse-basics | sparkles.tub.orange | No need to unwrap. | 120 ct 1599
      `,
    },
    {
      slug: "cleaners",
      name: "Cleaners",
      commodity: "cleaning-liquid",
      lines: `
        All Purpose Cleaner, * | Lemon, Lavender | brightmere | lemon.bottle.yellow,hyacinth.bottle.pink | Spray and wipe. | 3x32 fl oz 1399
        Glass Cleaner | | brightmere | window.bottle.sky | No streaks. | 2x32 fl oz 999; 1 gal 1299
        Bleach, Concentrated | | tallyhouse-basics | biohazard.bottle.white | Disinfects. | 3x121 fl oz 1599
        Bathroom Cleaner | | brightmere | bathtub.bottle.teal | Removes soap scum. | 4x32 fl oz 1699
        Floor Cleaner | | brightmere | broom.bottle.green | For wood and tile. | 2x64 fl oz 1699
        White Cleaning Vinegar | | tallyhouse-basics | droplet.bottle.white | Six percent acidity. | 2x1 gal 999
        Drain Opener Gel | | brightmere | plunger.bottle.red | Works through standing water. | 3x80 fl oz 2499
      `,
    },
    {
      slug: "bags-wraps",
      name: "Bags & liners",
      commodity: "bags-liners",
      lines: `
        Tall Kitchen Bags | | lidbury | wastebasket.box.white | Drawstring, hard to tear. | 200 ct 2399; 120 ct 1599
        Large Trash Bags | | tallyhouse-basics | wastebasket.box.charcoal | For yard and shop. | 90 ct 2099
        * Zip Bags | Quart Freezer, Gallon Storage, Sandwich | lidbury | sandwich.box.blue,sandwich.box.green,sandwich.box.yellow | Double seal. | 216 ct 1599
        Parchment Sheets | | lidbury | cookie.box.kraft | Pre-cut for half trays. | 250 ct 1499
      `,
    },
    {
      slug: "foil-film",
      name: "Foil & film",
      commodity: "wraps-area",
      lines: `
        Aluminum Foil, Heavy Duty | | lidbury | takeout-box.box.charcoal | For grill and oven. | 300 sq ft 2799
        Plastic Food Wrap | | lidbury | takeout-box.box.sky | With a slide cutter. | 3000 sq ft 2499
        Aluminum Foil | | tallyhouse-basics | takeout-box.box.orange | Standard weight. | 500 sq ft 2599
      `,
    },
  ],
};
