import type { DepartmentTable } from "./table.ts";

export const DRINKS: DepartmentTable = {
  slug: "drinks",
  name: "Water & soft drinks",
  blurb: "Water, juice and soda by the case.",
  glyph: "cup-with-straw",
  shelves: [
    {
      slug: "water",
      name: "Water",
      commodity: "water",
      lines: `
        Spring Water | | brookfell | droplet.bottle.sky | Bottled at the spring. | 40x16.9 fl oz 899; 6x1 gal 999
        Purified Water | | tallyhouse-basics | droplet.bottle.blue | Filtered by reverse osmosis, minerals added for taste. | 40x16.9 fl oz 549
        * Sparkling Water | Lime, Grapefruit, Plain | brookfell | lemon.can.green,tangerine.can.pink,bubbles.can.sky | Sparkling spring water, nothing sweet in it. | 24x12 fl oz 1149; 35x12 fl oz 1549
        Alkaline Water | | brookfell | water-wave.bottle.teal | Spring water at pH nine. | 18x1 l 2499
        Coconut Water | | orchard-verity | coconut.carton.green | From young coconuts, not from concentrate. | 12x11.1 fl oz 1899
      `,
    },
    {
      slug: "soft-drinks",
      name: "Soft drinks",
      commodity: "beverages",
      lines: `
        * | Cola, Diet Cola, Lemon-Lime Soda, Ginger Ale, Root Beer | fizzwick | cup-with-straw.can.red,cup-with-straw.can.white,lemon.can.green,ginger-root.can.yellow,cup-with-straw.can.brown | *, canned cold. | 35x12 fl oz 1899; 24x12 fl oz 1449
        * Iced Tea | Lemon, Peach | leaf-and-lantern | lemon.bottle.yellow,peach.bottle.orange | Brewed black tea, lightly sweetened. | 36x16.9 fl oz 2199
        Energy Drink, Citrus | | fizzwick | high-voltage.can.charcoal | Caffeine and B vitamins. | 24x16 fl oz 3999
        Sports Drink, Orange | | fizzwick | tangerine.bottle.orange | Electrolytes after exercise. | 28x20 fl oz 2299
        Kombucha, Ginger | | leaf-and-lantern | ginger-root.bottle.kraft | Fermented tea with ginger. | 9x16 fl oz 2399
      `,
    },
    {
      slug: "juice",
      name: "Juice",
      commodity: "beverages",
      lines: `
        * Juice | Apple, Orange, Cranberry | orchard-verity | red-apple.bottle.red,tangerine.bottle.orange,cherries.bottle.pink | Pressed * juice, no sugar added. | 2x96 fl oz 1149; 24x10 fl oz 1799
        Apple Juice Boxes | | tallyhouse-basics | beverage-box.carton.green | Small boxes with a straw. | 40x6.75 fl oz 1499
        Lemonade | | orchard-verity | lemon.bottle.yellow | Lemons, water and cane sugar. | 2x96 fl oz 999
        Organic Carrot Juice | | furrow-and-fen | carrot.bottle.orange | Cold pressed. | 6x16 fl oz 2199
        Vegetable Juice | | hollow-oak-pantry | tomato.can.red | Tomato, celery and carrot. | 28x11.5 fl oz 2199
      `,
    },
  ],
};
