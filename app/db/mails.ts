/** The outbox. Mails are queued on the door role and delivered by the owner's job. */
import { and, asc, desc, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Db } from "#app/db/client.server.ts";
import { mails } from "#app/db/tables.server.ts";

export type NewMail = {
  /**
   * What it tells, and about what: "renewal-reminder:<membership>:2027-11-22:28". Written twice, it is queued once;
   * so a key holds no time of writing, unless each writing is news (a link with a new token).
   */
  readonly key: string;
  readonly mail: {
    readonly kind: string;
    readonly subject: string;
    readonly text: string;
    readonly html: string;
  };
  readonly recipient: string;
  readonly accountId?: string | null;
  readonly membershipId?: string | null;
  readonly now: Date;
};

/** Puts a mail in the outbox, in the transaction of what it tells. Answers whether it was new. */
export async function queueMail(db: Db, given: NewMail): Promise<boolean> {
  return (await queueMails(db, [given])) === 1;
}

/** Puts many mails in the outbox with one statement; answers how many were new. */
export async function queueMails(db: Db, given: readonly NewMail[]): Promise<number> {
  if (given.length === 0) return 0;
  const queued = await db
    .insert(mails)
    .values(given.map(rowOf))
    .onConflictDoNothing({ target: mails.key })
    .returning({ id: mails.id });
  return queued.length;
}

function rowOf({ key, mail, recipient, accountId, membershipId, now }: NewMail) {
  return {
    id: uuidv7(),
    key,
    kind: mail.kind,
    recipient,
    subject: mail.subject,
    bodyText: mail.text,
    bodyHtml: mail.html,
    accountId: accountId ?? null,
    membershipId: membershipId ?? null,
    createdAt: now,
    dueAt: now,
  };
}

/** Which of these keys are in the outbox already, sent or not. */
export async function listKnownKeys(db: Db, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db
    .select({ key: mails.key })
    .from(mails)
    .where(inArray(mails.key, [...keys]));
  return new Set(rows.map(({ key }) => key));
}

export type ClaimedMail = {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** This try included. */
  readonly tries: number;
};

/**
 * Takes the mail that has waited longest, counts the try, and keeps it from others until `leaseUntil`: whoever dies with
 * it in hand leaves it due again then. Two at once take different ones.
 */
export async function claimDueMail(db: Db, now: Date, leaseUntil: Date): Promise<ClaimedMail | undefined> {
  const next = db
    .select({ id: mails.id })
    .from(mails)
    .where(and(waiting, lte(mails.dueAt, now)))
    .orderBy(asc(mails.dueAt))
    .limit(1)
    .for("update", { skipLocked: true });
  const [claimed] = await db
    .update(mails)
    .set({ tries: sql`${mails.tries} + 1`, dueAt: leaseUntil })
    // The list is read once, and its lock is taken where it is read.
    .where(eq(mails.id, sql`any(array(${next}))`))
    .returning({
      id: mails.id,
      recipient: mails.recipient,
      subject: mails.subject,
      text: mails.bodyText,
      html: mails.bodyHtml,
      tries: mails.tries,
    });
  return claimed;
}

const waiting = and(isNull(mails.sentAt), isNull(mails.failedAt));

/**
 * Settles a try. `nextTryAt` null: given up. A mail that was sent meanwhile stays sent. Where nobody will try any more,
 * `keptText` takes the place of the body: whoever reads the table must not find a link that lets them in.
 */
export async function settleMail(
  db: Db,
  id: string,
  outcome:
    | { readonly sent: true; readonly now: Date; readonly keptText?: string | undefined }
    | {
        readonly sent: false;
        readonly now: Date;
        readonly nextTryAt: Date | null;
        readonly error: string;
        readonly keptText?: string | undefined;
      },
): Promise<void> {
  const set = outcome.sent
    ? { sentAt: outcome.now, failedAt: null, lastError: null }
    : outcome.nextTryAt === null
      ? { failedAt: outcome.now, lastError: outcome.error }
      : { dueAt: outcome.nextTryAt, lastError: outcome.error };
  const { keptText } = outcome;
  const isOver = outcome.sent || outcome.nextTryAt === null;
  const body = isOver && keptText !== undefined ? { bodyText: keptText, bodyHtml: `<p>${keptText}</p>` } : {};
  await db
    .update(mails)
    .set({ ...set, ...body })
    .where(and(eq(mails.id, id), isNull(mails.sentAt)));
}

export type MailCursor = { readonly at: Date; readonly id: string };

/** Mails, newest first, behind `after`; at most `limit`. */
export async function listMails(db: Db, after: MailCursor | undefined, limit: number) {
  const older =
    after === undefined
      ? undefined
      : sql`(${mails.createdAt}, ${mails.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`;
  return await db
    .select({
      id: mails.id,
      kind: mails.kind,
      recipient: mails.recipient,
      subject: mails.subject,
      createdAt: mails.createdAt,
      sentAt: mails.sentAt,
      failedAt: mails.failedAt,
    })
    .from(mails)
    .where(older)
    .orderBy(desc(mails.createdAt), desc(mails.id))
    .limit(limit);
}

/** One mail, whole. */
export async function findMail(db: Db, id: string) {
  const [row] = await db.select().from(mails).where(eq(mails.id, id));
  return row;
}
