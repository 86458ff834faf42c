/** Titles as words that can be compared: one spelling, one number, one order of figures and letters. */

const MARKS = /[\u0300-\u036f]/g;
const APOSTROPHES = /[\u2018\u2019\u02bc\u2032`´]/g;

/** "(R)" and "(tm)"; "user(s)". */
const MARKS_IN_BRACKETS = /\( ?(?:r|tm|c|s) ?\)/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII as a whole
const ASCII = /^[\x00-\x7f]*$/;

/** Lower case without accents, trade marks and possessives: "Café BRASIL®'s" is "cafe brasil". */
export function plainText(text: string): string {
  const lower = (ASCII.test(text) ? text : withoutAccents(text))
    .toLowerCase()
    .replace(MARKS_IN_BRACKETS, " ");
  if (!lower.includes("'")) return lower;
  return lower
    .replace(/(?<=[a-z]{2}) ?'s(?![a-z])/g, "")
    .replace(/(?<=s)'(?![a-z])/g, "")
    .replace(/(?<=[a-z])'(?=[a-z])/g, "");
}

function withoutAccents(text: string): string {
  return text
    .replace(/[™®©℠]/g, " ")
    .normalize("NFKD")
    .replace(MARKS, "")
    .replace(APOSTROPHES, "'");
}

const ENDS_IN_S = new Set(
  "plus bus gas lens swiss molasses hummus asparagus couscous citrus cactus series species always canvas texas kansas news chaos atlas express access wireless stainless seedless boneless skinless iris oasis basis gratis tennis chess cross glass grass brass class press process fitness business us is as its this yes christmas vegas adidas lays boss less".split(
    " ",
  ),
);

const ENDS_IN_IE = new Set(
  "cookie brownie smoothie movie calorie pie tie veggie selfie hoodie genie cutie foodie prairie zombie birdie cavatelli talkie walkie".split(
    " ",
  ),
);

/** The singular, roughly: what both spellings of a plural share. Words of three letters and less are left alone. */
export function stem(word: string): string {
  if (word.length < 4 || !word.endsWith("s") || ENDS_IN_S.has(word)) return word;
  if (word.endsWith("ss") || word.endsWith("us")) return word;
  if (ENDS_IN_IE.has(word.slice(0, -1))) return word.slice(0, -1);
  if (word.endsWith("ies")) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(?:x|ch|sh|ss|zz|to)es$/.test(word)) return word.slice(0, -2);
  if (/[^aeiou]ves$/.test(word) && word.length > 5) return `${word.slice(0, -3)}f`;
  return word.slice(0, -1);
}

/** Several spellings of one word. Left: as stemmed; right: what it is compared as ("" drops it). */
const SPELLINGS: ReadonlyMap<string, string> = spellings(`
bbq barbecue|barbeque barbecue|choc chocolate|chocolatey chocolate|chocolaty chocolate|choclate chocolate
assorted variety|assortment variety|assort variety|mixed mix|asstd variety|surtido variety|multiflavor variety
veggie vegetable|veg vegetable|org organic|orig original|flavour flavor|flavoured flavor|flavored flavor
vanila vanilla|strawbery strawberry|straw-berry strawberry|donut doughnut|hersheys hershey|yoghurt yogurt
decaffeinated decaf|decaff decaf|unsweetend unsweetened|sweetend sweetened|semisweet semisweet|litre liter
detergente detergent|colour color|coloured color|colored color|gray grey
blk black|wht white|grn green|blu blue|prpl purple|pnk pink|slv silver|slvr silver
catsup ketchup|mayo mayonnaise|crisp crisp|crispy crisp|crunchy crunch|smoky smoked
parmigiano parmesan|mozarella mozzarella|tomatoe tomato|potatoe potato
wholegrain grain|sulphate sulfate
w with|wo without|pro professional|prof professional|std standard|ed edition|dlx deluxe|dlux deluxe|prem premium
acad academic|edu academic|education academic|educational academic|student academic|upg upgrade|upgrd upgrade
lic license|licence license|win windows|macintosh mac|qckbks quickbook|intl international|univ universal
ms microsoft|pkg pack|pk pack|ct count|mfg manufacturing|wifi wifi|blutooth bluetooth|rechargable rechargeable
zero sugarfree|fridge refrigerator|telly tv|television tv|hdtv tv|notebook notebook|earphone headphone|earbud headphone
cartride cartridge|cart cartridge|prntr printer|adaptor adapter|sm small|md medium|lg lg|xl xl|mtn mountain
fashion fashioned|roasted roast|toasted toast|salted salt|smoked smoke|seasoned seasoning|dried dry
sliced slice|diced dice|chopped chop|grated grate|shredded shred|crushed crush|peeled peel|pitted pit|stuffed stuff
carbonated sparkling|bubbly sparkling|minis mini|big large|xlarge xl|extralarge xl
`);

function spellings(list: string): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const entry of list.trim().split(/[|\n]/)) {
    const [from = "", to = ""] = entry.trim().split(" ");
    if (from !== to) map.set(from, to);
  }
  return map;
}

/** Phrases that are one word to whoever buys, and that word; "" joins the phrase as it stands. */
const PHRASES: readonly (readonly [phrase: RegExp, word: string])[] = [
  [/(?:sugar[ -]free|zero[ -]sugar|no[ -]sugar(?:[ -]added)?|sugarless|without sugar)\b/, "sugarfree"],
  [/gluten[ -]free\b/, "glutenfree"],
  [/(?:fat[ -]free|non[ -]?fat|zero fat)\b/, "fatfree"],
  [/(?:low|reduced|less|light in)[ -](?:sodium|salt)\b/, "lowsodium"],
  [/(?:low|reduced|less)[ -]fat\b/, "lowfat"],
  [/(?:un|no |not )salt(?:ed| added)?\b/, "unsalted"],
  [/(?:caffeine[ -]free|decaf+einated)\b/, "decaf"],
  [/whole[ -]?beans?\b/, "wholebean"],
  [/k[ -]?cups?\b(?: pods?\b)?/, "pod"],
  [/half (?:and|&|n|'n) half\b/, "halfandhalf"],
  [/(?:no|zero|0)[ -]calories?\b/, "zerocalorie"],
  [/mac(?:aroni)? (?:and|&|n|'n) cheese\b/, "macaroni cheese"],
  [/sweet cream(?:ed)? butter\b/, "butter"],
  [/(?:fragrance|perfume|dye)[ -]free(?:[ ,]*(?:and|&) (?:dye|perfume|gentle|clear))?\b/, "unscented"],
  [/free (?:and|&) (?:gentle|clear)\b/, "unscented"],
  [/(?:alcohol|dairy|lactose|cage|bpa|nut|soy|grain|acid)[ -]free\b/, ""],
  [/(?:bone[ -]in|ice[ -]?cream|multi[ -]grain|peanut butter|wi-fi|blu-ray)\b/, ""],
  [/soft[ -]drinks?\b/, "soda"],
  [/(?:extra|x)[ -]large\b/, "xl"],
  [/dish(?:washing)? ?(?:liquid|soap)\b/, "dish soap"],
  [/(?:toilet|bath(?:room)?)[ -](?:paper|tissue)\b/, "bathtissue"],
  [/oven[ -]roasted\b/, "roast"],
  [/(?:flavou?r(?:ed|s)?|scented)\b/, " "],
];

const ANY_PHRASE = new RegExp(`\\b(?:${PHRASES.map(([phrase]) => `(${phrase.source})`).join("|")})`, "g");

/** A plain text with its fixed phrases as single words. */
export function joinPhrases(plain: string): string {
  return plain.replace(ANY_PHRASE, (match: string, ...groups: unknown[]) => {
    const word = PHRASES[groups.slice(0, PHRASES.length).findIndex((group) => group !== undefined)]?.[1];
    return ` ${word === "" ? match.replace(/[ -]/g, "") : word} `;
  });
}

/** Titles repeat themselves: words looked up before, up to a number that no language reaches. */
const KNOWN = new Map<string, string>();
const MAX_KNOWN = 200_000;

/** The word that `raw` (letters, lower case) is compared as. */
export function canonicalWord(raw: string): string {
  const known = KNOWN.get(raw);
  if (known !== undefined) return known;
  const stemmed = stem(raw);
  const word = SPELLINGS.get(raw) ?? SPELLINGS.get(stemmed) ?? stemmed;
  if (KNOWN.size < MAX_KNOWN) KNOWN.set(raw, word);
  return word;
}

const STOP_WORDS = new Set(
  "a an and the of for in on with without by to from at or new de la el y con en per each plus as our your this that is are it n x r s v tm inc llc ltd corp corporation gmbh".split(
    " ",
  ),
);

/** Words that tell nothing apart. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
