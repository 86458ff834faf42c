import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";

/** A charge did not go through: until when the membership stays open, and where the card is changed. */
export function paymentFailedMail(facts: {
  readonly name: string;
  readonly planName: string;
  /** The first instant without the club price, when nothing is paid. */
  readonly openUntil: Date;
  readonly clubUrl: string;
}): Mail {
  const until = formatCalendarDate(facts.openUntil);
  return {
    kind: "payment-failed",
    subject: "Your card was declined",
    ...mailLayout({
      title: "Your card was declined",
      preheader: `Your membership stays open until ${until}.`,
      paragraphs: [
        `Hello ${facts.name}, we could not charge your card for your ${facts.planName} membership. Nothing was taken.`,
        `Your membership stays open until ${until}, and we try the charge again before then. Change the card or ask your bank, so that you stay in.`,
      ],
      facts: [{ label: "Open until", value: until }],
      action: { label: "Change the card", href: `${facts.clubUrl}/membership` },
      notes: ["If it can't be charged, the membership ends and you owe nothing."],
    }),
  };
}
