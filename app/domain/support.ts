/** What the support desk may do to a membership: what is typed, and pure decisions with their refusals. */
import { z } from "zod";
import { addDays } from "./calendar-date.ts";

/** Days that one extension may give. */
export const EXTENSION_DAYS_MAX = 366;

const AGAIN = "Load the page again and press once more.";
const DAYS = `Give a whole number of days from 1 to ${EXTENSION_DAYS_MAX}.`;

/** With every deed: why, and the mark of the form that it came from. */
export const deedSchema = z.object({
  /** Made with the page: the same form sent twice does its deed once. */
  token: z.uuid(AGAIN),
  reason: z
    .string("Say why: it is kept with what you do.")
    .trim()
    .min(5, "Say why, in a few words: it is kept with what you do.")
    .max(500, "Say it in at most 500 characters."),
});

export const extensionSchema = deedSchema.extend({
  days: z
    .string(DAYS)
    .trim()
    .regex(/^\d{1,3}$/, DAYS)
    .transform(Number)
    .refine((days) => days >= 1 && days <= EXTENSION_DAYS_MAX, DAYS),
  /** The extension that the page showed, in milliseconds; empty for none. */
  seenUntil: z
    .string(AGAIN)
    .regex(/^\d{0,14}$/, AGAIN)
    .transform((text) => (text === "" ? null : new Date(Number(text)))),
});

export const refundSchema = deedSchema.extend({
  /** What the page said would go back. */
  shownCents: z
    .string(AGAIN)
    .regex(/^\d{1,9}$/, AGAIN)
    .transform(Number),
});

export const resendSchema = deedSchema.extend({ mailId: z.uuid(AGAIN) });

/** A reason and a form's mark, as the commands take them. */
export type Deed = z.output<typeof deedSchema>;

/**
 * The end of an extension by `days` calendar days: counted from what is paid for, or given already, or from now,
 * whichever is latest.
 */
export function extendedTo(
  standing: { readonly paidThrough: Date | null; readonly extendedUntil: Date | null },
  days: number,
  now: Date,
): Date {
  if (!Number.isInteger(days) || days < 1 || days > EXTENSION_DAYS_MAX) throw new RangeError(DAYS);
  const { paidThrough, extendedUntil } = standing;
  const from = Math.max(now.getTime(), paidThrough?.getTime() ?? 0, extendedUntil?.getTime() ?? 0);
  return addDays(new Date(from), days);
}
