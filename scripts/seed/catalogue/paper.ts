import type { DepartmentTable } from "./table.ts";

export const PAPER: DepartmentTable = {
  slug: "paper",
  name: "Household paper",
  blurb: "Bath tissue, towels, napkins and plates.",
  glyph: "roll-of-paper",
  shelves: [
    {
      slug: "bath-tissue",
      name: "Bath tissue",
      commodity: "paper-sheets",
      lines: `
        Bath Tissue, * | Soft, Strong | cloudfold | roll-of-paper.roll.sky,roll-of-paper.roll.blue | Two layers, septic safe. | 30x380 sheet 2999; 18x380 sheet 1999
        Bath Tissue | | tallyhouse-basics | roll-of-paper.roll.green | Two layers. | 36x300 sheet 2599
        Bamboo Bath Tissue | | cloudfold | panda.roll.kraft | Tree-free. | 24x300 sheet 2899
      `,
    },
    {
      slug: "paper-towels",
      name: "Paper towels",
      commodity: "paper-sheets",
      lines: `
        Paper Towels | | cloudfold | roll-of-paper.roll.teal | Choose the size of the sheet. | 12x160 sheet 2599; 24x160 sheet 4799
        Paper Towels, Select Sheet | | tallyhouse-basics | roll-of-paper.roll.orange | Absorbent, strong when wet. | 12x140 sheet 1999
        Shop Towels | | boltshire | roll-of-paper.roll.blue | For grease and grit. | 10x55 sheet 1999
      `,
    },
    {
      slug: "tissues-napkins",
      name: "Tissues & napkins",
      commodity: "bags-liners",
      lines: `
        Facial Tissues | | cloudfold | roll-of-paper.box.pink | Soft three-layer tissues. | 1440 ct 2199
        Lunch Napkins | | tallyhouse-basics | fork-and-knife-with-plate.pouch.white | One layer, embossed. | 1200 ct 1499
        Dinner Napkins, Linen Feel | | cloudfold | fork-and-knife-with-plate.pouch.charcoal | For the table. | 200 ct 1899
      `,
    },
    {
      slug: "disposables",
      name: "Plates, cups & cutlery",
      commodity: "disposables",
      lines: `
        Paper Plates, * | Dinner, Dessert | cloudfold | fork-and-knife-with-plate.pouch.sky,shortcake.pouch.pink | Coated, cut-proof. | 240 ct 2299
        Hot Cups | | cloudfold | hot-beverage.carton.kraft | With lids apart. | 300 ct 2899
        Clear Cold Cups | | tallyhouse-basics | tumbler-glass.carton.sky | Recyclable. | 240 ct 1799
        Heavyweight Forks | | tallyhouse-basics | fork-and-knife.box.white | Do not snap. | 500 ct 1699
        Compostable Bowls | | cloudfold | bowl-with-spoon.carton.green | Sugar cane fiber. | 200 ct 2499
      `,
    },
  ],
};
