/** The form in which staff say how a file is to be read. */
import { z } from "zod";
import { readCaptureTime, readZone } from "./reference-file/capture-time.ts";
import { REFERENCE_FIELDS, type ReferenceField } from "./reference-file/columns.ts";
import { CLOCK_SKEW_MS } from "./reference-file.ts";
import { type ImportPlan, PRICE_CHANNELS } from "./upload.ts";

/** The choice that leaves a field to what the columns' names tell. */
export const AS_NAMED = "*";

/** The name of a field's input: "item-id". */
export function inputOf(field: ReferenceField): string {
  return `column-${field.replaceAll(" ", "-")}`;
}

/**
 * Reads the form as a plan. `retailers` are those that can be chosen, `names` the file's columns. Refuses, at its field: an
 * unknown retailer or column, a price in a club without its place, a time that is none or lies in the future, a file
 * without title or price, a column for two fields.
 */
export function importPlanForm(given: {
  readonly retailers: readonly string[];
  readonly names: readonly string[];
  /** Fields that a column is known for by its name. */
  readonly named: ReadonlySet<ReferenceField>;
  readonly now: Date;
}) {
  const shape = Object.fromEntries(
    REFERENCE_FIELDS.map((field) => [inputOf(field), z.string().default(AS_NAMED)]),
  );
  return z
    .object({
      retailer: z.string().default(""),
      channel: z.enum(PRICE_CHANNELS, "Choose where such a price is asked."),
      place: z.string().trim().max(100, "Use up to 100 characters.").default(""),
      capturedAt: z.string().trim().default(""),
      zone: z.string().trim().default("+00:00"),
    })
    .and(z.object(shape))
    .transform((typed, context): ImportPlan => {
      const refuse = (field: string, message: string) =>
        context.addIssue({ code: "custom", path: [field], message });
      const { retailer, channel } = typed;
      if (!given.retailers.includes(retailer)) refuse("retailer", "Choose whose prices they are.");
      const zone = readZone(typed.zone);
      if (zone === undefined) refuse("zone", "Write an offset from UTC, like -08:00.");
      const capturedAt = readWhen(typed.capturedAt, zone ?? "+00:00", given.now, refuse);
      const place = typed.place === "" && channel === "online" ? "online" : typed.place;
      if (place === "")
        refuse("place", 'A price in a club, or delivered, belongs to a place: write it, like "ZIP 98109".');
      const columns = readColumns(typed as Record<string, string>, given, refuse);
      return { retailer, channel, place, zone: zone ?? "+00:00", capturedAt, columns };
    });
}

type Refuse = (field: string, message: string) => void;

function readWhen(written: string, zone: string, now: Date, refuse: Refuse): string | null {
  if (written === "") {
    refuse("capturedAt", "Say when the prices were captured: every comparison shows it.");
    return null;
  }
  const time = readCaptureTime(written, zone);
  if (time === undefined) refuse("capturedAt", "Write a time, like 2026-11-20T10:00.");
  else if (time.at.getTime() > now.getTime() + CLOCK_SKEW_MS) refuse("capturedAt", "That is in the future.");
  else return time.at.toISOString();
  return null;
}

function readColumns(
  typed: Record<string, string>,
  { names, named }: { readonly names: readonly string[]; readonly named: ReadonlySet<ReferenceField> },
  refuse: Refuse,
): ImportPlan["columns"] {
  const columns: Partial<Record<ReferenceField, string>> = {};
  const takenBy = new Map<string, ReferenceField>();
  for (const field of REFERENCE_FIELDS) {
    const chosen = typed[inputOf(field)] ?? AS_NAMED;
    if (chosen === AS_NAMED) continue;
    columns[field] = chosen;
    if (chosen === "") continue;
    const other = takenBy.get(chosen);
    if (!names.includes(chosen))
      refuse(inputOf(field), "The file has no such column. Choose one of the list.");
    else if (other !== undefined) refuse(inputOf(field), `This column is the ${other} already.`);
    takenBy.set(chosen, field);
  }
  for (const field of ["title", "price"] as const) {
    const isRead = columns[field] === undefined ? named.has(field) : columns[field] !== "";
    if (!isRead) refuse(inputOf(field), `Say which column is the ${field}: no row can be used without it.`);
  }
  return columns;
}
