/**
 * Trade item numbers: GTIN-8, -12 (UPC-A), -13 (EAN, ISBN-13) and -14, held as 14 digits with leading zeros (GS1 General
 * Specifications 7.9 for the check digit).
 */

declare const gtinBrand: unique symbol;
/** Fourteen digits whose last is the right check digit. */
export type Gtin14 = string & { readonly [gtinBrand]: true };

export type GtinForm = "gtin-8" | "gtin-12" | "gtin-13" | "gtin-14" | "upc-e";

export type GtinReading =
  | { readonly ok: true; readonly gtin14: Gtin14; readonly form: GtinForm }
  | { readonly ok: false; readonly reason: "empty" | "form"; readonly message: string }
  | {
      readonly ok: false;
      readonly reason: "check-digit";
      readonly expected: number;
      readonly message: string;
    };

/** The check digit (0-9) that belongs after `body`: weights 3, 1, 3 ... from the right. @throws RangeError unless 1-17 digits. */
export function gtinCheckDigit(body: string): number {
  if (!/^\d{1,17}$/.test(body)) throw new RangeError("A check digit is computed from 1 to 17 digits.");
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const digit = body.charCodeAt(body.length - 1 - i) - 48;
    sum += i % 2 === 0 ? digit * 3 : digit;
  }
  return (10 - (sum % 10)) % 10;
}

const FORMS: Readonly<Record<number, GtinForm>> = {
  8: "gtin-8",
  12: "gtin-12",
  13: "gtin-13",
  14: "gtin-14",
};

/**
 * Reads a GTIN as people and feeds write it: spaces and hyphens between digits are dropped, full-width digits are read.
 * With `upcE`, six to eight digits are taken as a zero-compressed UPC-E; without it they are not, because any item number
 * of six digits would pass. Refuses a wrong form apart from a wrong check digit (whose right one is in `expected`).
 */
export function parseGtin(text: string, options: { readonly upcE?: boolean } = {}): GtinReading {
  if (text.length > 64) return wrongForm();
  const written = text.normalize("NFKC").trim();
  if (written === "") return { ok: false, reason: "empty", message: "No number was given." };
  if (!/^\d(?:[ -]?\d)*$/.test(written)) return wrongForm();
  const digits = written.replace(/[ -]/g, "");
  if (options.upcE === true && digits.length <= 8) return parseUpcE(digits);
  const form = FORMS[digits.length];
  // All zeros has a right check digit, but is what an empty numeric column exports.
  if (form === undefined || /^0+$/.test(digits)) return wrongForm();
  return checked(digits, form);
}

function checked(digits: string, form: GtinForm): GtinReading {
  const expected = gtinCheckDigit(digits.slice(0, -1));
  if (expected !== digits.charCodeAt(digits.length - 1) - 48) {
    return {
      ok: false,
      reason: "check-digit",
      expected,
      message: `The last digit should be ${expected}: a digit is mistyped.`,
    };
  }
  return { ok: true, gtin14: digits.padStart(14, "0") as Gtin14, form };
}

function wrongForm(): GtinReading {
  return { ok: false, reason: "form", message: "A GTIN has 8, 12, 13 or 14 digits." };
}

function parseUpcE(digits: string): GtinReading {
  const upcA = expandUpcE(digits);
  return upcA === undefined ? wrongForm() : checked(upcA, "upc-e");
}

/**
 * The twelve digits of UPC-A behind a UPC-E: six digits (number system 0 is meant), seven (number system and six) or eight
 * (with its check digit, which is passed through unchecked). Undefined for other lengths or a number system above 1.
 */
export function expandUpcE(digits: string): string | undefined {
  if (!/^\d{6,8}$/.test(digits)) return undefined;
  const system = digits.length === 6 ? "0" : digits.charAt(0);
  if (system !== "0" && system !== "1") return undefined;
  const six = digits.length === 6 ? digits : digits.slice(1, 7);
  const body = system + expandSix(six);
  return body + (digits.length === 8 ? digits.charAt(7) : String(gtinCheckDigit(body)));
}

/** Manufacturer and item number (ten digits) by the last of the six: GS1 General Specifications 5.2.2.4.2. */
function expandSix(six: string): string {
  const [a, b, c, d, e, last] = six;
  switch (last) {
    case "0":
    case "1":
    case "2":
      return `${a}${b}${last}0000${c}${d}${e}`;
    case "3":
      return `${a}${b}${c}00000${d}${e}`;
    case "4":
      return `${a}${b}${c}${d}00000${e}`;
    default:
      return `${a}${b}${c}${d}${e}0000${last}`;
  }
}

/** As printed under the bars: a UPC-A without the leading zeros of GTIN-14, an EAN with 13 digits. */
export function formatGtin(gtin14: Gtin14): string {
  if (gtin14.startsWith("000000")) return gtin14.slice(6);
  if (gtin14.startsWith("00")) return gtin14.slice(2);
  return gtin14.startsWith("0") ? gtin14.slice(1) : gtin14;
}
