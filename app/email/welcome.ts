import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { formatMemberNumber } from "#app/domain/member-number.ts";
import { formatMoney } from "#app/domain/money.ts";
import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";
import { HOW_TO_CANCEL, MONEY_BACK } from "./wording.ts";

/** The receipt for joining: what was paid, through when, what comes next, how to leave (ROSCA's lasting record). */
export function welcomeMail(facts: {
  readonly name: string;
  readonly memberNumber: string;
  readonly planName: string;
  readonly amountCents: number;
  readonly currency: string;
  readonly paidAt: Date;
  readonly invoiceNumber: string | null;
  readonly renewsOn: Date;
  /** What the renewal asks as things stand. */
  readonly renewalCents: number;
  readonly clubUrl: string;
}): Mail {
  const amount = formatMoney(facts.amountCents, facts.currency);
  const renewal = `${formatMoney(facts.renewalCents, facts.currency)} on ${formatCalendarDate(facts.renewsOn)}`;
  return {
    kind: "welcome",
    subject: "You're in: your Tallyhouse membership",
    ...mailLayout({
      title: "You're in",
      preheader: `Your card and your receipt: ${amount} for a year of ${facts.planName}.`,
      paragraphs: [
        `Welcome, ${facts.name}. The shutters are up: every sign shows you the club price now.`,
        "This is your receipt. Keep it with the terms that you agreed to.",
      ],
      facts: [
        { label: "Member number", value: formatMemberNumber(facts.memberNumber) },
        { label: "Plan", value: facts.planName },
        { label: "Paid", value: `${amount} on ${formatCalendarDate(facts.paidAt)}` },
        ...(facts.invoiceNumber === null ? [] : [{ label: "Receipt", value: facts.invoiceNumber }]),
        { label: "Next charge", value: renewal },
      ],
      action: { label: "Walk the aisles", href: facts.clubUrl },
      notes: [
        "Your membership renews by itself every year until you cancel. We write to you before every charge.",
        `${HOW_TO_CANCEL} ${facts.clubUrl}/membership`,
        MONEY_BACK,
      ],
    }),
  };
}
