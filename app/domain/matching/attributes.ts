/** Figures of a title: what has a unit ("16 GB", "24-inch"), model codes ("KX-TG9344T") and bare numbers. */

const UNIT_NAMES: Readonly<Record<string, string>> = {
  inch: "in inch inches diagonal",
  ft: "ft foot feet",
  yd: "yd yard yards",
  mm: "mm millimeter millimeters",
  cm: "cm centimeter centimeters",
  m: "meter meters metre metres",
  gb: "gb gig gigabyte gigabytes",
  mb: "mb megabyte megabytes",
  tb: "tb terabyte terabytes",
  ghz: "ghz",
  mhz: "mhz",
  hz: "hz",
  watt: "w watt watts",
  volt: "v volt volts",
  amp: "amp amps",
  mah: "mah",
  mp: "mp megapixel megapixels mpix",
  zoom: "x",
  user: "user users",
  year: "year years yr yrs",
  port: "port ports",
  page: "page pages",
  sheet: "sheet sheets",
  ply: "ply",
  db: "db dbi",
  rpm: "rpm",
  ppm: "ppm",
  btu: "btu btus",
  p: "p",
  bit: "bit",
  channel: "channel channels ch",
  percent: "percent %",
  lb: "lb lbs pound pounds",
  oz: "oz ounce ounces",
  gal: "gal gallon gallons",
  qt: "qt quart quarts",
  l: "l liter liters litre litres",
  ml: "ml",
  g: "g gram grams",
  kg: "kg",
  mg: "mg",
  mcg: "mcg ug",
  iu: "iu ius",
  hour: "hr hrs hour hours",
  k: "k kelvin",
  spf: "spf",
  size: "size",
  cuft: "cu",
  pack: "pack packs pk count ct piece pieces pc pcs",
};

const UNITS = new Map<string, string>();
for (const [unit, names] of Object.entries(UNIT_NAMES))
  for (const name of names.split(" ")) UNITS.set(name, unit);

/** The unit of that word, if it is one. */
export function unitOf(word: string): string | undefined {
  return UNITS.get(word);
}

/** "4.0" and "04" are 4. */
export function plainNumber(text: string): string {
  return String(Number(text));
}

/** Letters and figures only: "KX-TG9344T" and "kxtg9344t" are one code. */
export function compactCode(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "");
}

/** A maker's number as it stands in a title: letters with figures, four or more, or five figures and more. */
export function isModelCode(compact: string): boolean {
  if (compact.length < 4 || compact.length > 24) return false;
  if (/^\d+$/.test(compact)) return compact.length >= 5;
  if (!/\d/.test(compact) || !/[a-z]/.test(compact)) return false;
  return !/^(?:\d+(?:st|nd|rd|th|in|x\d+)|\d{1,4}[a-z]{3,}|usb\d|mp3|mp4|ddr\d|80211[a-z]*|[a-z]{4,}\d)$/.test(
    compact,
  );
}

/**
 * How alike two codes are, from 0 to 1: 1 the same; above 0.8 where one continues the other (a colour or region at the end);
 * otherwise the shared beginning as a share of the longer, at most 0.75.
 */
export function codeLikeness(a: string, b: string): number {
  if (a === b) return 1;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (runsOnInDigits(short, long)) return 0.6;
  if (short.length >= 4 && (long.startsWith(short) || long.endsWith(short)))
    return 0.8 + (0.18 * short.length) / long.length;
  if (short.length >= 6 && long.includes(short)) return 0.8;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  // The same number but for the last letter or two, after figures: a colour.
  if (
    same >= 4 &&
    long.length - same <= 2 &&
    /\d/.test(short.slice(0, same)) &&
    !/\d/.test(short.slice(same) + long.slice(same))
  )
    return 0.78;
  return (0.75 * same) / long.length;
}

/** "hdmimm1" and "hdmimm10" are two numbers, not one that goes on. */
function runsOnInDigits(short: string, long: string): boolean {
  return long.startsWith(short) && /\d$/.test(short) && /^\d/.test(long.slice(short.length));
}

/** Whether a title's joined words hold that code as such: "hdmimm10" does not hold "hdmimm1". Codes below five signs say too little. */
export function joinedHoldsCode(joined: string, code: string): boolean {
  if (code.length < 5) return false;
  const at = joined.indexOf(code);
  if (at < 0) return false;
  const goesOn = isDigit(code, code.length - 1) && isDigit(joined, at + code.length);
  return !goesOn && !(isDigit(code, 0) && isDigit(joined, at - 1));
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}
