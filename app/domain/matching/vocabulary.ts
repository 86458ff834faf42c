/** What a word of a product title is about: a flavour, a form, a grade, a colour ... Words are in canonical form. */
import { canonicalWord } from "./words.ts";

/**
 * `filler` tells nothing apart; `plain` names the unflavoured or first variant ("Original"); `flavor`, `form`, `grade`,
 * `strict`, `color`, `size`, `edition` and `platform` tell one variant from another; a
 * `strict` word that only one title has makes it another product.
 */
export type WordClass =
  | "filler"
  | "plain"
  | "mix"
  | "flavor"
  | "form"
  | "grade"
  | "strict"
  | "color"
  | "size"
  | "edition"
  | "platform";

const CLASSES: Readonly<Record<WordClass, string>> = {
  filler: `frozen canned flavor style premium gourmet quality fresh natural pure real authentic genuine delicious tasty favorite great best
    finest select choice product brand item food snack healthy kosher halal vegan usda grade certified approved pack package
    packaging bag box can bottle jar tub carton container case resealable plastic individually wrapped unit count piece
    total size value bulk club warehouse exclusive new improved formula recipe made imported usa american product of
    perfect ideal everyday daily essential ready convenient household home kitchen family party easy quick simply gmo nongmo
    glutenfree party multi all-purpose purpose assorted low calorie calories protein source good rich high quality
    taste zerocalorie retail oem bulk compatible series model edition version complete full software cd dvd cdrom dvdrom pc win box small
    concentrated concentrate he ultra super plus advanced max maximum strength power powerful long lasting`,
  plain:
    "original classic regular traditional plain unflavored unflavoured natural standard normal old fashioned homestyle",
  mix: "variety mix combo sampler collection medley multi",
  flavor: `peanutbutter unscented apple apricot banana berry blackberry blueberry blackcurrant boysenberry cherry citrus coconut cranberry currant date
    dragonfruit elderberry fig grape grapefruit guava kiwi lemon lemonade lime lychee mandarin mango melon nectarine orange papaya
    passion passionfruit peach pear pineapple plum pomegranate prune raisin raspberry strawberry tangerine tamarind tropical
    watermelon acai hibiscus rhubarb yuzu cantaloupe honeydew melograno arancia aranciata limonata rossa pampelmousse
    almond cashew hazelnut macadamia peanut pecan pistachio walnut chestnut nut sesame sunflower pumpkin flax chia
    chocolate cocoa mocha fudge brownie caramel toffee butterscotch vanilla cinnamon maple honey molasses marshmallow smores
    cookie cream creme custard cheesecake tiramisu cappuccino latte espresso coffee matcha chai hazelnuts birthday praline
    butter buttered cheddar cheese mozzarella parmesan swiss gouda provolone asiago feta brie colby jack pepperjack gruyere ranch nacho
    bacon beef chicken turkey pork ham sausage salmon tuna shrimp lobster crab cod tilapia lamb veal duck bison pepperoni salami
    sardine anchovy mackerel oyster clam vegetable mushroom onion garlic tomato basil oregano rosemary thyme sage cilantro parsley
    dill pickle pepper peppercorn jalapeno habanero chipotle chili chile sriracha buffalo barbecue teriyaki curry korean szechuan
    hot mild medium spicy sweet sour salty tangy zesty smoke hickory mesquite applewood salt vinegar mustard dijon horseradish wasabi
    miso tonkotsu shoyu hoisin ponzu soy ginger lemongrass turmeric mint peppermint spearmint wintergreen menthol eucalyptus
    lavender rose jasmine cotton linen breeze rain waterfall meadow ocean spring floral citronella bergamot sandalwood
    earl chamomile rooibos oolong sencha darjeeling white black green red dark milk semi bittersweet
    oat oats wheat rye corn rice quinoa barley multigrain sourdough sesame everything potato sweetpotato bean chickpea lentil
    black pinto kidney navy garbanzo lima pea spinach kale broccoli carrot celery corn beet cabbage cauliflower squash zucchini
    colombian guatemalan sumatra ethiopian kenyan brazilian costa french italian house blonde columbian hawaiian kona
    mexican thai indian greek italian tuscan cajun creole mediterranean asian japanese chinese caesar balsamic vinaigrette
    alfredo marinara pesto arrabbiata vodka bolognese meat meatball taco fajita adobo fuego intense cool ginger root cola
    bubblegum cotton rainbow punch blast wave storm arctic glacier ice frost frosty kettle
    jambalaya cinnamon sugar brown powdered glazed frosted crumb jelly jam grape raspberry`,
  form: `bathtissue slice dice chop chunk crush shred grate ground wholebean bean whole half halves stick bar bite chip crisp cracker cookie
    cereal granola treat snack pretzel popcorn puff straw ring nugget tender strip patty fillet filet loin steak breast thigh wing
    drumstick leg roast rib chop tenderloin sirloin burger link frank hotdog meatball jerky juice drink soda water tea beer wine
    smoothie shake milk creamer cream yogurt butter spread jam jelly preserve sauce salsa dip dressing syrup paste puree powder
    mix broth stock bouillon base soup noodle ramen udon pasta spaghetti penne linguine macaroni rotini fettuccine lasagna rigatoni
    bread bun roll bagel muffin croissant tortilla waffle pancake cake pie brownie donut doughnut pastry strudel danish
    flour sugar salt oil vinegar spray liquid gel pod pac tablet capsule softgel caplet gummy lozenge drop chew chewable lollipop
    candy gum mint towel napkin tissue wipe diaper pad liner bag foil plate cup bowl fork knife spoon detergent softener booster bead
    sheet soap shampoo conditioner lotion wash bodywash toothpaste mouthwash deodorant razor cleaner polish sponge pad mop refill kit
    kernel seed paste pudding gelatin icecream sorbet pizza burrito taco sandwich wrap pocket hummus pate kibble litter food concentrate
    instant dry wet raw sparkling still packet sachet dough crust filling topping frosting icing cone bark truffle
    charcoal lighter battery bulb candle trail fruit salad kit platter loaf leaf ham bacon sausage cube crumb flake pearl
    case cover sleeve bag cable adapter charger battery mount stand cartridge toner paper label folder binder keyboard mouse headphone
    headset speaker camera lens tripod printer scanner monitor screen projector router switch drive memory card reader dock hub
    remote antenna phone handset receiver player recorder camcorder washer dryer refrigerator range oven microwave dishwasher hood`,
  grade: `organic decaf sugarfree diet zero light lite skim skimmed lowfat fatfree lowsodium unsalted unsweetened sweetened
    creamy crunch chunky smooth extravirgin virgin refined unrefined extra boneless bonein skinless unbleached bleached enriched
    selfrising caffeinated uncured cured smoke roast raw antibacterial sensitive scented unscented heavyweight heavy duty
    lactosefree dairyfree grainfree nutfree alcoholfree nonalcoholic fragrancefree disposable reusable rechargeable alkaline lithium
    shelled inshell seedless pit quick steelcut rolled instant overnight pulp concentrated ground fine coarse prime angus wagyu
    wild farmed sprouted grassfed cagefree kosher keto double triple single ply senior adult puppy kitten baby kid toddler infant
    junior men women ladies boys girls left right male female wired wireless corded cordless stereo mono color monochrome photo
    matte glossy gloss internal external upgrade remanufactured refurbished used open`,
  strict: `decaf sugarfree diet light lite skim skimmed lowfat fatfree lowsodium unsalted unsweetened organic lactosefree
    nonalcoholic alcoholfree virgin extravirgin reduced caffeinated`,
  color: `black white red blue green yellow orange pink purple gray silver golden brown beige ivory tan navy teal turquoise magenta
    cyan charcoal graphite titanium bronze copper champagne burgundy maroon violet lavender lime khaki camel cherry walnut oak
    mahogany clear transparent multicolor plum indigo aqua gunmetal platinum onyx cobalt crimson`,
  size: `mini small medium large xl xxl jumbo giant king queen twin full fun share snack family party personal petite colossal
    extralarge mega slim thick thin wide narrow tall short junior compact micro nano portable mobile`,
  edition: `upgrade academic professional standard deluxe premium premier home student enterprise basic essential elite gold ultimate
    small business express lite starter family personal commercial server client workstation developer oem retail full competitive
    upsell license subscription renewal maintenance media nonprofit teacher education volume small office suite studio collection
    pack bundle special limited anniversary game year platinum extended starter director complete`,
  platform:
    "mac windows linux unix xbox playstation ps2 ps3 wii nintendo psp gamecube palm iphone ipod ipad blackberry android",
};

const CLASS_BITS: Readonly<Record<WordClass, number>> = {
  filler: 1,
  plain: 2,
  mix: 4,
  flavor: 8,
  form: 16,
  grade: 32,
  strict: 1024,
  color: 64,
  size: 128,
  edition: 256,
  platform: 512,
};

const BITS = new Map<string, number>();
for (const [name, list] of Object.entries(CLASSES) as [WordClass, string][])
  for (const word of list.split(/\s+/)) {
    const canonical = canonicalWord(word);
    BITS.set(canonical, (BITS.get(canonical) ?? 0) | CLASS_BITS[name]);
  }

/** Every class of the word as bits; 0 for a word that the club knows nothing about. */
export function classBits(word: string): number {
  return BITS.get(word) ?? 0;
}

/** Whether the bits hold that class. */
export function hasClass(bits: number, name: WordClass): boolean {
  return (bits & CLASS_BITS[name]) !== 0;
}
