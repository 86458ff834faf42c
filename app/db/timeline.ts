/** What our own tables know of a membership's history. Run on the door role. Each list is newest first and bounded. */
import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Db } from "#app/db/client.server.ts";
import { accounts, consents, mails, sessions, stripeEvents } from "#app/db/tables.server.ts";
import {
  type AuditEntry,
  boundFor,
  type ConsentEntry,
  holdsSecretLink,
  type MailEntry,
  type SessionEntry,
  type StripeEventEntry,
  type TimelineCursor,
  type TimelineEntry,
  type TimelineKind,
  withoutLinks,
} from "#app/domain/timeline.ts";

export type TimelineSubject = { readonly membershipId: string; readonly accountIds: readonly string[] };

type Page = { readonly cursor: TimelineCursor | undefined; readonly limit: number };

/**
 * Stripe's events, mails, consents, audit entries and sign-ins of a membership and of who sits in it: for each the first
 * `limit` behind the cursor, ready to be merged.
 */
export async function listTimeline(db: Db, subject: TimelineSubject, page: Page): Promise<TimelineEntry[][]> {
  return await Promise.all([
    listEvents(db, subject, page),
    listMails(db, subject, page),
    listConsents(db, subject, page),
    listAuditOf(db, subject, page),
    listSessions(db, subject, page),
  ]);
}

/** (at, id) below the bound of its kind; ids compare byte by byte, as JavaScript does. */
function behind(kind: TimelineKind, at: PgColumn | SQL, id: PgColumn | SQL, { cursor }: Page): SQL {
  const bound = boundFor(kind, cursor);
  return sql`(${at}, ${id}::text collate "C") < (${bound.at.toISOString()}::timestamptz, ${bound.id})`;
}

const newestFirst = (at: PgColumn, id: PgColumn): SQL => sql`${at} desc, ${id}::text collate "C" desc`;

async function listEvents(db: Db, subject: TimelineSubject, page: Page): Promise<StripeEventEntry[]> {
  const rows = await db
    .select()
    .from(stripeEvents)
    .where(
      and(
        eq(stripeEvents.membershipId, subject.membershipId),
        behind("stripe-event", stripeEvents.createdAt, stripeEvents.id, page),
      ),
    )
    .orderBy(newestFirst(stripeEvents.createdAt, stripeEvents.id))
    .limit(page.limit);
  return rows.map(({ id, createdAt, type, receivedAt, handledAt, outcome }) => ({
    kind: "stripe-event",
    id,
    at: createdAt,
    type,
    receivedAt,
    handledAt,
    outcome,
  }));
}

async function listMails(db: Db, subject: TimelineSubject, page: Page): Promise<MailEntry[]> {
  const rows = await db
    .select()
    .from(mails)
    .where(
      and(
        or(eq(mails.membershipId, subject.membershipId), inArray(mails.accountId, [...subject.accountIds])),
        behind("mail", mails.createdAt, mails.id, page),
      ),
    )
    .orderBy(newestFirst(mails.createdAt, mails.id))
    .limit(page.limit);
  return rows.map((mail) => ({
    kind: "mail",
    id: mail.id,
    at: mail.createdAt,
    mailKind: mail.kind,
    recipient: mail.recipient,
    subject: mail.subject,
    text: withoutLinks(mail.bodyText),
    sentAt: mail.sentAt,
    failedAt: mail.failedAt,
    lastError: mail.lastError,
    resendable: (mail.sentAt !== null || mail.failedAt !== null) && !holdsSecretLink(mail.bodyText),
  }));
}

async function listConsents(db: Db, subject: TimelineSubject, page: Page): Promise<ConsentEntry[]> {
  const rows = await db
    .select({ consent: consents, email: accounts.email })
    .from(consents)
    .innerJoin(accounts, eq(accounts.id, consents.accountId))
    .where(
      and(
        eq(consents.membershipId, subject.membershipId),
        behind("consent", consents.agreedAt, consents.id, page),
      ),
    )
    .orderBy(newestFirst(consents.agreedAt, consents.id))
    .limit(page.limit);
  return rows.map(({ consent, email }) => ({
    kind: "consent",
    id: consent.id,
    at: consent.agreedAt,
    email,
    planSlug: consent.planSlug,
    termsVersion: consent.termsVersion,
    termsShown: consent.termsShown,
    feeCents: consent.feeCents,
    renewsOn: consent.renewsOn,
    ip: consent.ip,
  }));
}

type AuditRow = Omit<AuditEntry, "kind" | "at"> & { atMs: number };

/** Through the view that shows no entry about prices. */
async function listAuditOf(db: Db, subject: TimelineSubject, page: Page): Promise<AuditEntry[]> {
  const accountIds = sql.join(
    subject.accountIds.map((id) => sql`${id}`),
    sql`, `,
  );
  const ofAccounts =
    subject.accountIds.length === 0
      ? sql`false`
      : sql`subject_kind = 'account' and subject_id in (${accountIds})`;
  const rows = await db.execute<AuditRow>(sql`
    select id, (extract(epoch from at) * 1000)::float8 as "atMs", actor, action, before, after,
      request_id as "requestId"
    from membership_audit
    where ((subject_kind = 'membership' and subject_id = ${subject.membershipId}) or (${ofAccounts}))
      and ${behind("audit", sql`at`, sql`id`, page)}
    order by at desc, id::text collate "C" desc
    limit ${page.limit}`);
  return rows.map(({ atMs, ...row }) => ({ ...row, kind: "audit", at: new Date(Math.round(atMs)) }));
}

/** Sign-ins whose session is still open. The id, itself a hash, stays a key and is shown to nobody. */
async function listSessions(db: Db, subject: TimelineSubject, page: Page): Promise<SessionEntry[]> {
  const rows = await db
    .select({
      id: sessions.id,
      at: sessions.createdAt,
      email: accounts.email,
      ip: sessions.ip,
      userAgent: sessions.userAgent,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(
      and(
        inArray(sessions.accountId, [...subject.accountIds]),
        behind("session", sessions.createdAt, sessions.id, page),
      ),
    )
    .orderBy(newestFirst(sessions.createdAt, sessions.id))
    .limit(page.limit);
  return rows.map((row) => ({ kind: "session", ...row }));
}
