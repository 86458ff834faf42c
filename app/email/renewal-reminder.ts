import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { formatMoney } from "#app/domain/money.ts";
import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";
import { HOW_TO_CANCEL, MONEY_BACK } from "./wording.ts";

/**
 * The notice before a charge: what is charged, when, and how to stop it, with calendar dates (Massachusetts 940 CMR
 * 38: 5 to 30 days before the cancelling deadline; our terms promise 28 and 7).
 */
export function renewalReminderMail(facts: {
  readonly name: string;
  readonly planName: string;
  readonly renewsOn: Date;
  readonly amountCents: number;
  readonly currency: string;
  readonly clubUrl: string;
}): Mail {
  const on = formatCalendarDate(facts.renewsOn);
  const amount = formatMoney(facts.amountCents, facts.currency);
  return {
    kind: "renewal-reminder",
    subject: `Your membership renews on ${on} for ${amount}`,
    ...mailLayout({
      title: `Your membership renews on ${on}`,
      preheader: `${amount} will be charged to your card, unless you cancel before.`,
      paragraphs: [
        `Hello ${facts.name}, your ${facts.planName} membership renews by itself on ${on}. We then charge ${amount} to the card that we have, for another year.`,
        `To stop the charge, cancel before ${on}.`,
      ],
      facts: [
        { label: "Plan", value: `${facts.planName}, renewed every year` },
        { label: "Charge", value: amount },
        { label: "Date of the charge", value: on },
        { label: "Cancel before", value: on },
      ],
      action: { label: "See or cancel your membership", href: `${facts.clubUrl}/membership` },
      notes: [HOW_TO_CANCEL, MONEY_BACK],
    }),
  };
}
