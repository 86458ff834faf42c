import type { DepartmentTable } from "./table.ts";

export const SNACKS: DepartmentTable = {
  slug: "snacks",
  name: "Snacks & sweets",
  blurb: "Crisps, nuts, bars and chocolate by the carton.",
  glyph: "pretzel",
  shelves: [
    {
      slug: "chips-crackers",
      name: "Chips & crackers",
      commodity: "snacks",
      lines: `
        * Potato Chips | Sea Salt, Salt & Vinegar, Sweet Onion | saltmarsh-row | potato.bag.sky,potato.bag.teal,onion.bag.yellow | Thick-cut potatoes, fried in small batches. | 2 lb 849; 30x1.5 oz 1899
        Corn Tortilla Chips | | saltmarsh-row | ear-of-corn.bag.yellow | Stone-ground corn, three ingredients. | 40 oz 749; 2x40 oz 1399
        Pita Crackers | | crumb-and-gable | flatbread.bag.kraft | Baked twice and salted. | 28 oz 899
        * Crackers | Rosemary, Multigrain | crumb-and-gable | cookie.box.green,sheaf-of-rice.box.brown | Thin crackers for cheese. | 4x9 oz 1149
        Mini Pretzel Twists | | tallyhouse-basics | pretzel.tub.brown | Sourdough pretzels in a tub. | 52 oz 999
        White Cheddar Popcorn | | saltmarsh-row | popcorn.bag.white | Air-popped, dusted with cheddar. | 24 oz 899; 36x1 oz 1799
        Rice Crackers, Soy | | lantern-street | rice-cracker.bag.brown | Crisp rice crackers glazed with soy. | 24 oz 1099
      `,
    },
    {
      slug: "nuts-dried-fruit",
      name: "Nuts & dried fruit",
      commodity: "snacks",
      lines: `
        Whole Almonds | | nutwright | chestnut.pouch.brown | Natural almonds, unsalted. | 3 lb 1849
        * Cashews | Roasted & Salted, Raw | counting-room | peanuts.jar.orange,peanuts.jar.kraft | Whole cashews, large grade. | 2.5 lb 2199
        Pistachios in Shell | | nutwright | chestnut.pouch.green | Roasted in the shell with sea salt. | 3 lb 2399
        Mixed Nuts | | tallyhouse-basics | peanuts.tub.teal | Cashews, almonds, pecans and brazils. | 40 oz 1999
        Walnut Halves | | nutwright | chestnut.bag.kraft | Light halves for baking. | 3 lb 1649
        Dried Cranberries | | orchard-verity | cherries.pouch.red | Sliced and sweetened. | 64 oz 1449
        Medjool Dates | | counting-room | palm-tree.box.brown | Soft, large dates. | 2 lb 1299; 11 lb 5499
        Dried Mango | | orchard-verity | mango.pouch.orange | Slices of mango, no sugar added. | 30 oz 1499
        Trail Mix | | nutwright | peanuts.pouch.green | Nuts, raisins and chocolate drops. | 4 lb 1599; 28x2 oz 1999
      `,
    },
    {
      slug: "chocolate-sweets",
      name: "Chocolate & sweets",
      commodity: "snacks",
      lines: `
        * Chocolate Bars | Dark, Milk | velvet-quarry | chocolate-bar.box.charcoal,chocolate-bar.box.brown | * chocolate, single origin. | 12x3.5 oz 2999
        Chocolate Covered Almonds | | velvet-quarry | chocolate-bar.tub.brown | Roasted almonds in milk chocolate. | 48 oz 2199
        Gummy Bears | | fizzwick | bear.tub.red | Fruit juice gummies. | 5 lb 1599
        Peppermint Drops | | fizzwick | candy.tub.teal | Hard mints, wrapped one by one. | 56 oz 1299
        Salted Caramels | | velvet-quarry | candy.box.kraft | Soft caramels with sea salt. | 24 oz 1499
        Fruit Snacks | | orchard-verity | strawberry.carton.pink | Made with fruit puree. | 80x0.8 oz 1699
      `,
    },
    {
      slug: "bars-cookies",
      name: "Bars & cookies",
      commodity: "snacks",
      lines: `
        * Protein Bars | Peanut Butter, Cookie Dough | vitamarl | peanuts.carton.blue,cookie.carton.sky | Twenty-one grams of protein a bar. | 20x2.1 oz 2899
        Chewy Granola Bars | | crumb-and-gable | honey-pot.carton.green | Oats, honey and chocolate drops. | 60x0.84 oz 1499
        Shortbread Fingers | | crumb-and-gable | cookie.box.red | Butter shortbread in a tin. | 40 oz 1699
        Chocolate Chip Cookies | | tallyhouse-basics | cookie.carton.kraft | Small packs for lunch boxes. | 40x1 oz 1499
        Sandwich Cookies | | tallyhouse-basics | cookie.carton.charcoal | Chocolate wafers, vanilla cream. | 10x5.5 oz 1299
        Rice Crisp Treats | | crumb-and-gable | rice-cracker.carton.blue | Puffed rice and marshmallow. | 54x0.78 oz 1399
        Fig Bars | | crumb-and-gable | cookie.carton.brown | Whole wheat and figs. | 40x2 oz 1899
      `,
    },
  ],
};
