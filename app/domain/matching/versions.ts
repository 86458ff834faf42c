/** Years, versions and editions by number: "2007" against "2008", "CS2" against "CS3". */
import type { Alignment } from "./alignment.ts";
import type { MatchReading, ProductWord } from "./reading.ts";

/** What they say, as inputs of the model. */
export function compareVersions(a: MatchReading, b: MatchReading, { onlyA, onlyB }: Alignment) {
  return {
    yearsApart: setsApart(a.numbers.filter(isYear), b.numbers.filter(isYear)),
    shortCodesApart: shortCodesApart(onlyA, onlyB),
    versionsApart: setsApart(a.numbers.filter(isVersion), b.numbers.filter(isVersion)),
  };
}

function isYear(value: string): boolean {
  return /^(?:19|20)\d\d$/.test(value);
}

function isVersion(value: string): boolean {
  return /^\d{1,3}(?:\.\d+)?$/.test(value);
}

/** 2: both say some and none is shared; 1: only one says any; 0: one is shared, or neither says any. */
function setsApart(a: readonly string[], b: readonly string[]): 0 | 1 | 2 {
  if (a.length === 0 && b.length === 0) return 0;
  if (a.length === 0 || b.length === 0) return 1;
  return a.some((value) => b.includes(value)) ? 0 : 2;
}

const SHORT_CODE = /^([a-z]{1,4})\d{1,2}$/;

/** "cs2" here and "cs3" there: how many such words of the same letters differ in figures. */
function shortCodesApart(onlyA: readonly ProductWord[], onlyB: readonly ProductWord[]): number {
  const letters = new Set<string>();
  for (const { text } of onlyA) {
    const head = SHORT_CODE.exec(text)?.[1];
    if (head !== undefined) letters.add(head);
  }
  let apart = 0;
  for (const { text } of onlyB) {
    const head = SHORT_CODE.exec(text)?.[1];
    if (head !== undefined && letters.has(head)) apart += 1;
  }
  return Math.min(2, apart);
}
