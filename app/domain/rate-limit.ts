/** How often something may be tried. Tries are counted in fixed windows, in the database, so that they hold over processes. */

export type RateLimit = { readonly name: string; readonly tries: number; readonly windowSeconds: number };

/** Guessing one account's password: few tries, soon again. */
export const SIGN_IN_BY_EMAIL: RateLimit = { name: "sign-in", tries: 10, windowSeconds: 900 };
/** One address trying many accounts. Wide enough for an office behind one address. */
export const SIGN_IN_BY_IP: RateLimit = { name: "sign-in-from", tries: 100, windowSeconds: 900 };
/** Opening accounts, each of which costs a password hash and perhaps a customer at Stripe. */
export const SIGN_UP_BY_IP: RateLimit = { name: "sign-up-from", tries: 60, windowSeconds: 3_600 };
/** Starting checkouts. */
export const JOIN_BY_ACCOUNT: RateLimit = { name: "join", tries: 30, windowSeconds: 3_600 };

/** What was counted in the window under way, this try included. */
export type CountedTries = { readonly hits: number; readonly windowEndsAt: Date };

export type TryVerdict = { readonly ok: true } | { readonly ok: false; readonly retryAfterSeconds: number };

/** Whether this try may go on; otherwise the seconds until the window ends (at least 1). */
export function judgeTries(limit: RateLimit, counted: CountedTries, now: Date): TryVerdict {
  if (counted.hits <= limit.tries) return { ok: true };
  const seconds = Math.ceil((counted.windowEndsAt.getTime() - now.getTime()) / 1000);
  return { ok: false, retryAfterSeconds: Math.max(1, seconds) };
}

/** Key of a counter: "sign-in:ada@example.com". */
export function rateLimitKey(limit: RateLimit, subject: string): string {
  return `${limit.name}:${subject.toLowerCase()}`;
}

/** "Too many tries. Try again in 12 minutes." */
export function tooManyTriesText(retryAfterSeconds: number): string {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  return `Too many tries. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
}
