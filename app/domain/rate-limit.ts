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

/** Links to reset a password: what one mailbox gets, and what one address may ask for. */
export const RESET_REQUEST_BY_EMAIL: RateLimit = { name: "reset", tries: 5, windowSeconds: 3_600 };
export const RESET_REQUEST_BY_IP: RateLimit = { name: "reset-from", tries: 30, windowSeconds: 3_600 };
/** Using links. Tokens can't be guessed; this bounds the work that trying asks of us. */
export const LINK_USE_BY_IP: RateLimit = { name: "link-from", tries: 60, windowSeconds: 900 };
/** Links to confirm an address: what one account may have sent to itself, and one address may ask for. */
export const VERIFY_REQUEST_BY_ACCOUNT: RateLimit = { name: "verify", tries: 5, windowSeconds: 3_600 };
export const VERIFY_REQUEST_BY_IP: RateLimit = { name: "verify-from", tries: 30, windowSeconds: 3_600 };
/** The present password, asked again by somebody who is signed in: guessing it with a stolen session. */
export const OWN_PASSWORD_BY_ACCOUNT: RateLimit = { name: "own-password", tries: 10, windowSeconds: 900 };
export const OWN_PASSWORD_BY_IP: RateLimit = { name: "own-password-from", tries: 60, windowSeconds: 900 };
/** Mails to an address that somebody says is their new one: it may be a stranger's. */
export const CHANGE_EMAIL_TO: RateLimit = { name: "change-email-to", tries: 3, windowSeconds: 3_600 };
/** Ending sessions. */
export const END_SESSION_BY_ACCOUNT: RateLimit = { name: "end-session", tries: 60, windowSeconds: 900 };
export const END_SESSION_BY_IP: RateLimit = { name: "end-session-from", tries: 200, windowSeconds: 900 };

/** Photos for a card, each of which costs decoding a picture. */
export const PHOTO_BY_ACCOUNT: RateLimit = { name: "photo", tries: 20, windowSeconds: 3_600 };
/** Batches of one feed: a hundred thousand prices a minute. */
export const FEED_BY_KEY: RateLimit = { name: "feed", tries: 100, windowSeconds: 60 };

/** What was counted in the window under way, this try included. */
export type CountedTries = { readonly hits: number; readonly windowEndsAt: Date };

export type TryVerdict = { readonly ok: true } | { readonly ok: false; readonly retryAfterSeconds: number };

/** How a command refuses a try that was one too many. */
export type TooManyTries = {
  readonly ok: false;
  readonly reason: "too-many-tries";
  readonly retryAfterSeconds: number;
};

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
