/** Two titles side by side: which words they share, as the matcher reads words. For the eye of whoever decides. */
import { canonicalWord, isStopWord, plainText } from "./matching/words.ts";

export type MarkedPart = {
  readonly text: string;
  /** `aside`: says nothing either way, like "the" or a comma. */
  readonly mark: "agrees" | "differs" | "aside";
};

export type MarkedTitles = { readonly ours: readonly MarkedPart[]; readonly theirs: readonly MarkedPart[] };

const WORD = /[\p{L}\p{N}]+(?:[.'’][\p{L}\p{N}]+)*/gu;
/** Longer titles are not marked to their end: nobody reads them there. */
const MAX_TITLE = 600;

/** Cuts both titles into words and what is between them. Joined again, the parts are the titles (up to 600 characters). */
export function markTitles(ours: string, theirs: string): MarkedTitles {
  const mine = cut(ours);
  const other = cut(theirs);
  return { ours: marked(mine, keysOf(other)), theirs: marked(other, keysOf(mine)) };
}

type Part = { readonly text: string; readonly key: string };

function cut(title: string): Part[] {
  const text = title.slice(0, MAX_TITLE);
  const parts: Part[] = [];
  let from = 0;
  for (const found of text.matchAll(WORD)) {
    if (found.index > from) parts.push({ text: text.slice(from, found.index), key: "" });
    parts.push({ text: found[0], key: keyOf(found[0]) });
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), key: "" });
  return parts;
}

/** "" for what tells nothing apart. */
function keyOf(word: string): string {
  const plain = plainText(word);
  if (isStopWord(plain)) return "";
  return /^\d/.test(plain) ? plain : canonicalWord(plain) || plain;
}

function keysOf(parts: readonly Part[]): ReadonlySet<string> {
  return new Set(parts.map(({ key }) => key));
}

function marked(parts: readonly Part[], others: ReadonlySet<string>): MarkedPart[] {
  return parts.map(({ text, key }) => ({
    text,
    mark: key === "" ? "aside" : others.has(key) ? "agrees" : "differs",
  }));
}
