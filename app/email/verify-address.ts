import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";
import { greeting, lastingText } from "./wording.ts";

/** Asks whoever reads this address to say that it is theirs. `verifyUrl` holds the token; it works once. */
export function verifyAddressMail(facts: {
  readonly name: string;
  readonly verifyUrl: string;
  readonly validMinutes: number;
}): Mail {
  return {
    kind: "verify-address",
    subject: "Confirm your e-mail address",
    ...mailLayout({
      title: "Is this your address?",
      paragraphs: [
        `${greeting(facts.name)} please confirm that this e-mail address is yours. We send receipts and the notice before every charge here. Your account can be used meanwhile.`,
      ],
      action: { label: "Confirm this address", href: facts.verifyUrl },
      notes: [
        `The link works once, for ${lastingText(facts.validMinutes)}.`,
        "You did not give us this address? Then don't open the link: answer this message, and we will look at it together.",
      ],
    }),
  };
}
