import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { formatMoney } from "#app/domain/money.ts";
import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";

/** Money went back to the card. `ends`: all of the year's fee, so the membership is over. */
export function refundMadeMail(facts: {
  readonly name: string;
  readonly planName: string;
  readonly amountCents: number;
  readonly currency: string;
  readonly refundedAt: Date;
  readonly ends: boolean;
  readonly clubUrl: string;
}): Mail {
  const amount = formatMoney(facts.amountCents, facts.currency);
  return {
    kind: "refund-made",
    subject: `We refunded ${amount}`,
    ...mailLayout({
      title: `We refunded ${amount}`,
      paragraphs: [
        `Hello ${facts.name}, we sent ${amount} back to the card that paid for your ${facts.planName} membership. Banks take 5 to 10 days to show it.`,
        ...(facts.ends ? ["Your membership has ended with it. Nothing more will be charged."] : []),
      ],
      facts: [
        { label: "Refunded", value: amount },
        { label: "Refunded on", value: formatCalendarDate(facts.refundedAt) },
      ],
      action: { label: "See your membership", href: `${facts.clubUrl}/membership` },
      notes: facts.ends ? ["Join again whenever you like; your member number stays the same."] : [],
    }),
  };
}
