import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";
import { quotableName } from "./wording.ts";

export type SeatTakenFacts = {
  readonly primaryName: string;
  readonly holderName: string;
  readonly holderEmail: string;
  readonly invitedEmail: string;
  /** Full address of the household's page. */
  readonly householdUrl: string;
};

/** To the primary: who took a seat, so that a link in the wrong hands is noticed. */
export function seatTakenMail(facts: SeatTakenFacts): Mail {
  const { primaryName, holderEmail, invitedEmail, householdUrl } = facts;
  const holderName = quotableName(facts.holderName, "Somebody");
  const body = mailLayout({
    title: `${holderName} is in your household`,
    paragraphs: [`Hello ${primaryName}, a seat in your membership was taken.`],
    facts: [
      { label: "Name", value: holderName },
      { label: "Account", value: holderEmail },
      { label: "Invitation sent to", value: invitedEmail },
    ],
    action: { label: "See your household", href: householdUrl },
    notes: ["Not who you meant? Remove the seat on that page: its rights end at once."],
  });
  return { kind: "seat-taken", subject: `${holderName} took the seat in your household`, ...body };
}
