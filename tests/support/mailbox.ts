/** What the outbox holds for somebody, as they would read it. */
import type { Pool } from "#app/db/client.server.ts";

export type ReceivedMail = { readonly kind: string; readonly text: string };

/** The mails to an address, oldest first. Owner or door pool. */
export async function mailsTo(pool: Pool, recipient: string): Promise<ReceivedMail[]> {
  const rows = await pool.sql<ReceivedMail[]>`
    select kind, body_text as text from mails where lower(recipient) = lower(${recipient})
    order by created_at, id`;
  return [...rows];
}

/** The token of the newest link to `page` ("/reset-password") that an address was sent. */
export async function tokenTo(pool: Pool, recipient: string, page: string): Promise<string> {
  const pattern = new RegExp(`${page}\\?token=([\\w-]+)`);
  const tokens = (await mailsTo(pool, recipient)).map(({ text }) => pattern.exec(text)?.[1]);
  const token = tokens.findLast((found) => found !== undefined);
  if (token === undefined) throw new Error(`Nobody sent ${recipient} a link to ${page}`);
  return token;
}
