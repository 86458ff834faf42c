import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { queueMail } from "#app/db/mails.ts";
import { findDeed, findMailOf, lockDeskMembership } from "#app/db/support-desk.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import type { Deed } from "#app/domain/support.ts";
import { holdsSecretLink } from "#app/domain/timeline.ts";

export type ResendMail = Deed & {
  readonly membershipId: string;
  readonly mailId: string;
  readonly actor: Actor;
  readonly now: Date;
};

export type ResendResult =
  | { readonly ok: true; readonly recipient: string; readonly repeated: boolean }
  /** `waiting`: it has not been sent a first time yet. `secret-link`: it lets its reader in; they ask for a new one. */
  | {
      readonly ok: false;
      readonly reason: "not-found" | "form-used" | "waiting" | "secret-link";
    };

/**
 * Puts a mail into the outbox once more, to the address that its reader has today. Its key is the old one with the time,
 * so the once-only of the first writing stays.
 */
export async function resendMail(db: Db, input: ResendMail): Promise<ResendResult> {
  const { membershipId, mailId, token, reason, actor, now } = input;
  return await db.transaction(async (tx) => {
    const membership = await lockDeskMembership(tx, membershipId);
    const mail = membership && (await findMailOf(tx, membershipId, mailId));
    if (mail === undefined) return { ok: false, reason: "not-found" };
    const deed = await findDeed(tx, token);
    if (deed !== undefined) {
      const same = deed.action === "resend-mail" && deed.subjectId === membershipId;
      return same
        ? { ok: true, recipient: mail.currentEmail, repeated: true }
        : { ok: false, reason: "form-used" };
    }
    if (holdsSecretLink(mail.text)) return { ok: false, reason: "secret-link" };
    if (mail.sentAt === null && mail.failedAt === null) return { ok: false, reason: "waiting" };
    const key = `${mail.key}:again:${now.toISOString()}`;
    const { kind, subject, text, html, accountId, currentEmail: recipient } = mail;
    await queueMail(tx, {
      key,
      mail: { kind, subject, text, html },
      recipient,
      accountId,
      membershipId,
      now,
    });
    await appendAudit(tx, {
      id: token,
      at: now,
      ...actedBy(actor),
      action: "resend-mail",
      subjectKind: "membership",
      subjectId: membershipId,
      before: { mailId, kind, sentAt: mail.sentAt, failedAt: mail.failedAt },
      after: { key, recipient, reason },
    });
    return { ok: true, recipient, repeated: false };
  });
}
