import type { DepartmentTable } from "./table.ts";

export const HEALTH: DepartmentTable = {
  slug: "health",
  name: "Health",
  blurb: "Vitamins, medicine cabinet and first aid.",
  glyph: "pill",
  shelves: [
    {
      slug: "vitamins",
      name: "Vitamins & supplements",
      commodity: "vitamins-pills",
      lines: `
        * Tablets | Vitamin C, Multivitamin, Calcium | vitamarl | tangerine.bottle.orange,pill.bottle.green,bone.bottle.white | One tablet a day with food. | 300 ct 1899; 500 ct 2799
        * Softgels | Vitamin D, Fish Oil, Coenzyme | vitamarl | sun.bottle.yellow,fish.bottle.blue,anatomical-heart.bottle.red | One softgel a day with food. | 360 ct 2099
        Magnesium Capsules | | tallyhouse-basics | pill.bottle.teal | Bisglycinate, easy on the stomach. | 240 ct 1799
        Probiotic Capsules | | vitamarl | microbe.bottle.pink | Ten strains; keep cool. | 120 ct 2999
        Melatonin Tablets | | tallyhouse-basics | crescent-moon.bottle.blue | For an occasional short night. | 300 ct 1299
        Kids Gummy Vitamins | | vitamarl | bear.bottle.orange | Fruit flavors. | 250 ct 1599
      `,
    },
    {
      slug: "medicine",
      name: "Medicine cabinet",
      commodity: "vitamins-pills",
      lines: `
        * Tablets | Ibuprofen, Acetaminophen, Allergy Relief | apothek-lane | pill.bottle.red,pill.bottle.white,blossom.bottle.sky | Read the label before use. | 500 ct 1799; 365 ct 1499
        Antacid Chews | | apothek-lane | pill.bottle.pink | Assorted fruit flavors. | 265 ct 1499
        Cold & Flu Caplets | | apothek-lane | thermometer.box.orange | Day formula. | 96 ct 1699
        Sleep Aid Tablets | | tallyhouse-basics | bed.bottle.blue | Non-habit forming. | 192 ct 1199
        Low Dose Aspirin | | tallyhouse-basics | pill.bottle.yellow | Coated tablets. | 730 ct 1399
      `,
    },
    {
      slug: "first-aid",
      name: "First aid",
      commodity: "general-goods",
      lines: `
        Adhesive Bandages | | apothek-lane | adhesive-bandage.box.red | Flexible fabric. | 400 ct 1799
        Nitrile Gloves, * | Medium, Large | apothek-lane | gloves.box.blue | Powder-free. | 400 ct 2899
        Face Masks | | apothek-lane | lab-coat.box.sky | Three layers. | 200 ct 1999
        Alcohol Prep Pads | | apothek-lane | syringe.box.white | Sterile, single use. | 400 ct 1199
        Digital Thermometer | | apothek-lane | thermometer.box.teal | Reads in ten seconds. | 2 ct 1999
      `,
    },
    {
      slug: "nutrition",
      name: "Protein & nutrition",
      commodity: "dry-food",
      lines: `
        Whey Protein, * | Vanilla, Chocolate | vitamarl | flexed-biceps.tub.yellow,flexed-biceps.tub.brown | Twenty-four grams of protein a scoop. | 5 lb 5999; 2.5 lb 3499
        Fiber Powder | | apothek-lane | sheaf-of-rice.tub.orange | Psyllium husk, no sugar. | 30 oz 1999
        Collagen Peptides | | counting-room | bone.tub.blue | Unflavored. | 24 oz 2999
      `,
    },
  ],
};
