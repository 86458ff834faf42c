import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";

/** The bank wants the cardholder to confirm a charge: nobody else can. */
export function cardNeedsAuthenticationMail(facts: {
  readonly name: string;
  readonly planName: string;
  readonly openUntil: Date;
  readonly clubUrl: string;
}): Mail {
  const until = formatCalendarDate(facts.openUntil);
  return {
    kind: "card-needs-authentication",
    subject: "Your bank asks you to confirm a payment",
    ...mailLayout({
      title: "Your bank asks you to confirm",
      paragraphs: [
        `Hello ${facts.name}, your bank wants you to confirm the charge for your ${facts.planName} membership yourself. Until then nothing is taken.`,
        `Go on to pay on the page below: your bank will ask you there. Your membership stays open until ${until}.`,
      ],
      facts: [{ label: "Confirm before", value: until }],
      action: { label: "Confirm the payment", href: `${facts.clubUrl}/membership/pay` },
      notes: ["If it is not confirmed, the membership ends and you owe nothing."],
    }),
  };
}
