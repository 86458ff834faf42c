import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";

/** Tells that an account has another password. */
export function passwordChangedMail(facts: { readonly name: string; readonly clubUrl: string }): Mail {
  return {
    kind: "password-changed",
    subject: "Your password was changed",
    ...mailLayout({
      title: "Your password was changed",
      paragraphs: [
        `Hello ${facts.name}, your Tallyhouse account has a new password. Everybody who was signed in elsewhere is signed out.`,
      ],
      notes: ["It was not you? Choose a new password at once, then write to us by answering this message."],
      action: { label: "Choose a new password", href: `${facts.clubUrl}/forgot-password` },
    }),
  };
}
