/** What is said after something was done; the page that is led to carries its key as `?done=`. */
const ACCOUNT_NOTES = {
  "link-sent": "The link is on its way. It works for seven days, and replaces the one before it.",
  verified: "Your e-mail address is confirmed.",
  password: "Your password is changed. You are signed out everywhere else.",
  "email-sent":
    "We sent a link to the new address. Open it within a day; until then you sign in with the present one.",
  session: "That one is signed out.",
  photo: "Your photo is on your card. On a phone that keeps the card, open it once while you are online.",
  "photo-gone": "Your photo is deleted. The card shows your initials.",
  sessions: "You are signed out everywhere else.",
} as const;

export type AccountNote = keyof typeof ACCOUNT_NOTES;

/** The note of a `?done=`; null for anything else. */
export function accountNote(done: string | null): string | null {
  return done !== null && Object.hasOwn(ACCOUNT_NOTES, done) ? ACCOUNT_NOTES[done as AccountNote] : null;
}
