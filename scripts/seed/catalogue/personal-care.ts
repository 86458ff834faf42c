import type { DepartmentTable } from "./table.ts";

export const PERSONAL_CARE: DepartmentTable = {
  slug: "personal-care",
  name: "Personal care",
  blurb: "Hair, skin, teeth and a close shave.",
  glyph: "lotion-bottle",
  shelves: [
    {
      slug: "hair",
      name: "Hair",
      commodity: "personal-care-liquid",
      lines: `
        * | Moisture Shampoo, Moisture Conditioner, Volume Shampoo | lathermoor | shower.bottle.teal,shower.bottle.sky,shower.bottle.pink | Sulfate-free, for every day. | 33.8 fl oz 1299; 2x33.8 fl oz 2399
        Anti-Dandruff Shampoo | | lathermoor | snowflake.bottle.blue | With zinc. | 2x32 fl oz 2199
        Shampoo, Clean Scent | | tallyhouse-basics | shower.bottle.orange | For the whole family. | 64 fl oz 1099
      `,
    },
    {
      slug: "skin",
      name: "Skin & body",
      commodity: "personal-care-liquid",
      lines: `
        Body Wash, * | Sea Mineral, Oat & Honey | lathermoor | water-wave.bottle.blue,honey-pot.bottle.kraft | Rinses clean. | 3x24 fl oz 1999
        Daily Lotion | | lathermoor | lotion-bottle.bottle.white | Absorbs quickly. | 2x20 fl oz 1899
        Hand Soap Refill | | suds-and-sorrel | soap.bottle.green | Refills a pump four times. | 2x80 fl oz 1999
        Sunscreen Lotion | | lathermoor | sun.bottle.yellow | Broad spectrum, water resistant. | 3x8 fl oz 2799
        Hand Sanitizer | | tallyhouse-basics | palms-up-together.bottle.sky | Seventy percent alcohol. | 4x33.8 fl oz 2199
      `,
    },
    {
      slug: "soap-deodorant",
      name: "Soap & deodorant",
      commodity: "personal-care-solid",
      lines: `
        Bar Soap, * | Shea, Charcoal | lathermoor | soap.box.kraft,soap.box.charcoal | Hard-milled, lasts. | 16x4 oz 1699
        Deodorant, * | Cedar, Unscented | lathermoor | evergreen-tree.box.green,feather.box.white | Aluminum-free. | 5x2.7 oz 2299
        Bar Soap | | tallyhouse-basics | soap.box.orange | Plain and mild. | 20x4 oz 1299
        Petroleum Jelly | | apothek-lane | lotion-bottle.jar.sky | Protects dry skin. | 3x13 oz 1299
      `,
    },
    {
      slug: "oral-care",
      name: "Oral care",
      commodity: "personal-care-solid",
      lines: `
        * Toothpaste | Mint, Whitening | pearlfen | toothbrush.box.teal,tooth.box.blue | With fluoride. | 5x7 oz 1699
        Toothpaste, Fresh Gel | | tallyhouse-basics | toothbrush.box.orange | With fluoride. | 6x6.4 oz 1199
      `,
    },
    {
      slug: "brushes-shaving",
      name: "Brushes & shaving",
      commodity: "general-goods",
      lines: `
        Toothbrushes, * | Soft, Medium | pearlfen | toothbrush.pouch.sky,toothbrush.pouch.green | Rounded bristles. | 8 ct 1399
        Brush Heads | | pearlfen | toothbrush.box.white | Fit the common electric handles. | 10 ct 2999
        Razor Cartridges | | lathermoor | razor.box.charcoal | Five blades. | 16 ct 3299
        Disposable Razors | | tallyhouse-basics | razor.pouch.blue | Two blades. | 48 ct 1899
        Cotton Swabs | | cloudfold | ear.box.white | Paper sticks. | 1500 ct 999
        Dental Floss Picks | | pearlfen | tooth.bag.teal | Shred-resistant. | 300 ct 1199
      `,
    },
  ],
};
