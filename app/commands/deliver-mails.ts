/** Empties the outbox. */
import type { Db } from "#app/db/client.server.ts";
import { type ClaimedMail, claimDueMail, settleMail } from "#app/db/mails.ts";
import { leaseUntil, MAX_TRIES, nextTryAt } from "#app/domain/mail-delivery.ts";
import { holdsSecretLink, LINK_NOT_KEPT } from "#app/domain/timeline.ts";
import { openPostmanFromSettings, type Postman, SENDING_AT_ONCE, type SendOutcome } from "#app/email/smtp.ts";

export type DeliveryReport = { readonly sent: number; readonly failed: number; readonly givenUp: number };

export type Delivery = {
  /** The clock: each mail is claimed and settled at its own time. */
  readonly clock: () => Date;
  /** Called for each mail that is given up: somebody has to look. */
  readonly onGivenUp?: (mailId: string, error: string) => void;
};

/** The most that one run hands over; the next run goes on. */
const MAX_PER_RUN = 2_000;

/**
 * Sends every mail that is due, a few at a time. Any number of these may run at once: a mail is claimed before it is
 * sent, so each is sent by one of them. What can't be known stays so: who dies between the mail server's "taken" and our
 * note of it leaves a mail that is sent once more when its claim runs out, under the same Message-ID. A claim counts as a
 * try, so a mail that kills its sender is given up in the end as well. A link that lets its reader in is not kept once its
 * mail was sent or given up.
 */
export async function deliverMails(db: Db, postman: Postman, delivery: Delivery): Promise<DeliveryReport> {
  const report = { sent: 0, failed: 0, givenUp: 0 };
  let left = MAX_PER_RUN;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const claimedAt = delivery.clock();
      const mail = await claimDueMail(db, claimedAt, leaseUntil(claimedAt));
      if (mail === undefined) return;
      await deliverOne(db, postman, mail, delivery, report);
    }
  };
  await Promise.all(Array.from({ length: SENDING_AT_ONCE }, worker));
  return report;
}

/** Claimed as often as it may be, and nobody came back to say what happened. */
const KILLED_ITS_SENDERS: SendOutcome = {
  ok: false,
  permanent: true,
  error: "Every try ended without an answer.",
};

async function deliverOne(
  db: Db,
  postman: Postman,
  mail: ClaimedMail,
  { clock, onGivenUp }: Delivery,
  report: { sent: number; failed: number; givenUp: number },
): Promise<void> {
  const outcome = mail.tries > MAX_TRIES ? KILLED_ITS_SENDERS : await postman.send(mail);
  const now = clock();
  const keptText = holdsSecretLink(mail.text) ? LINK_NOT_KEPT : undefined;
  if (outcome.ok) {
    report.sent += 1;
    return await settleMail(db, mail.id, { sent: true, now, keptText });
  }
  const nextAt = outcome.permanent ? null : nextTryAt(mail.tries, now);
  report.failed += 1;
  if (nextAt === null) {
    report.givenUp += 1;
    onGivenUp?.(mail.id, outcome.error);
  }
  await settleMail(db, mail.id, { sent: false, now, nextTryAt: nextAt, error: outcome.error, keptText });
}

/** {@link deliverMails} through the mail server of the settings; without one the mails stay in the database. */
export async function deliverOutbox(
  db: Db,
  delivery: Delivery,
): Promise<DeliveryReport | { readonly kept: true }> {
  const postman = openPostmanFromSettings();
  if (postman === undefined) return { kept: true };
  try {
    return await deliverMails(db, postman, delivery);
  } finally {
    postman.close();
  }
}
