/** What somebody at the desk types to find a person: a member number, a mail address, a name, one of Stripe's ids. */
import { isMemberNumber } from "./member-number.ts";

export type MemberQuery =
  | { readonly kind: "number"; readonly number: string }
  | { readonly kind: "stripe-customer" | "stripe-subscription"; readonly id: string }
  /** Beginning of a mail address, in lower case. */
  | { readonly kind: "email"; readonly prefix: string }
  /** Pieces of a name, or the beginning of a mail address. */
  | { readonly kind: "words"; readonly words: readonly string[]; readonly emailPrefix: string };

export type MemberQueryResult =
  | { readonly ok: true; readonly query: MemberQuery }
  | { readonly ok: false; readonly reason: "empty" | "too-short" | "number-length" | "check-digit" };

/** Shorter pieces find half of the club, and no index of trigrams helps. */
const SHORTEST_WORD = 3;
const MOST_WORDS = 5;

/**
 * Reads what was typed. Digits (with spaces or hyphens) are a member number, and a slip in it is named: too few or too
 * many digits, or a check digit that does not fit. Refuses pieces of a name below three letters.
 */
export function readMemberQuery(typed: string): MemberQueryResult {
  const text = typed.normalize("NFC").trim().replace(/\s+/g, " ").slice(0, 254);
  if (text === "") return { ok: false, reason: "empty" };
  if (/^[\d -]+$/.test(text)) return readNumber(text.replace(/[ -]/g, ""));
  if (/^cus_\w+$/.test(text)) return { ok: true, query: { kind: "stripe-customer", id: text } };
  if (/^sub_\w+$/.test(text)) return { ok: true, query: { kind: "stripe-subscription", id: text } };
  const lower = text.toLowerCase();
  if (text.includes("@")) {
    if (text.length < SHORTEST_WORD) return { ok: false, reason: "too-short" };
    return { ok: true, query: { kind: "email", prefix: lower } };
  }
  const words = text
    .split(" ")
    .filter((word) => word.length >= SHORTEST_WORD)
    .slice(0, MOST_WORDS);
  if (words.length === 0) return { ok: false, reason: "too-short" };
  return { ok: true, query: { kind: "words", words, emailPrefix: lower } };
}

function readNumber(digits: string): MemberQueryResult {
  if (digits.length !== 12) return { ok: false, reason: "number-length" };
  if (!isMemberNumber(digits)) return { ok: false, reason: "check-digit" };
  return { ok: true, query: { kind: "number", number: digits } };
}

/** What to say about a query that can't be looked up; null for an empty one. */
export function memberQueryRefusal(
  reason: Exclude<MemberQueryResult, { ok: true }>["reason"],
): string | null {
  switch (reason) {
    case "empty":
      return null;
    case "too-short":
      return "Type at least three letters of a name or mail address.";
    case "number-length":
      return "A member number has 12 digits. Count them again.";
    case "check-digit":
      return "This number can't be right: its last digit does not fit the others. One digit is wrong, or two are swapped.";
    default: {
      const impossible: never = reason;
      throw new Error(`Unknown reason ${impossible}`);
    }
  }
}
