/** Tells a member what became of the membership: written to the outbox in the transaction that saved it. */
import type { Db } from "#app/db/client.server.ts";
import { listKnownKeys, queueMail } from "#app/db/mails.ts";
import { getPlan } from "#app/db/plans.ts";
import { findPrimary, type Recipient, readRenewalFee } from "#app/db/renewals.ts";
import type { Membership, Payment, Plan } from "#app/domain/membership.ts";
import { isOver, type Notice, noticeKey, noticesFor, receiptsFor } from "#app/domain/notices.ts";
import { cancellationConfirmedMail } from "#app/email/cancellation-confirmed.ts";
import { cardNeedsAuthenticationMail } from "#app/email/card-needs-authentication.ts";
import { clubUrl } from "#app/email/club-url.ts";
import type { Mail } from "#app/email/mail.ts";
import { membershipEndedMail } from "#app/email/membership-ended.ts";
import { paymentFailedMail } from "#app/email/payment-failed.ts";
import { paymentReceiptMail } from "#app/email/payment-receipt.ts";
import { refundMadeMail } from "#app/email/refund-made.ts";
import { reinstatedMail } from "#app/email/reinstated.ts";
import { resumedMail } from "#app/email/resumed.ts";
import { suspendedMail } from "#app/email/suspended.ts";
import { welcomeMail } from "#app/email/welcome.ts";

/** What a look at Stripe settled. Its `before` counts only when it is we who changed it. */
export type Settled = {
  readonly before: Membership;
  readonly after: Membership;
  readonly changed: boolean;
  readonly payments: readonly Payment[];
};

/** Queues what a settled look at Stripe must be followed by; answers how many mails were new. */
export async function writeNotices(tx: Db, settled: Settled, now: Date): Promise<number> {
  const { before, after, changed, payments } = settled;
  const receipts = isOver(after, now) ? [] : receiptsFor(payments, now);
  const turns = changed ? noticesFor(before, after, now) : [];
  return await queueNotices(tx, after, [...receipts, ...turns], now);
}

/** Queues notices about a membership to its primary member, each once; answers how many were new. */
export async function queueNotices(
  tx: Db,
  membership: Membership,
  notices: readonly Notice[],
  now: Date,
): Promise<number> {
  if (notices.length === 0) return 0;
  const known = await listKnownKeys(
    tx,
    notices.map((notice) => noticeKey(notice, membership)),
  );
  const news = notices.filter((notice) => !known.has(noticeKey(notice, membership)));
  if (news.length === 0) return 0;
  const recipient = await findPrimary(tx, membership.id);
  if (recipient === undefined) return 0;
  const about = await readAbout(tx, membership, recipient, now);
  let queued = 0;
  for (const notice of news) {
    const isNew = await queueMail(tx, {
      key: noticeKey(notice, membership),
      mail: mailFor(notice, about),
      recipient: recipient.email,
      accountId: recipient.accountId,
      membershipId: membership.id,
      now,
    });
    if (isNew) queued += 1;
  }
  return queued;
}

type About = {
  readonly membership: Membership;
  readonly recipient: Recipient;
  readonly plan: Plan;
  /** The plan that it renews to. */
  readonly nextPlan: Plan;
  /** What the next renewal asks for it, without seats. */
  readonly renewalFeeCents: number;
};

async function readAbout(tx: Db, membership: Membership, recipient: Recipient, now: Date): Promise<About> {
  const { planSlug, nextPlanSlug } = membership;
  const plan = await getPlan(tx, planSlug);
  const nextPlan = nextPlanSlug === null ? plan : await getPlan(tx, nextPlanSlug);
  const renewsOn = membership.paidThrough ?? now;
  const renewalFeeCents = await readRenewalFee(tx, membership, { nextPlan, renewsOn, now });
  return { membership, recipient, plan, nextPlan, renewalFeeCents };
}

function mailFor(notice: Notice, about: About): Mail {
  const { membership, plan } = about;
  const to = { name: about.recipient.name, planName: plan.name, clubUrl: clubUrl() };
  switch (notice.kind) {
    case "welcome":
      return welcomeMail({
        ...to,
        ...notice.payment,
        memberNumber: membership.number,
        ...renewalOf(about, membership.paidThrough ?? notice.payment.paidAt),
      });
    case "payment-receipt": {
      const what = notice.payment.reason === "renewal" ? "renewal" : "change";
      const paidThrough = membership.paidThrough ?? notice.payment.paidAt;
      return paymentReceiptMail({ ...to, ...notice.payment, what, paidThrough });
    }
    case "payment-failed":
      return paymentFailedMail({ ...to, openUntil: notice.openUntil });
    case "card-needs-authentication":
      return cardNeedsAuthenticationMail({ ...to, openUntil: notice.openUntil });
    case "cancellation-confirmed":
      return cancellationConfirmedMail({ ...to, openUntil: notice.openUntil });
    case "resumed": {
      const { renewsOn, renewalCents: amountCents } = renewalOf(about, notice.renewsOn);
      const { currency, name: planName } = about.nextPlan;
      return resumedMail({ ...to, planName, renewsOn, amountCents, currency });
    }
    case "membership-ended":
      return membershipEndedMail({ ...to, endedOn: notice.endedOn, because: notice.because });
    case "suspended": {
      // What the desk notes as its reason is for the record; a dispute's is a sentence of ours.
      const reason = membership.suspendedByDispute === null ? null : membership.suspendedReason;
      return suspendedMail({ ...to, since: notice.since, reason });
    }
    case "reinstated":
      return reinstatedMail({ ...to, openUntil: membership.paidThrough });
    case "refund-made":
      return refundMadeMail({ ...to, ...notice, ends: true });
    default: {
      const impossible: never = notice;
      throw new Error(`Unknown notice ${JSON.stringify(impossible)}`);
    }
  }
}

function renewalOf({ membership, nextPlan, renewalFeeCents }: About, renewsOn: Date) {
  return { renewsOn, renewalCents: renewalFeeCents + membership.addOnSeats * nextPlan.addOnFeeCents };
}
