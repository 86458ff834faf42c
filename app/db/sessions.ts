/** Sessions, and what one query tells about who holds one. Run on the door role. Ids are hashes already. */
import { and, desc, eq, lt, ne } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";
import { sessions } from "#app/db/tables.server.ts";
import type { MembershipStanding } from "#app/domain/entitlement.ts";
import type { StaffRole } from "#app/domain/staff.ts";
import { type RowValues, runStatement } from "./statement.server.ts";

export type SessionHolder = {
  readonly account: { readonly id: string; readonly name: string; readonly email: string };
  readonly staffRole: StaffRole | null;
  readonly membership: (MembershipStanding & { id: string; number: string; planName: string }) | null;
};

/** When and from where a session was opened. */
export type SessionOrigin = { readonly createdAt: Date; readonly ip: string; readonly userAgent: string };

export type FoundSession = {
  readonly expiresAt: Date;
  readonly origin: SessionOrigin;
  readonly holder: SessionHolder;
};

const EPOCH_MS = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;

const SESSION = `
select ${EPOCH_MS("s.expires_at")}, ${EPOCH_MS("s.created_at")}, s.ip, s.user_agent, a.id, a.name, a.email, st.role,
  m.id, m.number, m.state, ${EPOCH_MS("m.paid_through")}, m.grace_days, ${EPOCH_MS("m.cancel_at")},
  ${EPOCH_MS("m.suspended_at")}, ${EPOCH_MS("m.extended_until")}, p.name
from sessions s
join accounts a on a.id = s.account_id
left join staff_members st on st.account_id = a.id
left join membership_seats seat on seat.account_id = a.id
left join memberships m on m.id = seat.membership_id
left join plans p on p.slug = m.plan_slug
where s.id = $1::text`;

/** The session with its account, its role at the desk and its membership: ONE prepared statement, the hot path of every page. */
export async function findSession(db: Db, hashedId: string): Promise<FoundSession | undefined> {
  const [row] = await runStatement(db, SESSION, [hashedId]);
  if (row === undefined) return undefined;
  const [expiresAt, createdAt, ip, userAgent, id, name, email, staffRole] = row as [
    ...instants: [string, string],
    ...texts: [string, string, string, string, string],
    staffRole: StaffRole | null,
  ];
  return {
    expiresAt: new Date(Number(expiresAt)),
    origin: { createdAt: new Date(Number(createdAt)), ip, userAgent },
    holder: { account: { id, name, email }, staffRole, membership: readSeat(row) },
  };
}

function readSeat(row: RowValues): SessionHolder["membership"] {
  const [id, number, state, paidThrough, graceDays, cancelAt, suspendedAt, extendedUntil, planName] =
    row.slice(8) as [
      ...keys: [string | null, string],
      state: MembershipStanding["state"],
      paidThrough: string | null,
      graceDays: number,
      ...instants: [string | null, string | null, string | null],
      planName: string,
    ];
  if (id === null) return null;
  const instant = (ms: string | null) => (ms === null ? null : new Date(Number(ms)));
  return {
    id,
    number,
    state,
    paidThrough: instant(paidThrough),
    graceDays,
    cancelAt: instant(cancelAt),
    suspendedAt: instant(suspendedAt),
    extendedUntil: instant(extendedUntil),
    planName,
  };
}

export type NewSession = SessionOrigin & {
  readonly hashedId: string;
  readonly accountId: string;
  readonly expiresAt: Date;
};

export type OpenSession = SessionOrigin & { readonly hashedId: string; readonly expiresAt: Date };

/** Opens a session. The user agent is cut to what a page can show. */
export async function insertSession(db: Db, { hashedId, userAgent, ...session }: NewSession): Promise<void> {
  await db.insert(sessions).values({ ...session, id: hashedId, userAgent: userAgent.slice(0, 400) });
}

/** Moves the end of a session that is in use. */
export async function extendSession(db: Db, hashedId: string, expiresAt: Date): Promise<void> {
  await db.update(sessions).set({ expiresAt }).where(eq(sessions.id, hashedId));
}

/** Ends one session; ending one that is gone is fine. */
export async function deleteSession(db: Db, hashedId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.id, hashedId));
}

/** Ends every session of an account. */
export async function deleteSessionsOf(db: Db, accountId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.accountId, accountId));
}

/** Ends one of an account's own sessions; answers whether there was one. */
export async function deleteSessionOf(db: Db, accountId: string, hashedId: string): Promise<boolean> {
  const gone = await db
    .delete(sessions)
    .where(and(eq(sessions.accountId, accountId), eq(sessions.id, hashedId)))
    .returning({ id: sessions.id });
  return gone.length === 1;
}

/** Ends the sessions of an account, but for the one that is `kept` (undefined: all of them); answers how many. */
export async function deleteOtherSessionsOf(
  db: Db,
  accountId: string,
  kept: string | undefined,
): Promise<number> {
  const gone = await db
    .delete(sessions)
    .where(and(eq(sessions.accountId, accountId), kept === undefined ? undefined : ne(sessions.id, kept)))
    .returning({ id: sessions.id });
  return gone.length;
}

/** Sweeps sessions that ended before `now`; answers how many. */
export async function deleteExpiredSessions(db: Db, now: Date): Promise<number> {
  const gone = await db.delete(sessions).where(lt(sessions.expiresAt, now)).returning({ id: sessions.id });
  return gone.length;
}

/** The sessions of an account, newest first; at most 100. */
export async function listSessionsOf(db: Db, accountId: string): Promise<OpenSession[]> {
  return await db
    .select({
      hashedId: sessions.id,
      createdAt: sessions.createdAt,
      expiresAt: sessions.expiresAt,
      ip: sessions.ip,
      userAgent: sessions.userAgent,
    })
    .from(sessions)
    .where(eq(sessions.accountId, accountId))
    .orderBy(desc(sessions.createdAt))
    .limit(100);
}
