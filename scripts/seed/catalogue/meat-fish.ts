import type { DepartmentTable } from "./table.ts";

export const MEAT_FISH: DepartmentTable = {
  slug: "meat-fish",
  name: "Meat & fish",
  blurb: "Cut, trimmed and packed for the freezer or for tonight.",
  glyph: "cut-of-meat",
  shelves: [
    {
      slug: "beef-pork",
      name: "Beef & pork",
      commodity: "meat",
      lines: `
        Ground Beef, Lean | | drovers-yard | cut-of-meat.pouch.red | Ground daily from whole cuts. | 6 lb 3599; 10 lb 5699
        Ribeye Steaks, Boneless | | drovers-yard | cut-of-meat.pouch.charcoal | Cut an inch and a quarter thick. | 4x12 oz 5299
        Beef Chuck Roast | | drovers-yard | cut-of-meat.pouch.brown | For slow cooking. | 5 lb 4299
        Pork Loin, Boneless | | drovers-yard | pig.pouch.pink | Trimmed whole loin. | 8 lb 2399
        Pork Spareribs | | drovers-yard | bone.pouch.red | Three racks. | 9 lb 2999
        Smoked Bacon, Thick Cut | | tallyhouse-basics | bacon.pouch.red | Smoked over hickory. | 4x16 oz 2499
        Italian Sausage Links | | drovers-yard | hot-dog.pouch.orange | Pork, fennel, garlic. | 5 lb 1999
      `,
    },
    {
      slug: "poultry",
      name: "Poultry",
      commodity: "meat",
      lines: `
        Chicken *, Boneless Skinless | Breasts, Thighs | tallyhouse-basics | poultry-leg.pouch.yellow,chicken.pouch.orange | Air-chilled, packed in sealed pouches. | 6 lb 2199; 10 lb 3399
        Chicken Wings | | drovers-yard | poultry-leg.bag.red | Party wings, fresh frozen. | 10 lb 2999
        Organic Whole Chicken | | counting-room | chicken.pouch.green | Two birds. | 2x4.5 lb 2699
        Ground Turkey, Lean | | drovers-yard | turkey.pouch.brown | White and dark meat. | 4x1.7 lb 2699
        Turkey Breast, Smoked | | drovers-yard | turkey.pouch.kraft | Fully cooked. | 3 lb 2199
        Chicken Drumsticks | | drovers-yard | poultry-leg.pouch.kraft | Skin on. | 8 lb 1399
        Rotisserie-Style Chicken Strips | | drovers-yard | chicken.bag.brown | Fully cooked. | 2x22 oz 1899
      `,
    },
    {
      slug: "seafood",
      name: "Fish & seafood",
      commodity: "seafood",
      lines: `
        Atlantic Salmon Fillets | | tidewright | fish.pouch.orange | Skin on, pin bones out. | 3 lb 3699
        Wild Sockeye Portions | | tidewright | fish.bag.red | Frozen at sea. | 8x6 oz 3899
        Raw Shrimp, Peeled | | tidewright | shrimp.bag.pink | Tail on, deveined, frozen one by one. | 2 lb 2199; 4 lb 4099
        Cod Loins | | tidewright | tropical-fish.bag.blue | Thick white loins. | 2.5 lb 2699
        Snow Crab Clusters | | tidewright | crab.carton.red | Cooked and frozen. | 5 lb 8999
        Tilapia Fillets | | tallyhouse-basics | fish.bag.teal | Frozen one by one. | 4 lb 1999
        Breaded Fish Sticks | | frosthollow | fish.box.yellow | Minced pollock in crumbs. | 4.5 lb 1799
      `,
    },
    {
      slug: "deli",
      name: "Deli",
      commodity: "deli",
      lines: `
        Sliced * | Honey Ham, Roast Turkey | drovers-yard | pig.pouch.pink,turkey.pouch.yellow | Sliced thin for sandwiches. | 3x1 lb 1999
        Genoa Salami | | counting-room | pizza.pouch.red | Dry-cured. | 2 lb 1899
        Beef Franks | | drovers-yard | hot-dog.pouch.red | All beef, no fillers. | 4x1 lb 1999
        Sliced Provolone | | meadowgate-dairy | cheese-wedge.pouch.kraft | Aged, sliced. | 2 lb 1399
        Charcuterie Prosciutto | | counting-room | pig.pouch.red | Cured for fourteen months. | 24 oz 2299
        Egg Salad | | henwick-row | egg.tub.yellow | With chives. | 2 lb 999
      `,
    },
  ],
};
