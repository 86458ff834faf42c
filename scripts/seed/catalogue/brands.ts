/** Brands, all of our own making. The first two are the club's own labels. */
export type SeedBrand = { readonly slug: string; readonly name: string; readonly ownLabel: boolean };

const OWN_LABELS = ["Tallyhouse Basics", "Counting Room"];

const MAKERS = [
  "Apothek Lane",
  "Axlewood",
  "Boltshire",
  "Brightmere",
  "Brookfell",
  "Cloudfold",
  "Crumb & Gable",
  "Drover's Yard",
  "Drumlin Creamery",
  "Embercroft",
  "Fizzwick",
  "Footbridge Mills",
  "Frosthollow",
  "Furrow & Fen",
  "Hearth & Coil",
  "Hearthbarrow",
  "Henwick Row",
  "Hollow Oak Pantry",
  "Inkmere",
  "Lantern Street",
  "Lathermoor",
  "Leaf & Lantern",
  "Lidbury",
  "Loomsbury",
  "Lumenfield",
  "Meadowgate Dairy",
  "Millrace & Daughter",
  "Mogwell",
  "Night Porter",
  "Nutwright",
  "Olivar Norte",
  "Orchard Verity",
  "Paddy Lane",
  "Panwright",
  "Pearlfen",
  "Quillfeather",
  "Saltmarsh Row",
  "Semola Ridge",
  "Suds & Sorrel",
  "Tidewright",
  "Trellis & Tine",
  "Tumbleduck",
  "Velvet Quarry",
  "Vitamarl",
  "Voltarrow",
  "Wagthorn",
];

export const BRANDS: readonly SeedBrand[] = [
  ...OWN_LABELS.map((name) => ({ slug: slugOf(name), name, ownLabel: true })),
  ...MAKERS.map((name) => ({ slug: slugOf(name), name, ownLabel: false })),
];

/** "Crumb & Gable" is "crumb-and-gable"; "Jalapeño, 12 oz" is "jalapeno-12-oz". At most 80 letters. */
export function slugOf(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .replace(/&/g, " and ")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 80)
    .replace(/^-+|-+$/g, "");
}
