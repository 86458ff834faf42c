import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";
import { greeting, lastingText } from "./wording.ts";

/** The way to a new password. `resetUrl` holds the token; it works once. */
export function resetPasswordMail(facts: {
  readonly name: string;
  readonly resetUrl: string;
  readonly validMinutes: number;
}): Mail {
  return {
    kind: "reset-password",
    subject: "Choose a new password",
    ...mailLayout({
      title: "Choose a new password",
      paragraphs: [`${greeting(facts.name)} somebody asked for a new password for your Tallyhouse account.`],
      action: { label: "Choose a password", href: facts.resetUrl },
      notes: [
        `The link works once, for ${lastingText(facts.validMinutes)}. Choosing a new password signs you out everywhere.`,
        "It was not you? Then do nothing: your password stays as it is.",
      ],
    }),
  };
}
