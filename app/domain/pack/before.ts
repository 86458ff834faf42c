/** What stands before a number and changes what it says. */
import type { Token } from "./lexer.ts";
import { HEDGES_BEFORE, LABEL_WORDS, TOTAL_BEFORE } from "./vocabulary.ts";

// What it is said to be worth or to make is not in the pack.
const EQUATES = new Set("= equals makes make yields feeds serves per".split(" "));

export type Head = {
  role: "plain" | "total" | "each";
  varies: boolean;
  /** "makes", "=": said of the pack, not in it. */
  equals: boolean;
  /** "with": comes with it. */
  extra: boolean;
  /** "and", "plus", "+": the last of several unlike things. */
  unlike: boolean;
};

const JOINS = new Set(["and", "&", "+", "plus"]);

/** "Total 3 lb", "Net Wt. 12 oz", "minimum 5 lb", "= 24": what stands before a number and changes what it says. */
export function measureHead(tokens: readonly Token[], from: number): Head {
  let at = from - 1;
  while (
    tokens[at]?.text === ":" ||
    tokens[at]?.text === "." ||
    tokens[at]?.text === "of" ||
    tokens[at]?.text === "("
  )
    at -= 1;
  const word = tokens[at]?.text ?? "";
  const head: Head = {
    role: "plain",
    varies: false,
    equals: EQUATES.has(word),
    extra: word === "with" || word === "w",
    unlike: JOINS.has(word),
  };
  if (TOTAL_BEFORE.has(word)) head.role = "total";
  if ((word === "wt" || word === "weight") && tokens[at - 1]?.text === "net") head.role = "total";
  if (HEDGES_BEFORE.has(word) || word === "~" || word === ">" || word === "<") head.varies = true;
  if (word === "to" && tokens[at - 1]?.text === "up") head.varies = true;
  // "4, 8, or 12 packs": a choice.
  if (word === "or" && tokens.slice(Math.max(0, at - 3), at).some((token) => token.kind === "number"))
    head.varies = true;
  return head;
}

/** "Size 2", "No. 4": the number is a name. */
export function isLabelled(tokens: readonly Token[], from: number): boolean {
  const at = tokens[from - 1]?.text === "." ? from - 2 : from - 1;
  // "Select-A-Size 12 Rolls": what ends a compound is no label.
  return LABEL_WORDS.has(tokens[at]?.text ?? "") && !(tokens[at - 1]?.text === "-" && tokens[at]?.glued);
}
