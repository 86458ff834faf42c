import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";
import { MONEY_BACK } from "./wording.ts";

/** Confirms that nothing more will be charged, and until when the membership stays open. */
export function cancellationConfirmedMail(facts: {
  readonly name: string;
  readonly planName: string;
  readonly openUntil: Date;
  readonly clubUrl: string;
}): Mail {
  const until = formatCalendarDate(facts.openUntil);
  return {
    kind: "cancellation-confirmed",
    subject: "Your membership is cancelled",
    ...mailLayout({
      title: "Your membership is cancelled",
      preheader: `Nothing more will be charged. You keep the club price until ${until}.`,
      paragraphs: [
        `Hello ${facts.name}, your ${facts.planName} membership will not renew. Nothing more will be charged.`,
        `You keep the club price until ${until}, the day that you paid through.`,
      ],
      facts: [{ label: "Open until", value: until }],
      action: { label: "See your membership", href: `${facts.clubUrl}/membership` },
      notes: [`Changed your mind? Resume it on your membership page before ${until}.`, MONEY_BACK],
    }),
  };
}
