import type { DepartmentTable } from "./table.ts";

export const PETS: DepartmentTable = {
  slug: "pets",
  name: "Pets",
  blurb: "Food, treats and litter for those who cannot hold a card.",
  glyph: "paw-prints",
  shelves: [
    {
      slug: "dog-food",
      name: "Dog food",
      commodity: "pet-food-dry",
      lines: `
        Dry Dog Food, * | Chicken & Rice, Lamb & Barley, Small Breed | wagthorn | dog.bag.orange,ewe.bag.green,poodle.bag.pink | Complete food for adult dogs. | 40 lb 4899; 20 lb 2799
        Puppy Food, Salmon & Oat | | wagthorn | guide-dog.bag.sky | For the first year. | 30 lb 4499
        Dry Dog Food, Beef | | tallyhouse-basics | dog.bag.red | Complete food for adult dogs. | 50 lb 3999
      `,
    },
    {
      slug: "cat-food-litter",
      name: "Cat food & litter",
      commodity: "pet-food-dry",
      lines: `
        Dry Cat Food, * | Chicken, Ocean Fish | mogwell | cat.bag.orange,fish.bag.blue | Complete food for adult cats. | 18 lb 3299
        Wet Cat Food, Tuna | | mogwell | fish.can.teal | In broth. | 40x3 oz 3499
        Clumping Litter | | tallyhouse-basics | black-cat.carton.sky | Low dust, no scent. | 42 lb 1899
        Pine Litter | | mogwell | evergreen-tree.bag.green | Pressed from sawdust. | 40 lb 1799
      `,
    },
    {
      slug: "pet-treats",
      name: "Treats",
      commodity: "snacks",
      lines: `
        * Dog Treats | Chicken Jerky, Sweet Potato | wagthorn | poultry-leg.pouch.red,roasted-sweet-potato.pouch.orange | One ingredient, dried slowly. | 48 oz 2699
        Dental Sticks | | wagthorn | bone.carton.green | For medium dogs. | 60x1 oz 2999
        Freeze-Dried Cat Treats | | mogwell | cat.pouch.pink | Chicken breast, freeze-dried. | 16 oz 2199
        Dog Biscuits | | tallyhouse-basics | bone.carton.brown | Baked crunchy. | 15 lb 1799
      `,
    },
    {
      slug: "pet-supplies",
      name: "Supplies",
      commodity: "general-goods",
      lines: `
        Waste Bags | | wagthorn | wastebasket.box.green | Leak-proof, on rolls. | 900 ct 1799
        Puppy Pads | | wagthorn | service-dog.carton.sky | Five layers. | 150 ct 3499
        Tennis Balls for Dogs | | wagthorn | tennis.bag.yellow | Non-abrasive felt. | 12 ct 1499
        Food Bowls, Stainless | | wagthorn | bowl-with-spoon.box.charcoal | Do not slip. | 4 ct 1999
        Cat Scratchers | | mogwell | cat.carton.kraft | Corrugated, with catnip. | 5 ct 1799
        Rope Toys | | wagthorn | knot.pouch.red | Washable cotton. | 6 ct 1399
      `,
    },
  ],
};
