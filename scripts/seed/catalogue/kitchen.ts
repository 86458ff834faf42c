import type { DepartmentTable } from "./table.ts";

export const KITCHEN: DepartmentTable = {
  slug: "kitchen",
  name: "Kitchen",
  blurb: "Pans, knives, storage and small machines.",
  glyph: "shallow-pan-of-food",
  shelves: [
    {
      slug: "cookware",
      name: "Cookware",
      commodity: "general-goods",
      lines: `
        Nonstick Skillets | | panwright | cooking.box.charcoal | Ceramic coating, oven safe. | 3 ct 4999
        Cast Iron Skillets | | panwright | cooking.carton.kraft | Seasoned at the foundry. | 2 ct 4499
        Stainless Sheet Pans | | panwright | cookie.carton.sky | Do not warp. | 4 ct 3299
        Mixing Bowls with Lids | | panwright | bowl-with-spoon.carton.teal | Stainless steel. | 5 ct 3499
        Silicone Baking Mats | | panwright | cupcake.box.red | Reusable. | 3 ct 1699
        Ceramic Dutch Oven | | panwright | pot-of-food.carton.blue | Enameled, with a lid. | 1 ct 7999
      `,
    },
    {
      slug: "tools-knives",
      name: "Tools & knives",
      commodity: "general-goods",
      lines: `
        Chef Knives | | panwright | kitchen-knife.box.charcoal | High-carbon steel. | 2 ct 3999
        Steak Knives | | panwright | kitchen-knife.box.brown | Serrated. | 8 ct 3499
        Cutting Boards | | panwright | kitchen-knife.pouch.kraft | Bamboo, three sizes. | 3 ct 2499
        Silicone Spatulas | | tallyhouse-basics | spoon.pouch.red | Heat-safe. | 6 ct 1299
        Bamboo Chopsticks | | lantern-street | chopsticks.pouch.red | Smooth, reusable. | 20 ct 999
        Measuring Cups | | panwright | bowl-with-spoon.box.white | Engraved marks. | 8 ct 1499
        Kitchen Shears | | panwright | scissors.pouch.charcoal | Come apart for washing. | 3 ct 1699
        Wine Glasses | | lidbury | wine-glass.carton.sky | Crystal, dishwasher safe. | 8 ct 3299
        Dinner Forks | | panwright | fork-and-knife.box.charcoal | Stainless steel. | 24 ct 2999
        Soup Bowls | | lidbury | bowl-with-spoon.carton.blue | Stoneware. | 6 ct 2799
        Microfiber Kitchen Towels | | loomsbury | soap.pouch.sky | Absorbent. | 24 ct 1999; 36 ct 2699
      `,
    },
    {
      slug: "food-storage",
      name: "Food storage",
      commodity: "general-goods",
      lines: `
        Glass Containers with Lids | | lidbury | bento-box.carton.blue | Oven to fridge. | 12 ct 3999; 18 ct 5499
        Snap-Lid Containers | | tallyhouse-basics | bento-box.carton.orange | Stackable. | 24 ct 1999
        Pantry Jars | | lidbury | jar.carton.sky | Airtight. | 6 ct 2799
        Water Bottles, Insulated | | lidbury | tumbler-glass.carton.teal | Cold for a day. | 2 ct 3499
        Lunch Boxes | | lidbury | bento-box.carton.pink | Three compartments. | 4 ct 2199
        Deli Containers | | lidbury | takeout-box.carton.white | With lids. | 48 ct 2099
      `,
    },
    {
      slug: "appliances",
      name: "Small appliances",
      commodity: "general-goods",
      lines: `
        Electric Kettle | | hearth-and-coil | teapot.carton.charcoal | Shuts itself off. | 1 ct 3999
        Countertop Blender | | hearth-and-coil | tropical-drink.carton.red | Crushes ice. | 1 ct 7999
        Slow Cooker | | hearth-and-coil | pot-of-food.carton.brown | Keeps warm. | 1 ct 4999
        Rice Cooker | | hearth-and-coil | cooked-rice.carton.white | Cooks and keeps warm. | 1 ct 5499
      `,
    },
  ],
};
