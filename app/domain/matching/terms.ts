/** The terms by which an item is found: cheap to take from a title, alike in all spellings that readings know. */
import { compactCode, isModelCode, plainNumber, unitOf } from "./attributes.ts";
import { MAX_TITLE, type MatchItem } from "./reading.ts";
import { classBits, hasClass } from "./vocabulary.ts";
import { canonicalWord, isStopWord, joinPhrases, plainText } from "./words.ts";

/** More terms than this tell no more. */
const MAX_TERMS = 40;
const RUN = /[a-z0-9](?:[a-z0-9]|[.\-/](?=[a-z0-9]))*/g;

/** Distinct words, codes (also without a letter or two at the end) and, marked "#", numbers of brand, title and model number. */
export function termsOf(item: MatchItem): string[] {
  const terms = new Set<string>();
  const plain = joinPhrases(plainText(`${item.brand ?? ""} ${item.title.slice(0, MAX_TITLE)}`));
  for (const run of plain.match(RUN) ?? []) {
    if (terms.size >= MAX_TERMS) break;
    if (!/\d/.test(run)) addWords(terms, run);
    else if (/^\d+(?:\.\d+)?$/.test(run)) addNumber(terms, run);
    else addMixed(terms, run);
  }
  const model = compactCode(item.modelno ?? "");
  if (model.length >= 3) addCode(terms, model);
  return [...terms];
}

function addWords(terms: Set<string>, run: string): void {
  for (const piece of run.split(/[.\-/]/)) {
    const word = canonicalWord(piece);
    if (word.length < 2 || isStopWord(word) || unitOf(word) !== undefined) continue;
    if (!hasClass(classBits(word), "filler")) terms.add(word);
  }
}

function addNumber(terms: Set<string>, run: string): void {
  if (/^\d{5,}$/.test(run)) addCode(terms, run);
  else terms.add(`#${plainNumber(run)}`);
}

function addMixed(terms: Set<string>, run: string): void {
  const compact = compactCode(run);
  if (isModelCode(compact)) {
    addCode(terms, compact);
    return;
  }
  for (const piece of run.match(/\d+(?:\.\d+)?|[a-z]+/g) ?? []) {
    if (/\d/.test(piece)) terms.add(`#${plainNumber(piece)}`);
    else addWords(terms, piece);
  }
}

function addCode(terms: Set<string>, code: string): void {
  terms.add(code);
  const trunk = /^(.*\d)[a-z]{1,3}$/.exec(code)?.[1];
  if (trunk !== undefined && trunk.length >= 4) terms.add(trunk);
}
