/** What the door's pages send beside their words. */
import { data, type HeadersFunction } from "@remix-run/node";
import type { TokenProblem } from "#app/domain/account-token.ts";
import { type TooManyTries, tooManyTriesText } from "#app/domain/rate-limit.ts";
import type { FormErrors, Typed } from "#app/http/forms.ts";

/** The answer to a try that was one too many: when to try again, for people and for programs. */
export function tooManyTries({ retryAfterSeconds }: TooManyTries, typed: Typed = {}) {
  const errors: FormErrors = { form: tooManyTriesText(retryAfterSeconds) };
  const headers = { "Retry-After": String(retryAfterSeconds) };
  return data({ errors, typed }, { status: 429, headers });
}

/** Errors at their fields, and what was typed. */
export function refuse(errors: FormErrors, typed: Typed = {}, status = 422) {
  return data({ errors, typed }, { status });
}

/** Headers of a page with a form: what its action said about trying again. */
export const formHeaders: HeadersFunction = ({ actionHeaders }) => {
  const headers = new Headers();
  const retryAfter = actionHeaders.get("Retry-After");
  if (retryAfter !== null) headers.set("Retry-After", retryAfter);
  return headers;
};

/** Headers of a page whose address is a secret: no page that is opened from it learns the address. */
export const linkHeaders: HeadersFunction = (args) => {
  const headers = new Headers(formHeaders(args));
  headers.set("Referrer-Policy", "no-referrer");
  return headers;
};

/** The status of a page about a link that does not work. */
export function statusOf(problem: TokenProblem): 404 | 410 {
  return problem === "unknown" ? 404 : 410;
}
