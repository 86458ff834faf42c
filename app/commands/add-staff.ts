/** Gives somebody a place at the desk. */
import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { hashPassword } from "#app/auth/password.server.ts";
import { findAccountByEmail, findStaffRole, insertAccount, saveStaffRole } from "#app/db/accounts.ts";
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import type { Email } from "#app/domain/account.ts";
import type { StaffRole } from "#app/domain/staff.ts";

export type AddStaff = {
  readonly email: Email;
  readonly role: StaffRole;
  /** For a new account; by default the part of the address before the @. */
  readonly name?: string | undefined;
  /** For a new account; by default a random one, which is answered. */
  readonly password?: string | undefined;
  readonly now: Date;
};

export type AddStaffResult = {
  readonly accountId: string;
  readonly result: "account-created" | "role-given" | "role-changed" | "unchanged";
  /** The password of an account that was created with a random one; it is stored nowhere. */
  readonly oneTimePassword: string | null;
};

/** Gives the role, making the account where there is none. Done twice it changes nothing. Needs the owner's connection. */
export async function addStaff(db: Db, input: AddStaff): Promise<AddStaffResult> {
  const { email, role, now } = input;
  const password = input.password ?? randomBytes(12).toString("base64url");
  return await db.transaction(async (tx) => {
    const existing = await findAccountByEmail(tx, email);
    const accountId = existing?.id ?? uuidv7();
    if (existing === undefined) {
      const name = input.name ?? email.replace(/@.*/, "");
      const passwordHash = await hashPassword(password);
      await insertAccount(tx, { id: accountId, email, name, passwordHash, createdAt: now });
    }
    const before = await findStaffRole(tx, accountId);
    if (before === role) return { accountId, result: "unchanged", oneTimePassword: null };
    await saveStaffRole(tx, accountId, role, now);
    await appendAudit(tx, {
      at: now,
      actorId: null,
      actor: "operator",
      action: "add-staff",
      subjectKind: "account",
      subjectId: accountId,
      before: before === undefined ? null : { role: before },
      after: { email, role },
    });
    if (existing !== undefined) {
      const result = before === undefined ? "role-given" : "role-changed";
      return { accountId, result, oneTimePassword: null };
    }
    const oneTimePassword = input.password === undefined ? password : null;
    return { accountId, result: "account-created", oneTimePassword };
  });
}
