import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";

/** A suspension is lifted. `openUntil` is null where nothing paid for is left. */
export function reinstatedMail(facts: {
  readonly name: string;
  readonly openUntil: Date | null;
  readonly clubUrl: string;
}): Mail {
  const until =
    facts.openUntil === null ? "" : ` You are paid through ${formatCalendarDate(facts.openUntil)}.`;
  return {
    kind: "reinstated",
    subject: "Your membership is open again",
    ...mailLayout({
      title: "Your membership is open again",
      paragraphs: [`Hello ${facts.name}, the suspension of your membership is lifted.${until}`],
      action: { label: "See your membership", href: `${facts.clubUrl}/membership` },
    }),
  };
}
