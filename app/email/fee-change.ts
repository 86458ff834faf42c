import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { formatMoney } from "#app/domain/money.ts";
import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";
import { HOW_TO_CANCEL, MONEY_BACK } from "./wording.ts";

/** The fee changes with the next renewal: old, new, from when, how to leave before (California AB 2863: 7 to 30 days ahead). */
export function feeChangeMail(facts: {
  readonly name: string;
  readonly planName: string;
  readonly fromCents: number;
  readonly toCents: number;
  readonly currency: string;
  /** The first renewal that asks the new fee. */
  readonly effectiveOn: Date;
  readonly clubUrl: string;
}): Mail {
  const on = formatCalendarDate(facts.effectiveOn);
  const from = formatMoney(facts.fromCents, facts.currency);
  const to = formatMoney(facts.toCents, facts.currency);
  return {
    kind: "fee-change",
    subject: `The fee for ${facts.planName} changes on ${on}: ${from} becomes ${to}`,
    ...mailLayout({
      title: `${from} becomes ${to}`,
      preheader: `From your renewal on ${on}.`,
      paragraphs: [
        `Hello ${facts.name}, the yearly fee for ${facts.planName} changes from ${from} to ${to}. For you it does so with your renewal on ${on}. What you have paid for stays as it is.`,
        `Don't want it? Cancel before ${on} and nothing more is charged.`,
      ],
      facts: [
        { label: "Fee until then", value: `${from} a year` },
        { label: "Fee from then on", value: `${to} a year` },
        { label: "From", value: on },
        { label: "Cancel before", value: on },
      ],
      action: { label: "See or cancel your membership", href: `${facts.clubUrl}/membership` },
      notes: [HOW_TO_CANCEL, MONEY_BACK],
    }),
  };
}
