import { describe, expect, test } from "vitest";
import { addressChangedMail } from "#app/email/address-changed.ts";
import { addressInUseMail } from "#app/email/address-in-use.ts";
import { cancellationConfirmedMail } from "#app/email/cancellation-confirmed.ts";
import { cardNeedsAuthenticationMail } from "#app/email/card-needs-authentication.ts";
import { feeChangeMail } from "#app/email/fee-change.ts";
import { feeKeptMail } from "#app/email/fee-kept.ts";
import { householdInvitationMail } from "#app/email/household-invitation.ts";
import { mailLayout } from "#app/email/layout.ts";
import type { Mail } from "#app/email/mail.ts";
import { membershipEndedMail } from "#app/email/membership-ended.ts";
import { passwordChangedMail } from "#app/email/password-changed.ts";
import { paymentFailedMail } from "#app/email/payment-failed.ts";
import { paymentReceiptMail } from "#app/email/payment-receipt.ts";
import { refundMadeMail } from "#app/email/refund-made.ts";
import { reinstatedMail } from "#app/email/reinstated.ts";
import { renewalReminderMail } from "#app/email/renewal-reminder.ts";
import { resetPasswordMail } from "#app/email/reset-password.ts";
import { resumedMail } from "#app/email/resumed.ts";
import { seatEndedMail } from "#app/email/seat-ended.ts";
import { seatTakenMail } from "#app/email/seat-taken.ts";
import { suspendedMail } from "#app/email/suspended.ts";
import { verifyAddressMail } from "#app/email/verify-address.ts";
import { welcomeMail } from "#app/email/welcome.ts";
import { lastingText, quotableName } from "#app/email/wording.ts";
import { yearlyReminderMail } from "#app/email/yearly-reminder.ts";

const clubUrl = "https://club.example";
const to = { name: "Ada <b>Pound</b> & Co", planName: "Club", clubUrl };
const renewsOn = new Date("2027-11-22T17:00:00Z");
const money = { amountCents: 6_000, currency: "USD" };
const paid = { ...money, paidAt: new Date("2026-11-22T17:00:00Z"), invoiceNumber: "TH-0001" };

const mails: Mail[] = [
  welcomeMail({ ...to, ...paid, memberNumber: "123456789012", renewsOn, renewalCents: 6_000 }),
  renewalReminderMail({ ...to, ...money, renewsOn }),
  yearlyReminderMail({ ...to, ...money, renewsOn, planBlurb: "The club price on everything." }),
  paymentReceiptMail({ ...to, ...paid, what: "renewal", paidThrough: renewsOn }),
  paymentReceiptMail({ ...to, ...paid, what: "change", paidThrough: renewsOn }),
  paymentFailedMail({ ...to, openUntil: renewsOn }),
  cardNeedsAuthenticationMail({ ...to, openUntil: renewsOn }),
  cancellationConfirmedMail({ ...to, openUntil: renewsOn }),
  resumedMail({ ...to, ...money, renewsOn }),
  refundMadeMail({ ...to, ...money, refundedAt: renewsOn, ends: true }),
  membershipEndedMail({ ...to, endedOn: renewsOn, because: "not-paid" }),
  suspendedMail({ ...to, since: renewsOn, reason: "A payment is disputed at the bank." }),
  reinstatedMail({ ...to, openUntil: renewsOn }),
  feeChangeMail({ ...to, fromCents: 6_000, toCents: 6_500, currency: "USD", effectiveOn: renewsOn }),
  feeKeptMail({ ...to, feeCents: 6_000, toldCents: 6_500, currency: "USD", renewsOn }),
  householdInvitationMail({
    primaryName: "Ada",
    planName: "Club",
    acceptUrl: `${clubUrl}/household/accept?token=x`,
    expiresOnText: "6 Dec 2026",
  }),
  verifyAddressMail({ ...to, verifyUrl: `${clubUrl}/verify?token=x`, validMinutes: 1440 }),
  resetPasswordMail({ ...to, resetUrl: `${clubUrl}/reset?token=x`, validMinutes: 30 }),
  seatTakenMail({
    primaryName: "Ada",
    holderName: "Bo Weigh",
    holderEmail: "bo@members.example",
    invitedEmail: "bo@work.example",
    householdUrl: `${clubUrl}/membership/household`,
  }),
  seatEndedMail({ name: to.name, reason: "removed", clubUrl }),
  seatEndedMail({ name: to.name, reason: "fewer-seats", clubUrl }),
  addressInUseMail(to),
  addressChangedMail({ ...to, to: "old" }),
  addressChangedMail({ ...to, to: "new" }),
  passwordChangedMail(to),
];

describe.each(mails.map((mail) => [mail.kind, mail] as const))("%s", (_, mail) => {
  test("says the same in text and in HTML, and what was given is text there, never markup", () => {
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.html).not.toContain("<b>Pound");
    for (const line of mail.text.split("\n").filter((one) => /\w/.test(one) && !one.startsWith("http"))) {
      const words = line.replace(/^[^:]{3,30}: /, "").replace(/:$/, "");
      expect(plain(mail.html)).toContain(words.replace(/ https?:\S+$/, ""));
    }
  });

  test("needs no picture, no script and no style sheet of another house; links lead to the club", () => {
    expect(mail.html).not.toMatch(/<(?:img|script|link|iframe)\b|url\(/i);
    const links = [...mail.html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? "");
    for (const href of links) expect(new URL(href).origin).toBe(clubUrl);
    for (const [link] of mail.text.matchAll(/https?:\S+/g)) expect(new URL(link).origin).toBe(clubUrl);
  });

  test("stays small and fits 600 px", () => {
    expect(mail.html).toContain("max-width:600px");
    expect(Buffer.byteLength(mail.html)).toBeLessThan(20_000);
  });
});

/** What an eye reads of a message. */
function plain(html: string): string {
  return html
    .replace(/<style>[\s\S]*?<\/style>/g, "")
    .replace(/<[^>]+>/g, "\n")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");
}

describe("what the law asks for", () => {
  const textOf = (kind: string) => mails.find((mail) => mail.kind === kind)?.text ?? "";

  test.each(["welcome", "renewal-reminder", "yearly-reminder", "resumed", "fee-change", "fee-kept"])(
    "%s: amount, calendar date, and how to cancel online",
    (kind) => {
      expect(textOf(kind)).toMatch(/\$6[05]\.00/);
      expect(textOf(kind)).toContain("22 Nov 2027");
      expect(textOf(kind)).toContain("Cancel online");
      expect(textOf(kind)).toContain(`${clubUrl}/membership`);
    },
  );

  test("a fee change names the old and the new fee", () => {
    expect(textOf("fee-change")).toContain("from $60.00 to $65.00");
  });

  test("a fee that was told and does not come names both, and the day", () => {
    const kept = mails.find((mail) => mail.kind === "fee-kept");
    expect(kept?.subject).toBe("The fee for Club stays $60.00 on 22 Nov 2027, not $65.00");
    expect(kept?.text).toContain("Fee: $60.00 a year");
  });
});

describe("the frame", () => {
  test("takes only web addresses for what is clicked", () => {
    const action = { label: "Click", href: "javascript:alert(1)" };
    expect(() => mailLayout({ title: "T", paragraphs: [], action })).toThrow("http");
  });

  test("whoever opens an account with somebody else's address can't write to them through its name", () => {
    const spam = { ...to, name: "win at evil.example" };
    const toAnyone = [
      verifyAddressMail({ ...spam, verifyUrl: `${clubUrl}/verify?token=x`, validMinutes: 1440 }),
      resetPasswordMail({ ...spam, resetUrl: `${clubUrl}/reset?token=x`, validMinutes: 30 }),
      addressChangedMail({ ...spam, to: "new" }),
    ];
    for (const mail of toAnyone) {
      expect(mail.text).toContain("Hello,");
      expect(mail.text + mail.html).not.toContain("evil.example");
    }
  });

  test("an address in a name is not passed on to somebody else", () => {
    for (const name of ["win at evil.example", "http://x", "a@b", "WWW shop"]) {
      expect(quotableName(name)).toBe("A member");
    }
    expect(quotableName("Ada J. Pound-O'Hara Jr.")).toBe("Ada J. Pound-O'Hara Jr.");
  });

  test("how long a link works is said in its largest whole unit", () => {
    expect([1440, 2880, 60, 90, 1].map(lastingText)).toEqual([
      "1 day",
      "2 days",
      "1 hour",
      "90 minutes",
      "1 minute",
    ]);
  });
});
