/** Accounts and staff. Run on the door role; only the owner gives roles at the desk. */
import { eq } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";
import { accounts, staffMembers } from "#app/db/tables.server.ts";
import type { StaffRole } from "#app/domain/staff.ts";

export type Account = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly createdAt: Date;
};

export type AccountWithSecret = Account & { readonly passwordHash: string };

/** The account of a mail address, whatever its case. */
export async function findAccountByEmail(db: Db, email: string): Promise<AccountWithSecret | undefined> {
  const [account] = await db.select().from(accounts).where(eq(accounts.email, email));
  return account;
}

/** @throws Error when there is none: ids come from our own sessions. */
export async function getAccount(db: Db, id: string): Promise<Account> {
  const [account] = await db
    .select({ id: accounts.id, email: accounts.email, name: accounts.name, createdAt: accounts.createdAt })
    .from(accounts)
    .where(eq(accounts.id, id));
  if (account === undefined) throw new Error(`No account ${id}`);
  return account;
}

/** Opens an account. Answers false, and changes nothing, when the mail address has one. */
export async function insertAccount(db: Db, account: AccountWithSecret): Promise<boolean> {
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
