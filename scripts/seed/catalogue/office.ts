import type { DepartmentTable } from "./table.ts";

export const OFFICE: DepartmentTable = {
  slug: "office",
  name: "Office & school",
  blurb: "Paper, pens and what keeps a desk going.",
  glyph: "pencil",
  shelves: [
    {
      slug: "office-paper",
      name: "Paper",
      commodity: "paper-sheets",
      lines: `
        Copy Paper | | inkmere | page-facing-up.carton.white | Twenty-pound bond, bright white. | 5000 sheet 5299; 2500 sheet 2899
        Copy Paper | | tallyhouse-basics | page-facing-up.carton.orange | Everyday white. | 5000 sheet 4499
        Card Stock | | inkmere | page-with-curl.box.sky | Heavy, smooth. | 750 sheet 2499
        Photo Paper, Glossy | | inkmere | framed-picture.box.blue | For inkjet printers. | 200 sheet 2199
      `,
    },
    {
      slug: "writing",
      name: "Writing",
      commodity: "general-goods",
      lines: `
        Gel Pens, * | Black, Blue | inkmere | pen.box.charcoal,pen.box.blue | Quick-drying ink. | 36 ct 2299
        Sharpened Pencils | | inkmere | pencil.box.yellow | Cedar, with erasers. | 150 ct 1599
        Permanent Markers | | inkmere | crayon.box.red | Fine point. | 24 ct 1799
        Colored Pencils | | inkmere | artist-palette.box.pink | Soft cores. | 72 ct 1999
        Highlighters | | tallyhouse-basics | crayon.box.yellow | Chisel tip. | 24 ct 1299
      `,
    },
    {
      slug: "desk-supplies",
      name: "Desk & mailing",
      commodity: "general-goods",
      lines: `
        Composition Notebooks | | inkmere | notebook.carton.charcoal | Wide ruled. | 12 ct 1999
        Spiral Notebooks | | tallyhouse-basics | spiral-notepad.carton.orange | College ruled. | 10 ct 1499
        Sticky Notes | | inkmere | spiral-notepad.box.yellow | Assorted colors. | 24 ct 1899
        Bubble Mailers | | inkmere | envelope.carton.kraft | Self-sealing. | 50 ct 2199
        Packing Tape | | boltshire | package.box.kraft | Clear, quiet. | 8 roll 1999
        File Folders | | inkmere | file-folder.box.kraft | Letter size. | 150 ct 1999
        Paper Clips | | inkmere | paperclip.box.sky | Smooth steel. | 1000 ct 799
        Glue Sticks | | inkmere | crayon.box.orange | Washable. | 30 ct 1299
        Index Cards | | inkmere | card-index.box.white | Ruled. | 1000 ct 1199
        Binder Clips | | inkmere | clipboard.tub.charcoal | Assorted sizes. | 100 ct 1099
        Whiteboard Markers | | inkmere | crayon.box.green | Low odor. | 16 ct 1499
        Backpacks | | footbridge-mills | backpack.carton.blue | Padded straps. | 2 ct 4499
        Desk Organizers | | lidbury | inbox-tray.carton.charcoal | Mesh, stackable. | 3 ct 2499
      `,
    },
  ],
};
