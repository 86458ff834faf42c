/** How long records of what was agreed and told are kept. */
import { addDays, addMonths, addYears } from "./calendar-date.ts";

/** California (AB 2863): a consent is kept 3 years, or a year past the end of the contract, whichever is longer. */
const KEPT_YEARS = 3;
const KEPT_YEARS_PAST_END = 1;
/** Mails about an account alone: their links are void after a day, and nobody asks for them later. */
const ACCOUNT_MAIL_DAYS = 365;

/** Massachusetts (940 CMR 6): what a savings claim stands on is kept six months after it was last shown. */
const CLAIM_MONTHS = 6;

/** Claims last shown before this may go at `now`. */
export function claimsKeptSince(now: Date): Date {
  return addMonths(now, -CLAIM_MONTHS);
}

export type RetentionEnds = {
  /** Records of a membership made before this ... */
  readonly madeBefore: Date;
  /** ... may go when the membership ended before this. */
  readonly endedBefore: Date;
  readonly accountMailsBefore: Date;
};

/** What may go at `now`. */
export function retentionEnds(now: Date): RetentionEnds {
  return {
    madeBefore: addYears(now, -KEPT_YEARS),
    endedBefore: addYears(now, -KEPT_YEARS_PAST_END),
    accountMailsBefore: addDays(now, -ACCOUNT_MAIL_DAYS),
  };
}
