import type { DepartmentTable } from "./table.ts";

export const COFFEE_TEA: DepartmentTable = {
  slug: "coffee-tea",
  name: "Coffee & tea",
  blurb: "Beans, grounds, pods and leaves.",
  glyph: "hot-beverage",
  shelves: [
    {
      slug: "coffee",
      name: "Coffee",
      commodity: "coffee",
      lines: `
        Whole Bean Coffee, * | House Blend, Dark Roast, Decaf | night-porter | hot-beverage.bag.brown,hot-beverage.bag.charcoal,hot-beverage.bag.green | Arabica beans, roasted the week they ship. | 2.5 lb 2399; 5 lb 4399
        Ground Coffee, * | Medium Roast, Dark Roast | tallyhouse-basics | hot-beverage.can.red,hot-beverage.can.brown | Ground for drip machines. | 3 lb 1699
        Single Origin Whole Bean Coffee, * | Huila, Sidama | counting-room | hot-beverage.bag.kraft | One cooperative, one harvest. | 2 lb 2699
        Instant Coffee | | night-porter | hot-beverage.jar.brown | Freeze-dried crystals. | 16 oz 1599
        Espresso Ground | | night-porter | hot-beverage.can.charcoal | Fine ground for the machine. | 4x8.8 oz 2799
      `,
    },
    {
      slug: "coffee-pods",
      name: "Coffee pods",
      commodity: "coffee-pods",
      lines: `
        Coffee Pods, * | Breakfast Blend, French Roast, Hazelnut | night-porter | hot-beverage.carton.orange,hot-beverage.carton.charcoal,chestnut.carton.brown | For single-cup brewers; compostable ring. | 100 ct 4499; 54 ct 2699
        Coffee Pods, Medium Roast | | tallyhouse-basics | hot-beverage.carton.red | For single-cup brewers. | 120 ct 3999
        Espresso Capsules, Intenso | | counting-room | hot-beverage.carton.charcoal | Aluminum capsules, recyclable. | 100 ct 4999
      `,
    },
    {
      slug: "tea",
      name: "Tea",
      commodity: "tea-bags",
      lines: `
        * Tea Bags | Black, Green, Chamomile | leaf-and-lantern | teapot.box.charcoal,teapot.box.green,blossom.box.yellow | * tea in unbleached bags. | 100 ct 999; 200 ct 1799
        Earl Grey Tea Bags | | counting-room | teapot.box.blue | Black tea with oil of bergamot. | 120 ct 1449
        Peppermint Tea Bags | | tallyhouse-basics | herb.box.teal | Caffeine-free. | 120 ct 899
      `,
    },
    {
      slug: "loose-tea",
      name: "Loose tea & matcha",
      commodity: "tea-leaf",
      lines: `
        Jasmine Green Tea, Loose Leaf | | leaf-and-lantern | leafy-green.can.green | Scented with jasmine blossom. | 16 oz 1899
        Oolong, Loose Leaf | | leaf-and-lantern | teapot.can.teal | Half-oxidized, rolled by hand. | 8 oz 1599
        Matcha Powder | | leaf-and-lantern | teacup-without-handle.pouch.green | Stone-ground green tea. | 12 oz 2299
      `,
    },
  ],
};
