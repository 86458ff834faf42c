import type { DepartmentTable } from "./table.ts";

export const ELECTRONICS: DepartmentTable = {
  slug: "electronics",
  name: "Electronics & batteries",
  blurb: "Power, cables, sound and storage.",
  glyph: "battery",
  shelves: [
    {
      slug: "batteries",
      name: "Batteries",
      commodity: "batteries",
      lines: `
        Alkaline Batteries, * | AA, AAA, C, D | voltarrow | battery.box.orange,battery.box.yellow,battery.box.red,battery.box.green | Ten years on the shelf. | 48 ct 2299; 24 ct 1349
        Alkaline Batteries, AA | | tallyhouse-basics | battery.box.charcoal | Ten years on the shelf. | 72 ct 1999
        Rechargeable Batteries, * | AA, AAA | voltarrow | battery.box.teal,battery.box.sky | Hold a charge for a year. | 12 ct 2799
        Lithium Coin Cells | | voltarrow | battery.pouch.blue | For remotes and scales. | 20 ct 1499
        Hearing Aid Batteries, * | Brown Tab, Orange Tab | voltarrow | ear-with-hearing-aid.box.brown,ear-with-hearing-aid.box.orange | Zinc-air. | 48 ct 1599
      `,
    },
    {
      slug: "cables-power",
      name: "Cables & power",
      commodity: "general-goods",
      lines: `
        USB-C Cables | | voltarrow | electric-plug.pouch.charcoal | Braided, for charge and data. | 4 ct 1999; 6 ct 2699
        Wall Chargers | | voltarrow | electric-plug.box.white | Two ports, folding prongs. | 2 ct 2999
        Power Banks | | voltarrow | battery.box.blue | Charges a phone twice. | 2 ct 4499
        Surge Protectors | | voltarrow | electric-plug.box.orange | Long cord, spaced outlets. | 2 ct 3299
        Extension Cords | | boltshire | electric-plug.carton.green | Outdoor rated. | 2 ct 2999
        HDMI Cables | | voltarrow | television.pouch.charcoal | High speed. | 3 ct 1999
      `,
    },
    {
      slug: "sound-storage",
      name: "Sound & storage",
      commodity: "general-goods",
      lines: `
        Wireless Earbuds | | voltarrow | headphone.box.white | With charging case. | 1 ct 4999
        Flash Drives | | voltarrow | floppy-disk.pouch.blue | Keychain loop. | 5 ct 2999
        Memory Cards | | voltarrow | camera.pouch.red | For cameras. | 2 ct 2799
        Wireless Mouse | | voltarrow | computer-mouse.box.charcoal | Silent click. | 2 ct 2499
        Screen Wipes | | brightmere | laptop.tub.sky | No streaks. | 200 ct 1299
        Phone Stands | | voltarrow | mobile-phone.box.charcoal | Fold flat. | 3 ct 1599
        Webcam Covers | | voltarrow | camera.pouch.white | Slide shut. | 12 ct 899
        Smart Plugs | | voltarrow | electric-plug.box.teal | Timers and schedules. | 4 ct 2999
        Night Lights | | lumenfield | light-bulb.box.white | Dusk to dawn. | 6 ct 1699
      `,
    },
  ],
};
