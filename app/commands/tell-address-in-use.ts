import type { Account } from "#app/db/accounts.ts";
import type { Db } from "#app/db/client.server.ts";
import { queueMail } from "#app/db/mails.ts";
import { addressInUseMail } from "#app/email/address-in-use.ts";

/**
 * Tells the owner of an account that somebody tried to open or move another one to its address: perhaps they forgot that
 * they have it, perhaps it is a stranger. Once a day at most, whatever is tried.
 */
export async function tellAddressInUse(db: Db, holder: Account, origin: string, now: Date): Promise<void> {
  const { id, name, email } = holder;
  await queueMail(db, {
    key: `address-in-use:${id}:${now.toISOString().slice(0, 10)}`,
    mail: addressInUseMail({ name, clubUrl: origin }),
    recipient: email,
    accountId: id,
    now,
  });
}
