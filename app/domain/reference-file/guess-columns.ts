/**
 * Which column says what, with the reason, for somebody who confirms it: by name where a name is known, else by what its
 * cells look like. A guess by looks is never used without a person's word.
 */
import { parseGtin } from "../gtin.ts";
import type { Currency } from "../money.ts";
import { readPriceText } from "../price-text.ts";
import { readCaptureTime } from "./capture-time.ts";
import { isBlank, textCell } from "./cells.ts";
import { type ColumnMap, REFERENCE_FIELDS, type ReferenceField, recogniseColumns } from "./columns.ts";

export type ColumnGuess = {
  readonly field: ReferenceField;
  /** Most preferred first; none where nothing fits. */
  readonly columns: readonly string[];
  readonly reason: "name" | "looks" | "none";
};

/** Fields that a look at cells can tell, in the order in which columns are given away. */
const LOOKS: readonly (readonly [ReferenceField, (cell: string, currency: Currency) => boolean])[] = [
  ["gtin", (cell) => cell.length >= 12 && parseGtin(cell).ok],
  ["url", (cell) => /^https?:\/\/\S+$/i.test(cell)],
  ["captured at", (cell) => /\D/.test(cell) && readCaptureTime(cell, "+00:00") !== undefined],
  ["price", (cell, currency) => /[.,$€£]/.test(cell) && readPriceText(cell, { currency }).kind === "price"],
  ["title", (cell) => /\p{L}{3}.*\s.*\p{L}/u.test(cell) && cell.length >= 10],
];
/** Of the cells that say something, in percent. */
const SURE_PERCENT = 80;
const FEWEST_CELLS = 3;

/** One guess a field, in the fields' order. `rows` are the first records, cells in the header's order. */
export function guessColumns(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  currency: Currency = "USD",
): ColumnGuess[] {
  const { names, columns } = recogniseColumns(header);
  const byLooks = guessByLooks(names, columns, rows, currency);
  return REFERENCE_FIELDS.map((field) => {
    const named = columns[field];
    if (named !== undefined)
      return { field, columns: named.map((position) => names[position] ?? ""), reason: "name" };
    const looking = byLooks.get(field);
    return looking === undefined
      ? { field, columns: [], reason: "none" }
      : { field, columns: [looking], reason: "looks" };
  });
}

function guessByLooks(
  names: readonly string[],
  known: ColumnMap,
  rows: readonly (readonly string[])[],
  currency: Currency,
): Map<ReferenceField, string> {
  const taken = new Set(Object.values(known).flat());
  const found = new Map<ReferenceField, string>();
  for (const [field, fits] of LOOKS) {
    if (known[field] !== undefined) continue;
    const position = names.findIndex(
      (_, at) => !taken.has(at) && mostly(rows, at, (cell) => fits(cell, currency)),
    );
    if (position < 0) continue;
    taken.add(position);
    found.set(field, names[position] ?? "");
  }
  return found;
}

function mostly(
  rows: readonly (readonly string[])[],
  position: number,
  fits: (cell: string) => boolean,
): boolean {
  const cells = rows.flatMap((row) => textCell(row[position]) ?? []).filter((cell) => !isBlank(cell));
  const fitting = cells.filter(fits).length;
  return fitting >= FEWEST_CELLS && fitting * 100 >= cells.length * SURE_PERCENT;
}
