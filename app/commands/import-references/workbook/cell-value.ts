/** A workbook's cell as the text that somebody who looks at it reads. */
import type { CellFault } from "#app/domain/reference-file/cell-fault.ts";
import type { SharedStrings } from "./strings.ts";
import type { NumberLook, Styles } from "./styles.ts";
import { cellText } from "./xml.ts";

export type RawCell = {
  /** `t` of the cell: "s", "inlineStr", "str", "b", "e", "d" or "n". */
  readonly type: string;
  readonly style: number;
  readonly value: string;
  readonly hasFormula: boolean;
};

export type CellContext = {
  readonly strings: SharedStrings;
  readonly styles: Styles;
  /** Days count from 1904, as on old Macs. */
  readonly from1904: boolean;
};

export type CellValue = { readonly text: string; readonly fault?: CellFault };

/** Reads a cell: numbers with the digits that they have, dates as "2026-11-20", what can't be vouched for with its fault. */
export function readCell(cell: RawCell, context: CellContext): CellValue {
  const value = plainValue(cell, context);
  return cell.hasFormula ? { text: value.text, fault: "formula" } : value;
}

function plainValue({ type, style, value }: RawCell, context: CellContext): CellValue {
  switch (type) {
    case "s":
      return { text: value === "" ? "" : (context.strings.get(Number(value)) ?? "") };
    case "b":
      return { text: value === "1" ? "true" : "false" };
    case "e":
      return { text: value, fault: "error" };
    case "inlineStr":
    case "str":
    case "d":
      return { text: cellText(value) };
    default:
      return value.trim() === ""
        ? { text: "" }
        : numberText(value.trim(), context.styles.lookOf(style), context);
  }
}

/** Digits of a number that a sheet keeps. */
const KEPT_DIGITS = 15;

function numberText(value: string, look: NumberLook, { from1904 }: CellContext): CellValue {
  const number = Number(value);
  if (!Number.isFinite(number)) return { text: value };
  // "1.5E+11" stays as it is written: it may have been an item number once, and its digits are gone.
  if (/e\+?\d/i.test(value)) return { text: value };
  if (look.kind === "date" && number >= 0) return { text: dateText(number + (from1904 ? 1462 : 0)) };
  const digits = value.replace(/[^0-9]/g, "").replace(/^0+/, "");
  if (Number.isInteger(number) && digits.length > KEPT_DIGITS) return { text: value, fault: "rounded" };
  if (look.kind === "percent") return { text: `${shortest(number * 100)}%` };
  return { text: look.kind === "money" ? `${look.sign}${shortest(number)}` : shortest(number) };
}

/** 4.3499999999999996, which a sheet keeps for 4.35, as 4.35. */
function shortest(number: number): string {
  return String(Number(number.toPrecision(KEPT_DIGITS)));
}

const DAY_MS = 86_400_000;
/** Days from 30 December 1899, from which sheets count, to 1970. */
const DAYS_TO_1970 = 25_569;

function dateText(days: number): string {
  const date = new Date(Math.round((days - DAYS_TO_1970) * DAY_MS));
  if (Number.isNaN(date.getTime())) return String(days);
  const iso = date.toISOString();
  if (days < 1) return iso.slice(11, 19);
  return days % 1 === 0 ? iso.slice(0, 10) : iso.slice(0, 19);
}
