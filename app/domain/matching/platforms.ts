/** Operating systems in titles of software: which are said, and lists of them that say no more than one. */

import type { MatchReading } from "./reading.ts";

const WINDOWS = "(?:95|98 ?se|98|me|nt ?4?(?:\\.0)?|2000|2003|2k|w2k|xp|vista|7)";
/** "win 98 me 2000 xp", "95/98/me/nt4/w2k/xp": two and more are a list of what it runs on. */
const WINDOWS_LIST = new RegExp(
  `(?:\\b(?:for )?(?:win|windows)[ /]*)?\\b${WINDOWS}(?:[ /,&-]+(?:win(?:dows)? )?${WINDOWS}\\b)+`,
  "g",
);
/** In brackets one is enough: "(win xp)". */
const WINDOWS_NOTE = new RegExp(`\\( ?(?:for )?(?:win|windows) ?(?:${WINDOWS}\\b)? ?\\)`, "g");
const MAC_NOTE = /\b(?:mac(?:intosh)? os(?: x)?|os x)\b(?: ?v?10(?:\.\d+)*)?(?: or (?:later|higher))?/g;
const MAC_ITSELF = /\b(?:tiger|panther|leopard|jaguar|server)\b/;

/** The plain text with such lists and notes as the one word "windows" or "mac". */
export function withoutPlatformNotes(plain: string): string {
  if (!MAY_HOLD_NOTE.test(plain)) return plain;
  const text = plain.replace(WINDOWS_LIST, " windows ").replace(WINDOWS_NOTE, " windows ");
  return MAC_ITSELF.test(text) ? text : text.replace(MAC_NOTE, " mac ");
}

const MAY_HOLD_NOTE = /\b(?:win|windows|98|os)\b/;

/** 2: one is for the Mac alone, the other for Windows alone; 1: one names a system and the other none, or both systems. */
export function platformsApart(a: MatchReading, b: MatchReading): 0 | 1 | 2 {
  const [saidA, saidB] = [platformsOf(a), platformsOf(b)];
  if (saidA === saidB) return 0;
  return saidA + saidB === WINDOWS_BIT + MAC_BIT && saidA * saidB !== 0 ? 2 : 1;
}

const WINDOWS_BIT = 1;
const MAC_BIT = 2;

function platformsOf({ words }: MatchReading): number {
  let bits = 0;
  for (const { text } of words) {
    if (text === "window" || text === "pc") bits |= WINDOWS_BIT;
    else if (text === "mac") bits |= MAC_BIT;
  }
  return bits;
}
