import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";

export type EndReason = "cancelled" | "not-paid" | "refunded";

/** The membership is over, why, and that nothing is owed. */
export function membershipEndedMail(facts: {
  readonly name: string;
  readonly planName: string;
  readonly endedOn: Date;
  readonly because: EndReason;
  readonly clubUrl: string;
}): Mail {
  const on = formatCalendarDate(facts.endedOn);
  return {
    kind: "membership-ended",
    subject: "Your membership has ended",
    ...mailLayout({
      title: "Your membership has ended",
      paragraphs: [
        `Hello ${facts.name}, your ${facts.planName} membership ended on ${on}. ${REASONS[facts.because]}`,
        "You owe nothing, and nothing more will be charged.",
      ],
      action: { label: "Join again", href: `${facts.clubUrl}/join` },
      notes: ["If you join again, your member number stays the same and the year begins on that day."],
    }),
  };
}

const REASONS: Readonly<Record<EndReason, string>> = {
  cancelled: "You had cancelled it.",
  "not-paid": "Its renewal could not be charged.",
  refunded: "Its fee went back to your card; banks take 5 to 10 days to show it.",
};
