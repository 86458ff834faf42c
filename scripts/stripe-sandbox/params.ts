import { z } from "zod";
import { invalidRequest, missingParam, type StripeRefusal, unknownParam } from "./errors.ts";
import type { Form } from "./form.ts";

/*
 * The vocabulary of request parameters, on zod. A form only carries text, so each word here says how its text is
 * read; `readParams` puts a failure into Stripe's words. An empty text means "unset", which only a parameter
 * marked `unsettable` allows.
 */

function refuse(context: z.RefinementCtx, stripeCode: string, message: string): never {
  context.addIssue({ code: "custom", message, params: { stripeCode } });
  return z.NEVER;
}

export const text = z.string().transform((value, context) => {
  if (value === "") refuse(context, "parameter_invalid_empty", "You passed an empty string for '%'.");
  if (value.length > 5000) refuse(context, "invalid_string_length", "Invalid string: % is too long.");
  return value;
});

export const integer = z
  .string()
  .transform((value, context) =>
    /^-?\d{1,15}$/.test(value)
      ? Number(value)
      : refuse(context, "parameter_invalid_integer", `Invalid integer: ${value}`),
  );

export const wholeNumber = integer.transform((value, context) =>
  value >= 0
    ? value
    : refuse(context, "parameter_invalid_integer", "This value must be greater than or equal to 0."),
);

export const decimal = z
  .string()
  .transform((value, context) =>
    /^-?\d{1,12}(\.\d{1,12})?$/.test(value)
      ? Number(value)
      : refuse(context, "parameter_invalid_decimal", `Invalid decimal: ${value}`),
  );

export const flag = z
  .string()
  .transform((value, context) =>
    value === "true" || value === "false"
      ? value === "true"
      : refuse(context, "parameter_invalid_boolean", `Invalid boolean: ${value}`),
  );

export const url = z
  .string()
  .transform((value, context) =>
    /^https?:\/\/[^\s]+$/.test(value) && URL.canParse(value.replaceAll(/[{}]/g, ""))
      ? value
      : refuse(context, "url_invalid", "Not a valid URL"),
  );

export const email = z
  .string()
  .transform((value, context) =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)
      ? value
      : refuse(context, "email_invalid", `Invalid email address: ${value}`),
  );

/** One of some words, as Stripe refuses another: by naming the ones it knows. */
export function oneOf<const Words extends readonly [string, ...string[]]>(...words: Words) {
  return z
    .string()
    .transform((value, context): Words[number] =>
      (words as readonly string[]).includes(value)
        ? (value as Words[number])
        : refuse(context, "", `Invalid %: must be one of ${words.join(", ")}`),
    );
}

/** May be given as '' to unset it, which reads as null. */
export function unsettable<Inner extends z.ZodType>(inner: Inner) {
  return z.preprocess((value) => (value === "" ? null : value), inner.nullable()).optional();
}

/** New values by key; '' for a key removes it, '' for the whole removes all (reads as null). */
export const metadata = unsettable(z.record(z.string().max(40), z.string().max(500)));

export const range = z
  .union([
    integer.transform((at) => ({ gte: at, lte: at })),
    z.strictObject({
      gt: integer.optional(),
      gte: integer.optional(),
      lt: integer.optional(),
      lte: integer.optional(),
    }),
  ])
  .optional();

export const address = z.strictObject({
  line1: unsettable(text),
  line2: unsettable(text),
  city: unsettable(text),
  state: unsettable(text),
  postal_code: unsettable(text),
  country: unsettable(text),
});

export const pagination = {
  limit: integer.optional(),
  starting_after: text.optional(),
  ending_before: text.optional(),
};

/**
 * The parameters of one request. `P` is the SDK's own params type: naming a parameter that the pinned API version
 * does not have is a compile error. One that Stripe has and this list leaves out is refused as unknown, so that
 * nobody believes that the sandbox has honoured it.
 */
export function params<P>() {
  return <Shape extends z.ZodRawShape>(shape: Shape & Record<Exclude<keyof Shape, keyof P>, never>) =>
    z.strictObject(shape as Shape);
}

export const noParams = z.strictObject({});

/** Reads a form by its schema, or throws the refusal that Stripe gives for the first thing that is wrong. */
export function readParams<Schema extends z.ZodType>(schema: Schema, form: Form): z.output<Schema> {
  const result = schema.safeParse(form);
  if (result.success) return result.data;
  const issues = result.error.issues;
  throw refusalOf(issues.find((issue) => issue.code === "unrecognized_keys") ?? issues[0], form);
}

function refusalOf(issue: z.core.$ZodIssue | undefined, form: Form): StripeRefusal {
  if (!issue) return invalidRequest("Invalid request.");
  const param = paramName(issue.path);
  if (issue.code === "unrecognized_keys")
    return unknownParam(paramName([...issue.path, issue.keys[0] ?? ""]));
  if (issue.code === "custom") {
    const stripeCode = issue.params?.stripeCode as string | undefined;
    const message = issue.message.replace("%", param);
    return invalidRequest(message, { param, ...(stripeCode ? { code: stripeCode } : {}) });
  }
  if (valueAt(form, issue.path) === undefined) return missingParam(param);
  const expected = issue.code === "invalid_type" ? issue.expected : "value";
  const noun = expected === "record" ? "hash" : expected;
  return invalidRequest(`Invalid ${noun}: ${param}`, { param, code: `parameter_invalid_${noun}` });
}

function paramName(path: PropertyKey[]): string {
  return path.map((key, depth) => (depth === 0 ? String(key) : `[${String(key)}]`)).join("");
}

function valueAt(form: Form, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value !== null && typeof value === "object" ? Reflect.get(value, key) : undefined),
    form,
  );
}
