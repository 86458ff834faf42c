import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";

/** The membership is closed for now. `reason` is a sentence meant for the member, or null. */
export function suspendedMail(facts: {
  readonly name: string;
  readonly since: Date;
  readonly reason: string | null;
  readonly clubUrl: string;
}): Mail {
  return {
    kind: "suspended",
    subject: "Your membership is suspended",
    ...mailLayout({
      title: "Your membership is suspended",
      paragraphs: [
        `Hello ${facts.name}, since ${formatCalendarDate(facts.since)} your membership does not open the club.`,
        ...(facts.reason === null ? [] : [facts.reason]),
        "Answer this message, and we will look at it together.",
      ],
      action: { label: "See your membership", href: `${facts.clubUrl}/membership` },
      notes: ["You can cancel on your membership page all the same."],
    }),
  };
}
