import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { formatMoney } from "#app/domain/money.ts";
import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";
import { HOW_TO_CANCEL, MONEY_BACK } from "./wording.ts";

/** A changed fee that was told does not come with this renewal (told 7 days ahead at least, like the change itself). */
export function feeKeptMail(facts: {
  readonly name: string;
  readonly planName: string;
  /** The fee that stays. */
  readonly feeCents: number;
  /** The fee that we wrote of before. */
  readonly toldCents: number;
  readonly currency: string;
  readonly renewsOn: Date;
  readonly clubUrl: string;
}): Mail {
  const on = formatCalendarDate(facts.renewsOn);
  const fee = formatMoney(facts.feeCents, facts.currency);
  const told = formatMoney(facts.toldCents, facts.currency);
  return {
    kind: "fee-kept",
    subject: `The fee for ${facts.planName} stays ${fee} on ${on}, not ${told}`,
    ...mailLayout({
      title: `Your fee stays ${fee}`,
      preheader: `The change to ${told} that we wrote of does not come with your renewal on ${on}.`,
      paragraphs: [
        `Hello ${facts.name}, we wrote to you that the yearly fee for ${facts.planName} becomes ${told} with your renewal on ${on}. It does not: that renewal asks ${fee} for the year, as before.`,
        "If the fee is to change later, we tell you 30 days ahead again.",
      ],
      facts: [
        { label: "Fee", value: `${fee} a year` },
        { label: "Next renewal", value: on },
      ],
      action: { label: "See or cancel your membership", href: `${facts.clubUrl}/membership` },
      notes: [HOW_TO_CANCEL, MONEY_BACK],
    }),
  };
}
