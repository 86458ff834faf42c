import { moveVisitorList } from "#app/commands/move-list.ts";
import { pools } from "#app/db/client.server.ts";
import { listCookie, readListCookie } from "#app/http/list-cookie.ts";

/**
 * Headers of the answer that lets somebody in: the session's cookie, and the visitor's list moved into the account. What had
 * no room stays in its cookie, and the list's page says so.
 */
export async function signedInHeaders(
  request: Request,
  accountId: string,
  sessionCookie: string,
): Promise<Headers> {
  const headers = new Headers({ "Set-Cookie": sessionCookie });
  const list = readListCookie(request);
  if (list.length === 0) return headers;
  const rest = await moveVisitorList({ door: pools().door.db, shop: pools().visitor.db }, accountId, list);
  headers.append("Set-Cookie", listCookie(rest));
  return headers;
}
