import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";

/** Tells an account's owner that somebody tried to open another account, or to move one, with its address. */
export function addressInUseMail(facts: { readonly name: string; readonly clubUrl: string }): Mail {
  return {
    kind: "address-in-use",
    subject: "You have a Tallyhouse account already",
    ...mailLayout({
      title: "You have an account already",
      paragraphs: [
        `Hello ${facts.name}, somebody tried to use this e-mail address for another Tallyhouse account, with a password that is not yours. Nothing was changed.`,
        "Was it you? Sign in with the account that you have.",
      ],
      action: { label: "Sign in", href: `${facts.clubUrl}/sign-in` },
      notes: [
        `You don't know your password any more? Choose a new one: ${facts.clubUrl}/forgot-password`,
        "It was not you? Then do nothing: nobody gets in without your password. We write this once a day at most.",
      ],
    }),
  };
}
