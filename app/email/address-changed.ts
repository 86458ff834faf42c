import { mailLayout } from "./layout.ts";
import type { Mail } from "./mail.ts";
import { greeting } from "./wording.ts";

/**
 * Tells that an account's address was changed. It goes to both: `to: "old"` can still raise the alarm, `to: "new"` is
 * where we write from now on. The old one is not told the new address: it may be somebody else's by now.
 */
export function addressChangedMail(facts: {
  readonly name: string;
  readonly to: "old" | "new";
  readonly clubUrl: string;
}): Mail {
  const old = facts.to === "old";
  return {
    kind: "address-changed",
    subject: "Your e-mail address was changed",
    ...mailLayout({
      title: "Your e-mail address was changed",
      paragraphs: [
        old
          ? `${greeting(facts.name)} your Tallyhouse account has another e-mail address now. This is the last message to this one.`
          : `${greeting(facts.name)} from now on we write to this address, and you sign in with it.`,
      ],
      action: { label: "See your account", href: `${facts.clubUrl}/account` },
      notes: [
        old
          ? "It was not you? Write to us at once by answering this message."
          : "It was not you? Then answer this message, and we will look at it together.",
      ],
    }),
  };
}
