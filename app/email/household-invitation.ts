import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";
import { quotableName } from "./wording.ts";

export type HouseholdInvitationFacts = {
  /** Who invites. */
  readonly primaryName: string;
  readonly planName: string;
  /** The link with its token: this mail is the only place that holds it. */
  readonly acceptUrl: string;
  /** "6 Dec 2026". */
  readonly expiresOnText: string;
};

/** To somebody who is offered a seat in a household. */
export function householdInvitationMail(facts: HouseholdInvitationFacts): Mail {
  const { planName, acceptUrl, expiresOnText } = facts;
  const primaryName = quotableName(facts.primaryName);
  const subject = `${primaryName} invites you to their household at Tallyhouse`;
  const body = mailLayout({
    title: `${primaryName} keeps a seat for you`,
    paragraphs: [
      `${primaryName} is a member of Tallyhouse (${planName}) and invites you to a seat in their household. With it you see and pay the club price, like a member. It costs you nothing.`,
      `The link works once, until ${expiresOnText}. You sign in with an account that you have, or make one.`,
    ],
    action: { label: "Take the seat", href: acceptUrl },
    notes: [
      "Whoever opens the link can take the seat: keep this mail to yourself. If you don't know the sender, do nothing.",
    ],
  });
  return { kind: "household-invitation", subject, ...body };
}
