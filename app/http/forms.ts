/** Forms that lose nothing: what was typed comes back with the errors at their fields. */
import type { z } from "zod";

export type FormErrors = Readonly<Record<string, string>>;

/** What the person typed, by field; passwords never. */
export type Typed = Readonly<Record<string, string>>;

export type ParsedForm<T> =
  | { readonly ok: true; readonly value: T; readonly typed: Typed }
  | { readonly ok: false; readonly errors: FormErrors; readonly typed: Typed };

/** Longest text that is played back; what is longer was refused anyway. */
const MAX_TYPED = 2_000;

/**
 * Reads a form into what `schema` makes of it. A field that comes twice counts once (the last); files are left out.
 * Errors are the schema's own sentences, one a field: the first.
 */
export function parseForm<S extends z.ZodType>(schema: S, form: FormData): ParsedForm<z.output<S>> {
  const fields: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === "string") fields[name] = value;
  }
  const typed: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!/password/i.test(name)) typed[name] = value.slice(0, MAX_TYPED);
  }
  const result = schema.safeParse(fields);
  if (result.success) return { ok: true, value: result.data, typed };
  const errors: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const name = issue.path.length === 0 ? "form" : String(issue.path[0]);
    errors[name] ??= issue.message;
  }
  return { ok: false, errors, typed };
}
