import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { formatMoney } from "#app/domain/money.ts";
import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";
import { HOW_TO_CANCEL, MONEY_BACK } from "./wording.ts";

/** What was paid after joining: a renewal, or a change within the year (a better plan, another seat). */
export function paymentReceiptMail(facts: {
  readonly name: string;
  readonly planName: string;
  readonly what: "renewal" | "change";
  readonly amountCents: number;
  readonly currency: string;
  readonly paidAt: Date;
  readonly invoiceNumber: string | null;
  readonly paidThrough: Date;
  readonly clubUrl: string;
}): Mail {
  const amount = formatMoney(facts.amountCents, facts.currency);
  const through = formatCalendarDate(facts.paidThrough);
  const renewal = facts.what === "renewal";
  return {
    kind: "payment-receipt",
    subject: renewal
      ? `Receipt: your membership is renewed (${amount})`
      : `Receipt: ${amount} for your membership`,
    ...mailLayout({
      title: renewal ? "Your membership is renewed" : "Your membership has changed",
      paragraphs: [
        renewal
          ? `Hello ${facts.name}, thank you for another year. This is your receipt.`
          : `Hello ${facts.name}, this is the receipt for the change that you made: the difference for the rest of the year that you paid for.`,
      ],
      facts: [
        { label: "Plan", value: facts.planName },
        { label: "Paid", value: `${amount} on ${formatCalendarDate(facts.paidAt)}` },
        ...(facts.invoiceNumber === null ? [] : [{ label: "Receipt", value: facts.invoiceNumber }]),
        { label: "Paid through", value: through },
      ],
      action: { label: "See your membership", href: `${facts.clubUrl}/membership` },
      notes: [
        `Your membership renews by itself on ${through} unless you cancel before. We write to you before the charge.`,
        HOW_TO_CANCEL,
        MONEY_BACK,
      ],
    }),
  };
}
