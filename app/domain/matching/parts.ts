/** A plain text as words, model codes, figures with units and bare numbers. */
import { compactCode, isModelCode, plainNumber, unitOf } from "./attributes.ts";
import { withoutPlatformNotes } from "./platforms.ts";
import { canonicalWord, joinPhrases } from "./words.ts";

function inches(plain: string): string {
  return plain.replace(/(\d)\s*(?:"|''|')(?![a-z0-9])/g, "$1 inch ");
}

/** "v8", "v. 8" and "version 8.0" are the number 8; "v8 .0" is how some feeds cut it. */
function versions(plain: string): string {
  return plain
    .replace(/(?<=\d) \.(?=\d)/g, ".")
    .replace(/\b(?:v|ver|vers|version)\.? ?(?=\d+(?:\.\d+)*\b(?!-))/g, " ");
}

/** Words in canonical form, in order, repeated as they are; codes compact; figures by unit; bare numbers. */
export type Parts = {
  words: string[];
  codes: string[];
  measures: Map<string, string[]>;
  numbers: string[];
};

const RUN = /[a-z0-9](?:[a-z0-9]|[.\-/#+](?=[a-z0-9]))*%?/g;

/** "Size 4" of diapers is a figure with a unit. */
const SIZED = /\bsize (\d(?:\.\d)?)(?![\d.])/g;

/** A title of more words is a paragraph: what is left says no more. */
const MAX_WORDS = 60;

/** Takes a plain text apart. */
export function takeApart(text: string): Parts {
  const plain = joinPhrases(withoutPlatformNotes(versions(inches(text))));
  const parts: Parts = { words: [], codes: [], measures: new Map(), numbers: [] };
  const runs = plain.replace(SIZED, "$1size ").match(RUN) ?? [];
  for (let i = 0; i < runs.length && parts.words.length < MAX_WORDS; i++) {
    const run = runs[i] as string;
    if (!/\d/.test(run)) addWords(parts, run);
    else if (/^\d*\.?\d+%?$/.test(run)) i += addNumber(parts, run, runs[i + 1]);
    else addMixed(parts, run);
  }
  return parts;
}

function addWords(parts: Parts, run: string): void {
  for (const piece of run.split(/[.\-/#+]/)) if (piece !== "") parts.words.push(canonicalWord(piece));
}

/** Returns how many runs behind it the number took. */
function addNumber(parts: Parts, run: string, next: string | undefined): number {
  if (run.endsWith("%")) {
    addMeasure(parts, "percent", run.slice(0, -1));
    return 0;
  }
  const unit = next === undefined ? undefined : unitOf(next);
  if (unit !== undefined) {
    addMeasure(parts, unit, run);
    return 1;
  }
  if (/^\d{5,}$/.test(run)) pushNew(parts.codes, run);
  pushNew(parts.numbers, plainNumber(run));
  return 0;
}

function addMeasure(parts: Parts, unit: string, value: string): void {
  const list = parts.measures.get(unit);
  if (list === undefined) parts.measures.set(unit, [plainNumber(value)]);
  else pushNew(list, plainNumber(value));
}

const NUMBER_WITH_WORD = /^(\d+(?:\.\d+)?)-?([a-z]+)$/;

function addMixed(parts: Parts, run: string): void {
  const [, value, word] = NUMBER_WITH_WORD.exec(run) ?? [];
  const unit = word === undefined ? undefined : unitOf(word);
  if (value !== undefined && unit !== undefined) {
    addMeasure(parts, unit, value);
    return;
  }
  const compact = compactCode(run);
  if (isModelCode(compact)) {
    pushNew(parts.codes, compact);
    return;
  }
  for (const piece of run.split(/[.\-/#+%](?!\d+$)|-/)) addPiece(parts, piece);
}

function addPiece(parts: Parts, piece: string): void {
  if (/^\d+(?:\.\d+)?$/.test(piece)) pushNew(parts.numbers, plainNumber(piece));
  else if (piece !== "") parts.words.push(canonicalWord(piece));
}

function pushNew(list: string[], value: string): void {
  if (!list.includes(value)) list.push(value);
}
