/**
 * What kind of goods a title speaks of, as far as it changes what a number means there: a vessel's volume is what it can
 * hold, a dumbbell's pounds are its grade, a diaper's are the wearer's. All take the title in lower case.
 */

/**
 * Goods that are vessels, or whose weight says how heavy a grade they are: a volume or weight in their title is a capacity
 * or a grade, so only a count can be the pack. Spaces divide the entries, "_" stands for a blank or a hyphen.
 */
const WARES = [
  "liners? wastebasket compactor dumbbells? kettlebell barbell weight_plates? water_bottle baby_bottles? mixing_bowls? measuring_cups? trash_cans? step_cans? gas_can lunch_box insulated tumblers? mugs (?:coffee|travel|beer|glass|ceramic)_mug pitcher stockpot saucepan cookware (?:rice|pressure|multi|slow)_cooker crock_pot instant_pot (?:air|deep)_fryer blender (?:hand|stand)_mixer humidifier dehumidifier microwave refrigerator backpack duffel glassware flask thermos growler",
  "(?:ice|rolling|wheeled|hard|soft|beverage|quart|qt|l|liter)_(?:chest_)?coolers? cooler_bags? totes? (?:storage|recycling|compost|trash|garbage)_bins? hampers? aquariums? fish_tank terrarium flower_pots? teapot carafe decanter canister_set french_press roaster_oven (?:stock|sauce|soup|fry)_pots? (?:hot|inflatable)_(?:tub|pool) reservoir bird_feeder water_dispensers? tool_(?:box|chest) (?:wet_dry|shop)_vac(?:uum)? air_compressor propane_tank tackle_box (?:pet|dog)_food_storage leak_?proof stainless_steel(?!_(?:cleaner|polish|wipes|cleaning|scrub)) borosilicate cast_iron stoneware crockpot luggage suitcase carry_on",
  "(?:trash|garbage|storage|freezer|sandwich|slider|zipper|mylar|vacuum|sealer|paper|grocery|kitchen|lawn|leaf|contractor|compostable|zip|ziploc)_bags? (?:gallon|quart)s?(?:_[a-z]+){0,3}_bags",
  "(?:storage|food|deli|takeout)_containers? storage_(?:tote|bin) ice_chest weighted_blanket cardstock card_stock cover_stock brightness",
  "(?<!rice_)paper(?!_(?:bag|sack|box|carton|wrap)) astrobrights?",
  "styrofoam (?:paper|plastic|foam|party|bathroom)(?:_[a-z]+)?_(?:cup|bowl)s? (?:hot|cold|portion|souffle|drink|drinking)_cups? (?:wine|shot|drinking|cooler)_glass(?:es)? dinner_plates? dutch_oven mason_jars? canning_jars? nursers? (?:sippy|sipster|spill_proof|training)_cups? sipster servin_saver spill_proof drawstring tea_kettle dishpan batter(?:y|ies) (?:party|solo|red)_cups? (?:ball|jelly)_jars? hefty glad gladware rubbermaid sterilite tupperware pyrex contigo yeti igloo hydro_flask chinet handi_foil playtex coffee_maker",
];
const WARE_PATTERN = wordPattern(WARES.join(" "));

/** Bottles to fill, as against bottled water. */
const BOTTLES_TO_FILL = /\bwater bottles\b/;
const BOTTLED_WATER =
  /\b(?:purified|spring|drinking|mineral|sparkling|distilled|alkaline|artesian|electrolytes?|flavou?red|16\.9|500 ?ml)\b/;

/** Whether the title names a vessel or a graded ware. */
export function isWare(lowerTitle: string): boolean {
  return (
    WARE_PATTERN.test(lowerTitle) || (BOTTLES_TO_FILL.test(lowerTitle) && !BOTTLED_WATER.test(lowerTitle))
  );
}

/** What is drunk: bare ounces of it are a bottle's. */
const DRINKS =
  "milk water juices? tea coffee lattes? lemonade punch drinks? beverages? soda pop cola coke pepsi sprite fanta ginger_?ale mountain_dew dr_pepper root_beer seltzer cider kombucha nectar wine beer ale ipa lager vodka whiske?y bourbon rum tequila gin brandy liqueur champagne prosecco chardonnay merlot cabernet sauvignon pinot zinfandel moscato ros[eé] gatorade powerade smoothies? shakes? agua leche jugo vino cerveza";
/** What else is poured, scooped or spread. */
const POURED =
  "oils? vinegar sauces? salsa syrup honey dressing marinade broth stock soup mayo mayonnaise mustard ketchup catsup relish pickles? olives? peppers cream creamer half yogurt sherbet sorbet gelato custard cheese eggs? eggnog bleach cleaner cleanser disinfectant detergent softener soap shampoo conditioner wash lotion sanitizer rinse mouthwash degreaser solvent thinner spirits paint primer stain sealer varnish glue antifreeze coolant fluid fuel additive concentrate killer herbicide fertilizer spray refill liquid remover polish alcohol peroxide popcorn aceite cloro berries blueberries strawberries tomatoes";
const DRINK_PATTERN = wordPattern(DRINKS);
const POURED_PATTERN = wordPattern(`${DRINKS} ${POURED}`);

function wordPattern(words: string): RegExp {
  return new RegExp(`\\b(?:${words.split(" ").join("|").replaceAll("_", "[ -]")})\\b`);
}

/** Whether a drink is named. */
export function isDrink(lowerTitle: string): boolean {
  return DRINK_PATTERN.test(lowerTitle);
}

/** Whether something is named that a gallon can be of; a gallon in another title may be what a thing holds. */
export function isPoured(lowerTitle: string): boolean {
  return POURED_PATTERN.test(lowerTitle);
}

/** Electronics and software: their g, l and pc are radio generations, model numbers and computers. */
const DEVICE_PATTERN =
  /\b(?:iphone|ipad|ipod|galaxy (?:s|tab|note|watch|buds)|android|wi-?fi|bluetooth|usb|hdmi|sata|pci|ddr[0-9]?|[0-9]*(?:gb|mb|tb|[mg]hz|mah|mbps)|laptop|camera|(?:zoom|camera|telephoto) lens|nikkor|router|ethernet|wireless|hdtv|(?:smart|led) tv|smartphone|printer|scanner|projector|shredder|toner cartridge|software|windows (?:[0-9]+|xp|vista|server)|microsoft|antivirus|beverage center|wine cooler|lounge chair)\b/;

export function isDevice(lowerTitle: string): boolean {
  return DEVICE_PATTERN.test(lowerTitle);
}

/** Machines and programs whose titles give loads, weights and seats: as little of a pack as those of electronics. */
const MACHINE_PATTERN =
  /\b(?:(?:top|front)[ -]load|twin tub|washing machine|treadmill|elliptical|recliner|mattress|internet security|photoshop|quickbooks|licen[cs]es?|user pack|surge ?(?:protector|arrest|suppressor)|bathroom scale)\b/;

export function isMachine(lowerTitle: string): boolean {
  return MACHINE_PATTERN.test(lowerTitle);
}

/** What devices and their supplies are packed by. */
export const DEVICE_PACKS: ReadonlySet<string> = new Set([
  "pack",
  "pk",
  "pkg",
  "ct",
  "count",
  "case",
  "box",
  "unit",
]);

/** Ranges of weight in these titles are the wearer's or the patient's, not the goods'. */
const WORN_PATTERN =
  /\b(?:diapers?|training pants|pull-ups|pampers|huggies|luvs|flea|tick|heartworm|frontline|advantage|nexgard|simparica|heartgard|bravecto|seresto|harness|collar|for (?:small |medium |large |adult )?(?:dogs|cats|puppies|kittens))\b/;

export function isWornByWeight(lowerTitle: string): boolean {
  return WORN_PATTERN.test(lowerTitle);
}

/** "Twin pack, 48 oz": of each, or together? */
const TWIN_PATTERN = /\b(?:twin|dual|duo|double|triple)[ -]?packs?\b/;

export function isTwinPack(lowerTitle: string): boolean {
  return TWIN_PATTERN.test(lowerTitle);
}

/** Boxes of unlike parts: a number of pieces there is not an amount of anything. */
const ASSEMBLY_PATTERN =
  /\b(?:lego|playset|toys?|puzzle|set|kit|system|cookware|dinnerware|flatware|dining|sectional|sofa|patio|furniture|bedding|comforter|bundle|combo)\b/;

export function isAssembly(lowerTitle: string): boolean {
  return ASSEMBLY_PATTERN.test(lowerTitle);
}

/** Bare ounces in these categories are fluid; in the second list they are not, whatever else the category says. */
const LIQUID_CATEGORY =
  /\b(?:water|waters|juices?|sodas?|soft drinks?|beverages?|drinks?|milk|beer|wine|spirits|liquor|cooking oils?|oils?|vinegars?|shampoo|mouthwash|liquid|cleaners?)\b/;
const DRY_CATEGORY = /\b(?:coffee|tea|powder|powdered|mix|mixes|food|snacks?|candy|dry)\b/;

export function isLiquidCategory(lowerCategory: string): boolean {
  return LIQUID_CATEGORY.test(lowerCategory) && !DRY_CATEGORY.test(lowerCategory);
}
