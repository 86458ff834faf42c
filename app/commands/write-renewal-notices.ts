/** The notices before every charge: reminders, the yearly one, fees that change. */
import type { Db } from "#app/db/client.server.ts";
import { listKnownKeys, type NewMail, queueMails } from "#app/db/mails.ts";
import { listFeeChanges, listRenewing, type RenewalCursor, type RenewingMember } from "#app/db/renewals.ts";
import { addDays } from "#app/domain/calendar-date.ts";
import {
  NOTICE_HORIZON_DAYS,
  type RenewalNotice,
  renewalCents,
  renewalNoticeKey,
  renewalNoticesDue,
} from "#app/domain/renewal.ts";
import { type FeeChange, feeNoticeKeys } from "#app/domain/renewal-fee.ts";
import { clubUrl } from "#app/email/club-url.ts";
import { feeChangeMail } from "#app/email/fee-change.ts";
import { feeKeptMail } from "#app/email/fee-kept.ts";
import type { Mail } from "#app/email/mail.ts";
import { renewalReminderMail } from "#app/email/renewal-reminder.ts";
import { yearlyReminderMail } from "#app/email/yearly-reminder.ts";

export type RenewalNoticesReport = { readonly looked: number; readonly written: number };

const BATCH = 500;

/**
 * Writes every notice that is due at `now` to the outbox, batch by batch. Each has a key of its own there, so breaking
 * off, running again, and running twice at once write it once; a run after some days of standstill writes what may still
 * be written by then. A membership that is cancelled is told nothing; one that goes on again, what is due from then on.
 */
export async function writeRenewalNotices(db: Db, now: Date): Promise<RenewalNoticesReport> {
  const changes = await listFeeChanges(db);
  const until = addDays(now, NOTICE_HORIZON_DAYS + 1);
  let looked = 0;
  let written = 0;
  let cursor: RenewalCursor | undefined;
  for (;;) {
    const members = await listRenewing(db, { from: now, until, cursor, limit: BATCH });
    looked += members.length;
    written += await writeBatch(db, members, changes, now);
    cursor = members.at(-1);
    if (cursor === undefined || members.length < BATCH) return { looked, written };
  }
}

type Due = { readonly member: RenewingMember; readonly notice: RenewalNotice; readonly key: string };

async function writeBatch(
  db: Db,
  members: readonly RenewingMember[],
  changes: readonly FeeChange[],
  now: Date,
): Promise<number> {
  const told = await listKnownKeys(
    db,
    members.flatMap((member) => feeNoticeKeys(member, changes, now)),
  );
  const due: Due[] = members.flatMap((member) =>
    renewalNoticesDue(member, changes, told, now).map((notice) => ({
      member,
      notice,
      key: renewalNoticeKey(notice, member),
    })),
  );
  const known = await listKnownKeys(
    db,
    due.map(({ key }) => key),
  );
  const mails: NewMail[] = due
    .filter(({ key }) => !known.has(key))
    .map(({ member, notice, key }) => ({
      key,
      mail: mailFor(notice, member, renewalCents(member, changes, told, now)),
      recipient: member.recipient.email,
      accountId: member.recipient.accountId,
      membershipId: member.membershipId,
      now,
    }));
  return await queueMails(db, mails);
}

/** `amountCents`: what the renewal will ask. */
function mailFor(notice: RenewalNotice, member: RenewingMember, amountCents: number): Mail {
  const { plan, renewsOn, recipient } = member;
  const to = { name: recipient.name, planName: plan.name, currency: plan.currency, clubUrl: clubUrl() };
  switch (notice.kind) {
    case "renewal-reminder":
      return renewalReminderMail({ ...to, renewsOn, amountCents });
    case "yearly-reminder":
      return yearlyReminderMail({ ...to, renewsOn, amountCents, planBlurb: plan.blurb });
    case "fee-change": {
      const { toCents } = notice.change;
      return feeChangeMail({ ...to, fromCents: plan.feeCents, toCents, effectiveOn: renewsOn });
    }
    case "fee-kept":
      return feeKeptMail({ ...to, feeCents: plan.feeCents, toldCents: notice.change.toCents, renewsOn });
    default: {
      const impossible: never = notice;
      throw new Error(`Unknown notice ${JSON.stringify(impossible)}`);
    }
  }
}
