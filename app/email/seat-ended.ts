import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";

export type SeatEndedFacts = {
  readonly name: string;
  /** The primary took it back, or the household has fewer seats now. */
  readonly reason: "removed" | "fewer-seats";
  readonly clubUrl: string;
};

/** To somebody whose household seat ended without their doing. */
export function seatEndedMail({ name, reason, clubUrl }: SeatEndedFacts): Mail {
  const why =
    reason === "removed"
      ? "the member whose household you were in has taken your seat back."
      : "the membership whose household you were in has fewer seats now, and yours was the newest.";
  const body = mailLayout({
    title: "Your household seat has ended",
    paragraphs: [
      `Hello ${name}, ${why}`,
      "Your account stays. You no longer see the club price; you can join on your own at any time.",
    ],
    action: { label: "See the plans", href: `${clubUrl}/join` },
  });
  return { kind: "seat-ended", subject: "Your household seat has ended", ...body };
}
