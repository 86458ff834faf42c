import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { formatMoney } from "#app/domain/money.ts";
import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";
import { HOW_TO_CANCEL, MONEY_BACK } from "./wording.ts";

/** Once a year, far from any charge: what the membership is, what it costs, how to cancel (California AB 2863). */
export function yearlyReminderMail(facts: {
  readonly name: string;
  readonly planName: string;
  /** What the plan gives: "The club price on everything." */
  readonly planBlurb: string;
  readonly renewsOn: Date;
  readonly amountCents: number;
  readonly currency: string;
  readonly clubUrl: string;
}): Mail {
  const on = formatCalendarDate(facts.renewsOn);
  const amount = formatMoney(facts.amountCents, facts.currency);
  return {
    kind: "yearly-reminder",
    subject: "Your Tallyhouse membership: what you have and what it costs",
    ...mailLayout({
      title: "What you have and what it costs",
      paragraphs: [
        `Hello ${facts.name}, once a year we remind you of your membership, so that no charge is a surprise. There is nothing to do.`,
      ],
      facts: [
        { label: "Plan", value: facts.planName },
        { label: "What it gives", value: facts.planBlurb },
        { label: "Charge", value: `${amount} every year` },
        { label: "Next charge", value: on },
      ],
      action: { label: "See or cancel your membership", href: `${facts.clubUrl}/membership` },
      notes: [HOW_TO_CANCEL, MONEY_BACK],
    }),
  };
}
