/** Accounts and staff. Run on the door role; only the owner gives roles at the desk. */
import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";
import { accounts, staffMembers } from "#app/db/tables.server.ts";
import type { StaffRole } from "#app/domain/staff.ts";

export type Account = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly createdAt: Date;
  /** When the address was proved to be theirs; null until then. */
  readonly emailVerifiedAt: Date | null;
};

export type AccountWithSecret = Account & { readonly passwordHash: string };

/** A new account; its address is proved later, unless it was before. */
export type AccountToOpen = Omit<AccountWithSecret, "emailVerifiedAt"> & Partial<AccountWithSecret>;

/** The account of a mail address, whatever its case. */
export async function findAccountByEmail(db: Db, email: string): Promise<AccountWithSecret | undefined> {
  const [account] = await db.select().from(accounts).where(eq(accounts.email, email));
  return account;
}

/** @throws Error when there is none: ids come from our own sessions. */
export async function getAccount(db: Db, id: string): Promise<Account> {
  const [account] = await db
    .select({
      id: accounts.id,
      email: accounts.email,
      name: accounts.name,
      createdAt: accounts.createdAt,
      emailVerifiedAt: accounts.emailVerifiedAt,
    })
    .from(accounts)
    .where(eq(accounts.id, id));
  if (account === undefined) throw new Error(`No account ${id}`);
  return account;
}

/** Opens an account. Answers false, and changes nothing, when the mail address has one. */
export async function insertAccount(db: Db, account: AccountToOpen): Promise<boolean> {
  const inserted = await db
    .insert(accounts)
    .values({ ...account })
    .onConflictDoNothing({ target: accounts.email })
    .returning({ id: accounts.id });
  return inserted.length === 1;
}

/** Holds an account's row until the transaction ends: what is decided once an account waits here. */
export async function lockAccount(tx: Db, id: string): Promise<void> {
  await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, id)).for("update");
}

/** Holds an account's row until the transaction ends, and reads it with its secret. Undefined when it is gone. */
export async function lockAccountWithSecret(tx: Db, id: string): Promise<AccountWithSecret | undefined> {
  const [account] = await tx.select().from(accounts).where(eq(accounts.id, id)).for("update");
  return account;
}

/** An account with its secret. @throws Error when there is none: ids come from our own sessions. */
export async function getAccountWithSecret(db: Db, id: string): Promise<AccountWithSecret> {
  const [account] = await db.select().from(accounts).where(eq(accounts.id, id));
  if (account === undefined) throw new Error(`No account ${id}`);
  return account;
}

/** Puts a new password in the place of the old one. */
export async function savePassword(tx: Db, id: string, passwordHash: string): Promise<void> {
  await tx.update(accounts).set({ passwordHash }).where(eq(accounts.id, id));
}

/** Keeps that mail to the account's address reaches its holder; the first proof stays. */
export async function saveEmailVerified(tx: Db, id: string, now: Date): Promise<void> {
  await tx
    .update(accounts)
    .set({ emailVerifiedAt: now })
    .where(and(eq(accounts.id, id), isNull(accounts.emailVerifiedAt)));
}

/**
 * Moves an account to another mail address, which was proved at `now`. Answers false, and changes nothing, when
 * another account has it.
 */
export async function saveEmail(tx: Db, id: string, email: string, now: Date): Promise<boolean> {
  try {
    await tx.transaction((inner) =>
      inner.update(accounts).set({ email, emailVerifiedAt: now }).where(eq(accounts.id, id)),
    );
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

const UNIQUE_VIOLATION = "23505";

/** Whether the database refused a second account with the same address. */
function isTaken(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === "object" && cause !== null && "code" in cause && cause.code === UNIQUE_VIOLATION;
}

/** The role that an account has at the desk. */
export async function findStaffRole(db: Db, accountId: string): Promise<StaffRole | undefined> {
  const [row] = await db
    .select({ role: staffMembers.role })
    .from(staffMembers)
    .where(eq(staffMembers.accountId, accountId));
  return row?.role;
}

/** Gives an account a role at the desk, in place of the one that it had. Owner only. */
export async function saveStaffRole(db: Db, accountId: string, role: StaffRole, now: Date): Promise<void> {
  await db
    .insert(staffMembers)
    .values({ accountId, role, addedAt: now })
    .onConflictDoUpdate({ target: staffMembers.accountId, set: { role } });
}
