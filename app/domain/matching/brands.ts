/** Brands: which words at the head of a title are one, which of them belong to a store, and when two are the same. */
import { plainText, stem } from "./words.ts";

/** House brands and whose they are: facts of the trade, for "equivalent". */
const STORE_BRANDS: Readonly<Record<string, string>> = {
  costco: "Kirkland Signature|Kirkland",
  sams: "Member's Mark|Members Mark|Daily Chef|Simply Right|Artisan Fresh",
  bjs: "Wellsley Farms|Berkley Jensen|Berkley & Jensen",
  pricesmart: "Member's Selection|Members Selection",
  walmart:
    "Great Value|Equate|Sam's Choice|Marketside|Mainstays|Ol' Roy|Special Kitty|Parent's Choice|bettergoods|Freshness Guaranteed|onn|Hyper Tough|Pen+Gear|Spring Valley|Clear American|Better Homes & Gardens|Ozark Trail|Hotel Style|Time and Tru|Athletic Works|Pure Balance",
  target:
    "Good & Gather|Up & Up|Market Pantry|Archer Farms|Simply Balanced|Favorite Day|Everspring|Smartly|Made By Design|Room Essentials|Threshold|Kindfull|Heyday",
  amazon:
    "Amazon Basics|AmazonBasics|Happy Belly|Amazon Fresh|Solimo|Mama Bear|Presto|Wickedly Prime|Amazon Elements|Amazon Essentials|Amazon Aware",
  kroger: "Simple Truth|Private Selection|Kroger|Comforts|Big K|Heritage Farm|Smart Way",
  albertsons:
    "Signature Select|Signature Farms|Signature Care|O Organics|Lucerne|Open Nature|Waterfront Bistro|Value Corner",
  aldi: "Simply Nature|Specially Selected|Clancy's|Millville|Friendly Farms|Happy Farms|Never Any|Fit & Active|Southern Grove",
  wholefoods: "365 by Whole Foods Market|365 Everyday Value|365 Whole Foods Market|Whole Foods Market",
  traderjoes: "Trader Joe's",
  walgreens: "Nice!|Walgreens|Well at Walgreens",
  cvs: "CVS Health|CVS|Gold Emblem|Total Home",
  heb: "H-E-B|Hill Country Fare|Central Market",
  publix: "Publix|GreenWise",
  meijer: "Meijer|True Goodness|Frederik's",
  staples: "Staples|TRU RED",
  homedepot: "HDX|Husky|Hampton Bay|Glacier Bay|Everbilt",
  lowes: "Kobalt|allen + roth|Project Source|Utilitech",
  bestbuy: "Insignia|Rocketfish|Dynex",
  thrive: "Thrive Market",
  wegmans: "Wegmans",
  loblaws: "President's Choice|No Name",
  ahold: "Nature's Promise|Giant Brand|Stop & Shop",
  topco: "Food Club|Full Circle|Crav'n Flavor|That's Smart",
  supervalu: "Essential Everyday|Wild Harvest|Shoppers Value",
  foodlion: "Food Lion",
  dollargeneral: "Clover Valley|DG Home|DG Health",
  boxed: "Prince & Spring",
  chewy: "American Journey|Tylee's|Frisco",
  // Our own labels.
  tallyhouse: "Tallyhouse Basics|Counting Room",
};

/** Brands with more than one word, or whose first word could be taken for the product. The rest are found by their place. */
const KNOWN_BRANDS = `
a&w|a1|act ii|activia|advil|ajax|alka-seltzer|alpo|altoids|amy's|annie's|apple & eve|applegate|aquafina|arizona|arm & hammer|armour|
arnold|athletic brewing|aunt jemima|aussie|avery|aveeno|axe|b&g|babybel|badia|bai|ball park|band-aid|banquet|bar-s|barilla|bausch & lomb|
bayer|beech-nut|bel brands|ben & jerry's|ben's original|benadryl|beneful|bertolli|betty crocker|beyond meat|bic|bigelow|birds eye|
biscoff|black & decker|black+decker|blue buffalo|blue diamond|blue ribbon|bob evans|bob's red mill|boar's head|bolthouse farms|bounce|
bounty|breyers|brita|brunswick|bubly|bud light|bumble bee|bush's|bush's best|butterball|butterfinger|cabot|california pizza kitchen|
calbee|campbell's|canada dry|cape cod|capri sun|caress|cascade|celestial seasonings|celsius|centrum|cesar|charmin|cheerios|cheetos|
cheez-it|chef boyardee|chex mix|chicken of the sea|chips ahoy|chobani|cholula|chosen foods|cinnamon toast crunch|clabber girl|clamato|
claritin|classico|clif|clif bar|clorox|coca-cola|coke|coffee mate|coffee-mate|colgate|colavita|contadina|cool whip|core power|
corelle|corona|cottonelle|country time|crest|crisco|crystal geyser|crystal light|cuties|daisy|dannon|dare|dasani|dave's killer bread|
dawn|del monte|depend|dial|diet coke|digiorno|dixie|dole|doritos|dove|downy|dr pepper|dr. bronner's|duke's|dunkin'|dunkin' donuts|
duracell|earth's best|earthbound farm|eggland's best|eggo|el monterey|energizer|ensure|entenmann's|entwine|equal|evian|ex-lax|excedrin|
extra|fage|fairlife|famous amos|fancy feast|febreze|ferrero rocher|fiber one|fiji|finish|flintstones|folgers|foster farms|
franks redhot|frank's redhot|french's|fresh step|friskies|frito-lay|frito lay|fritos|frontera|fruit roll-ups|fruit roll ups|fruit gushers|gain|gatorade|
general mills|gerber|ghirardelli|gillette|glad|glade|go raw|godiva|gold bond|gold medal|gold peak|golden grahams|golden star|goldfish|
gorton's|goya|green giant|green mountain|green mountain coffee|green mountain coffee roasters|grey poupon|guinness|halo|hansen's|hanes|haagen-dazs|haribo|head & shoulders|heath|
hebrew national|hefty|heineken|heinz|hellmann's|hershey's|hidden valley|hill's|hillshire farm|honest kids|honest tea|
honey bunches of oats|honeywell|hormel|horizon|horizon organic|hostess|hot pockets|huggies|hungry-man|hunt's|huy fong|hp|iams|
ice breakers|icelandic|idahoan|impossible|irish spring|ivory|izze|jack daniel's|jack link's|jell-o|jennie-o|jet-puffed|jif|
jimmy dean|johnson & johnson|johnson's|johnsonville|jolly rancher|joy|keebler|kellogg's|kerrygold|keurig|kettle brand|kikkoman|kind|
king arthur|king's hawaiian|kit kat|kleenex|klondike|knorr|kodiak cakes|kool-aid|kool aid|kotex|kraft|krusteaz|la croix|lacroix|la banderita|lactaid|
lance|land o lakes|land o'lakes|laughing cow|lavazza|lay's|lea & perrins|lean cuisine|lenny & larry's|libby's|life savers|lipton|
liquid death|listerine|little bites|little debbie|loacker|log cabin|lotus|lotus biscoff|luna|luvs|lysol|m&m's|mahatma|maggi|manischewitz|
marie callender's|martinelli's|maruchan|mazola|mccafe|mccormick|meow mix|method|milano|milk-bone|milky way|minute maid|minute|
miracle whip|mission|monster energy|monster|morningstar farms|morton|mott's|mountain dew|mountain house|mr. clean|mrs. butterworth's|mrs. dash|
mrs dash|mrs. meyer's|mrs. fields|mrs. freshley's|mucinex|muscle milk|nabisco|naked|nathan's|nathan's famous|nature made|nature valley|nature's bounty|
nature's domain|nature's own|near east|nerds|nescafe|nespresso|nesquik|nestle|nestle toll house|neutrogena|newman's own|newman's own organics|
nissin|nivea|nonni's|nongshim|nutella|nutri-grain|nutella|o.b.|ocean spray|off!|old el paso|old spice|olay|ore-ida|oreo|oral-b|organic valley|
ortega|orville redenbacher's|oscar mayer|oxiclean|pace|palmolive|pampers|pantene|parm crisps|parmcrisps|pataday|pedialyte|pedigree|pendleton|pepperidge farm|
pepsi|pepto-bismol|perdue|perfect bar|perrier|persil|philadelphia|pillsbury|pine-sol|pirate's booty|planters|pledge|pop-tarts|poland spring|popcorners|
poppi|post|powerade|prego|president|prilosec|prince|pringles|progresso|propel|pull-ups|purell|pure leaf|pure life|pure protein|purina|q-tips|quaker|
quest|r.w. knudsen|ragu|raid|ranch style|rao's|rao's homemade|realemon|red baron|red bull|reese's|reynolds|reynolds wrap|rice-a-roni|ritz|robitussin|rold gold|ro-tel|rotel|
s.o.s.|sabra|salonpas|san pellegrino|s.pellegrino|san francisco bay|santa cruz|sara lee|saratoga|sargento|schweppes|scotch-brite|scotch|scott|scotties|
seapak|sensible portions|seventh generation|sharpie|similac|simple green|simply|simply orange|siete|skinny pop|skinnypop|skippy|skittles|slim jim|slimfast|
smart balance|smartfood|smartwater|smithfield|smucker's|snack pack|snapple|snickers|snyder's|snyder's of hanover|solo|sour patch kids|spam|special k|spindrift|splenda|
sprite|st. ives|stacy's|starbucks|starburst|starkist|stouffer's|stonyfield|success|suave|sun chips|sunchips|sun-maid|sunny d|sunnyd|sunkist|swanson|
sweet baby ray's|sweet'n low|swiffer|swiss miss|tabasco|taco bell|takis|talenti|tampax|tasters choice|tate's|tazo|temptations|terra|
thomas'|thomas|tic tac|tide|tidy cats|tillamook|tim hortons|tony chachere's|tootsie roll|topo chico|torani|tostitos|totino's|tresemme|trident|triscuit|
tropicana|truvia|tums|twinings|twix|twizzlers|tylenol|tyson|uncle ben's|utz|v8|van camp's|vaseline|velveeta|vicks|victor|vidalia|vita coco|vitamin water|
vitaminwater|vlasic|waterloo|weetabix|welch's|werther's|werther's original|wesson|wheat thins|wholly guacamole|windex|wise|wish-bone|wonderful|wonder|
wrigley's|yoplait|zatarain's|zero|zevia|ziploc|zyrtec|7up|7 up|5 gum|3m|3 musketeers|post-it|mr. coffee|george foreman|hamilton beach|kitchenaid|la choy|
silk|so delicious|almond breeze|oatly|planet oat|muir glen|cento|tuttorosso|mutti|de cecco|garofalo|la victoria|herdez|la costena|el yucateco|valentina|
simply potatoes|bob's|mccain|alexia|kashi|bear naked|cascadian farm|nature's path|love crunch|made good|madegood|larabar|rxbar|built|think!|premier protein|
boost|glucerna|orgain|vega|garden of life|optimum nutrition|isopure|body armor|bodyarmor|prime hydration|liquid iv|liquid i.v.|nuun|emergen-c|airborne|
member's|kraft heinz|oscar|jose ole|tai pei|ling ling|bibigo|annie chun's|p.f. chang's|innovasian|trident seafoods|aqua star|bobo's|made in nature|
sunsweet|mariani|wonderful halos|halos|driscoll's|taylor farms|fresh express|bolthouse|evolution fresh|suja|gt's|synergy|kevita|health-ade|
crystal|louisiana|texas pete|kinder's|kinders|lawry's|weber|traeger|kingsford|royal oak|match light|coleman|first alert|kidde|gorilla|
elmer's|crayola|paper mate|pilot|bostitch|swingline|fellowes|brother|canon|epson|hammermill|georgia-pacific|brawny|angel soft|quilted northern|
viva|sparkle|vanity fair|chinet|saran|cling wrap|stretch-tite|saranwrap|tupperware|rubbermaid|pyrex|oxo|lodge|cuisinart|tramontina|calphalon|
rayovac|ge|philips|feit electric|febreze|air wick|yankee candle|poo-pourri|nellie's|all|era|purex|xtra|snuggle|suavitel|shout|spot shot|resolve|woolite|
mr clean|fabuloso|pine sol|comet|bar keepers friend|soft scrub|lime-a-way|clr|drano|liquid-plumr|scrubbing bubbles|softsoap|dr teal's|cetaphil|cerave|
eucerin|lubriderm|jergens|gold bond|aquaphor|carmex|chapstick|burt's bees|blistex|sensodyne|parodontax|act|biotene|fixodent|polident|efferdent|
schick|venus|barbasol|edge|degree|secret|right guard|speed stick|arrid|garnier|l'oreal|revlon|maybelline|covergirl|herbal essences|
always|stayfree|playtex|poise|tena|prevail|wellness|merrick|taste of the wild|nutro|rachael ray nutrish|nutrish|royal canin|science diet|pro plan|kirkland's
`;

/** A brand as compared: letters and figures of its words in the singular. "SunnyD" and "Sunny D" are one. */
export function brandKey(brand: string): string {
  return brandWords(plainText(brand)).join("");
}

/** The words of a plain text that a brand may be made of. */
export function brandWords(plain: string): string[] {
  const words = plain.match(/[a-z0-9]+/g) ?? [];
  return words.filter((word) => word !== "and" && word !== "n").map(stem);
}

/** The longest brand of the lexicon, in words. */
const MAX_BRAND_WORDS = 5;

const STORE_KEYS = new Map<string, string>();
for (const [owner, list] of Object.entries(STORE_BRANDS))
  for (const brand of list.split("|")) STORE_KEYS.set(brandKey(brand), owner);

const KNOWN_KEYS = new Set(KNOWN_BRANDS.replaceAll("\n", "").split("|").map(brandKey));
KNOWN_KEYS.delete("");
for (const key of STORE_KEYS.keys()) KNOWN_KEYS.add(key);

/** Spellings and sub-brands that are one brand on the shelf. */
const SAME_AS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    kirkland: "kirklandsignature",
    kirklands: "kirklandsignature",
    berkleyandjensen: "berkleyjensen",
    lacroix: "lacroix",
    spellegrino: "sanpellegrino",
    coke: "cocacola",
    dunkindonuts: "dunkin",
    clifbar: "clif",
    bushsbest: "bush",
    bushbest: "bush",
    bush: "bush",
    newmanownorganics: "newmanown",
    raohomemade: "rao",
    nathanfamous: "nathan",
    nestletollhouse: "nestle",
    reynoldswrap: "reynolds",
    horizonorganic: "horizon",
    snyderofhanover: "snyder",
    wertheroriginal: "werther",
    lotusbiscoff: "biscoff",
    greenmountaincoffee: "greenmountain",
    greenmountaincoffeeroaster: "greenmountain",
    coffeematenestle: "coffeemate",
    hpinc: "hp",
    hewlettpackard: "hp",
    hewlettpackardhp: "hp",
  }),
);

/** One key for all spellings of a brand. */
export function canonicalBrand(brand: string): string {
  const key = brandKey(brand);
  return SAME_AS.get(key) ?? key;
}

/** The retailer whose house brand it is, if it is one. `key` is a canonical key. */
export function storeOf(key: string): string | undefined {
  return STORE_KEYS.get(key);
}

export type BrandLexicon = { readonly has: (key: string) => boolean };

/** The brands that the club knows without being told. */
export const COMMON_BRANDS: BrandLexicon = KNOWN_KEYS;

/**
 * How many of the first `words` are a known brand, the longest reading first; 0 when none is. A title may name a brand and
 * then its line: only the brand is counted.
 */
export function brandAtHead(words: readonly string[], lexicon: BrandLexicon): number {
  for (let n = Math.min(MAX_BRAND_WORDS, words.length); n > 0; n--) {
    if (lexicon.has(words.slice(0, n).join(""))) return n;
  }
  return 0;
}
