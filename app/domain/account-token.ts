/**
 * Links that are sent by mail and work once. Who holds one proves that mail to its address reaches them; so each dies by
 * time, by use, and by a newer one for the same purpose.
 */
import { z } from "zod";

export type TokenPurpose = "verify-email" | "reset-password" | "change-email";

/**
 * Minutes that a link works. A reset opens the account, so an hour (OWASP, Forgot Password); the other two only prove
 * an address.
 */
export const TOKEN_MINUTES: Readonly<Record<TokenPurpose, number>> = {
  "reset-password": 60,
  "change-email": 24 * 60,
  "verify-email": 7 * 24 * 60,
};

/** When a link that is made at `now` ends. */
export function tokenExpiry(purpose: TokenPurpose, now: Date): Date {
  return new Date(now.getTime() + TOKEN_MINUTES[purpose] * 60_000);
}

/** A token as it stands in a link: 256 random bits in base64url. */
export const tokenSchema = z.string().regex(/^[\w-]{43}$/);

export type AccountToken = {
  readonly accountId: string;
  readonly purpose: TokenPurpose;
  /** The address that it was sent to. */
  readonly email: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
};

/** Unknown: never made by us, cut off on its way, or swept long after its end. Expired: by time or by a newer one. */
export type TokenProblem = "unknown" | "expired" | "used";

export type TokenVerdict =
  | { readonly ok: true; readonly token: AccountToken }
  | { readonly ok: false; readonly problem: TokenProblem };

/** Whether a link works at `now` for `purpose`; one for another purpose is as good as unknown. */
export function judgeToken(token: AccountToken | undefined, purpose: TokenPurpose, now: Date): TokenVerdict {
  if (token === undefined || token.purpose !== purpose) return { ok: false, problem: "unknown" };
  if (token.usedAt !== null) return { ok: false, problem: "used" };
  if (token.expiresAt <= now) return { ok: false, problem: "expired" };
  return { ok: true, token };
}

/** What is said about a link that does not work, by what it was for; the page leads on from there. */
export const LINK_PROBLEMS: Readonly<
  Record<TokenPurpose, Readonly<Record<TokenProblem, { readonly title: string; readonly text: string }>>>
> = {
  "verify-email": {
    unknown: {
      title: "This link does not work",
      text: "It is not complete, or not one of ours. Open it from the mail again, or have a new one sent.",
    },
    expired: {
      title: "This link is too old",
      text: "Its seven days are over, or a newer link was sent after it. Only the newest one works.",
    },
    used: {
      title: "This link was used already",
      text: "Your address is confirmed. There is nothing more to do.",
    },
  },
  "reset-password": {
    unknown: {
      title: "This link does not work",
      text: "It is not complete, or not one of ours. Open it from the mail again, or ask for a new one.",
    },
    expired: {
      title: "This link is too old",
      text: "Its hour is over, a newer link was sent after it, or the password or address changed since. Ask for a new one.",
    },
    used: {
      title: "This link was used already",
      text: "Each link sets one new password. Sign in with that one, or ask for a new link.",
    },
  },
  "change-email": {
    unknown: {
      title: "This link does not work",
      text: "It is not complete, or not one of ours. Open it from the mail again, or ask for a new one.",
    },
    expired: {
      title: "This link is too old",
      text: "Its day is over, a newer link was sent after it, or the password changed since. Your address stays as it is.",
    },
    used: {
      title: "This link was used already",
      text: "Your account has the new address. There is nothing more to do.",
    },
  },
};
