/**
 * The terms of a membership, with calendar dates and amounts, as they must stand before the card (ROSCA; California
 * AB 2863; Massachusetts 940 CMR 38). The page shows these sections, the consent keeps the same text.
 */
import { addDays, addYears, CLUB_TIME_ZONE_NAME, formatCalendarDate, noonOf } from "./calendar-date.ts";
import type { Plan } from "./membership.ts";
import { divideRounded, formatBps, formatMoney } from "./money.ts";

/** Changes with every change of wording, so that a consent names what was agreed to. */
export const TERMS_VERSION = "2026-11-22";

/** Days before a renewal on which we write: within Massachusetts's 5 to 30 days before the cancelling deadline. */
export const RENEWAL_NOTICE_DAYS = [28, 7] as const;
/** Days ahead of a changed fee: within California's 7 to 30 days. */
export const FEE_CHANGE_NOTICE_DAYS = 30;

export type TermsSection = { readonly heading: string; readonly sentences: readonly string[] };

export type Terms = {
  readonly version: string;
  readonly planSlug: string;
  readonly feeCents: number;
  /** Noon of the day on which the next charge falls due when the first is paid today. */
  readonly renewsOn: Date;
  readonly sections: readonly TermsSection[];
};

/** The terms of joining `plan` at `now`. */
export function membershipTerms(plan: Plan, now: Date): Terms {
  const fee = formatMoney(plan.feeCents, plan.currency);
  // All dates follow from today's, so that the text is the same all day.
  const renewsOn = addYears(noonOf(now), 1);
  const renewal = formatCalendarDate(renewsOn);
  const notices = RENEWAL_NOTICE_DAYS.map((days) => formatCalendarDate(addDays(renewsOn, -days)));
  const sections: TermsSection[] = [
    {
      heading: "What you pay",
      sentences: [
        `${plan.name} costs ${fee} a year. You pay ${fee} today, ${formatCalendarDate(now)}.`,
        `Your membership renews by itself every year until you cancel. The next charge is ${fee} on ${renewal}, to the same card.`,
        "If you pay on a later day than today, the year begins on that day.",
      ],
    },
    {
      heading: "Notice before every charge",
      sentences: [
        `We write to your e-mail address on ${notices.join(" and on ")}, before the charge of ${renewal}, and in the same way before every later one.`,
        `If the fee is to change, we tell you ${FEE_CHANGE_NOTICE_DAYS} days ahead.`,
      ],
    },
    {
      heading: "Cancelling",
      sentences: [
        "Cancel online on your membership page at any time. It takes no call and no reason.",
        `To stop the next charge, cancel before ${renewal}. You pay the club price until the day that you paid through.`,
      ],
    },
    {
      heading: "Your money back",
      sentences: [
        "If you are not content, we refund the whole fee of the current year, whenever you ask. The membership then ends.",
      ],
    },
    {
      heading: "If a charge fails",
      sentences: [
        `Your membership stays open for ${plan.graceDays} days after the day that you paid through, while the charge is tried again. If it can't be made, the membership ends and you owe nothing.`,
      ],
    },
    { heading: "What you get", sentences: whatYouGet(plan) },
    { heading: "Dates", sentences: [`Dates are calendar dates in ${CLUB_TIME_ZONE_NAME}.`] },
  ];
  return { version: TERMS_VERSION, planSlug: plan.slug, feeCents: plan.feeCents, renewsOn, sections };
}

function whatYouGet(plan: Plan): string[] {
  const sentences = [`The club price on everything we sell, ${seatsText(plan).toLowerCase()}.`];
  if (plan.rewardBps > 0) sentences.push(`${rewardText(plan)}.`);
  return sentences;
}

/** "2 % back on what you buy, up to $500.00 a year". */
export function rewardText(plan: Plan): string {
  const cap =
    plan.rewardCapCents > 0 ? `, up to ${formatMoney(plan.rewardCapCents, plan.currency)} a year` : "";
  return `${formatBps(plan.rewardBps)} back on what you buy${cap}`;
}

/**
 * Yearly shopping from which the reward pays for what `plan` costs more than `base`, in cents, rounded up; undefined
 * where it never does. Rates in basis points.
 */
export function breakEvenCents(plan: Plan, base: Plan): number | undefined {
  const extraCents = plan.feeCents - base.feeCents;
  const extraBps = plan.rewardBps - base.rewardBps;
  if (extraCents <= 0 || extraBps <= 0) return undefined;
  if (plan.rewardCapCents > 0 && plan.rewardCapCents < extraCents) return undefined;
  return divideRounded(BigInt(extraCents) * 10_000n, BigInt(extraBps), "up");
}

/** "For you and one more person in your household". */
export function seatsText({ householdSeats }: Pick<Plan, "householdSeats">): string {
  switch (householdSeats) {
    case 0:
      return "For you";
    case 1:
      return "For you and one more person in your household";
    default:
      return `For you and ${householdSeats} more people in your household`;
  }
}

/** The whole text, as the consent keeps it. */
export function termsText(terms: Terms): string {
  const body = terms.sections.map(({ heading, sentences }) => `${heading}\n${sentences.join(" ")}`);
  return [`Membership terms, version ${terms.version}`, ...body].join("\n\n");
}
