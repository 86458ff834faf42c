import type { DepartmentTable } from "./table.ts";

export const HOME: DepartmentTable = {
  slug: "home",
  name: "Home & clothing",
  blurb: "Towels, bedding, socks and storage.",
  glyph: "couch-and-lamp",
  shelves: [
    {
      slug: "bed-bath",
      name: "Bed & bath",
      commodity: "general-goods",
      lines: `
        Cotton Bath Towels, * | White, Slate | loomsbury | bathtub.pouch.white,bathtub.pouch.charcoal | Thick and quick to dry. | 4 ct 3999; 6 ct 5499
        Washcloths | | loomsbury | soap.pouch.white | Ring-spun cotton. | 24 ct 1799
        Bed Pillows | | loomsbury | bed.pouch.sky | Medium firm. | 2 ct 3499; 4 ct 5999
        Fleece Throws | | loomsbury | couch-and-lamp.pouch.red | Soft on both sides. | 2 ct 2499
        Shower Liners | | tallyhouse-basics | shower.pouch.sky | Mildew resistant. | 3 ct 1499
      `,
    },
    {
      slug: "storage",
      name: "Storage & laundry",
      commodity: "general-goods",
      lines: `
        Velvet Hangers | | loomsbury | dress.carton.charcoal | Slim, do not slip. | 50 ct 2499; 100 ct 4299
        Storage Bins with Lids | | lidbury | package.carton.sky | Stack when full, nest when empty. | 6 ct 4499
        Moving Boxes | | tallyhouse-basics | package.carton.kraft | Double wall. | 20 ct 3999
        Clothes Pins | | loomsbury | basket.bag.kraft | Birch. | 100 ct 899
        Packing Paper Rolls | | tallyhouse-basics | roll-of-paper.roll.kraft | Unprinted. | 4 roll 1799
        Vacuum Storage Bags | | loomsbury | package.pouch.blue | Save three quarters of the room. | 15 ct 2499
        Door Mats | | loomsbury | door.pouch.brown | Rubber backed. | 2 ct 2999
      `,
    },
    {
      slug: "socks-basics",
      name: "Socks & basics",
      commodity: "general-goods",
      lines: `
        Crew Socks, * | Men, Women | footbridge-mills | socks.pouch.charcoal,socks.pouch.pink | Cushioned sole. | 8 pair 1899; 12 pair 2599
        Merino Hiking Socks | | footbridge-mills | hiking-boot.pouch.green | Warm when wet. | 4 pair 2999
        Work Gloves | | boltshire | gloves.pouch.yellow | Leather palms. | 6 pair 2499
        Cotton T-Shirts, * | Black, White | footbridge-mills | t-shirt.pouch.charcoal,t-shirt.pouch.white | Crew neck, tagless. | 6 ct 2999
      `,
    },
    {
      slug: "light",
      name: "Light & candles",
      commodity: "general-goods",
      lines: `
        LED Bulbs, * | Soft White, Daylight | lumenfield | light-bulb.box.yellow,light-bulb.box.sky | Dimmable, sixty-watt shape. | 12 ct 2299; 24 ct 3799
        Unscented Tea Lights | | lumenfield | candle.bag.white | Burn four hours. | 200 ct 1899
        LED Flashlights | | voltarrow | flashlight.box.charcoal | With batteries. | 3 ct 2499
        Solar Path Lights | | lumenfield | sun.carton.charcoal | Stake into the ground. | 8 ct 3999
      `,
    },
  ],
};
