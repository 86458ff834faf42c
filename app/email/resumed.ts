import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { formatMoney } from "#app/domain/money.ts";
import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";
import { HOW_TO_CANCEL } from "./wording.ts";

/** A cancellation was taken back: so there will be a charge again, and this says which and when. */
export function resumedMail(facts: {
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
    kind: "resumed",
    subject: `Your membership goes on: ${amount} on ${on}`,
    ...mailLayout({
      title: "Your membership goes on",
      paragraphs: [
        `Hello ${facts.name}, you took your cancellation back. Your ${facts.planName} membership renews by itself on ${on} for ${amount}, and every year after, until you cancel.`,
      ],
      facts: [
        { label: "Charge", value: amount },
        { label: "Date of the charge", value: on },
        { label: "Cancel before", value: on },
      ],
      action: { label: "See or cancel your membership", href: `${facts.clubUrl}/membership` },
      notes: [HOW_TO_CANCEL],
    }),
  };
}
