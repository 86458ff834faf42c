/** A visitor's list, kept in a cookie: item numbers and quantities, nothing about the person and no row of the database. */
import { formatList, parseList, type ShoppingList } from "#app/domain/shopping-list.ts";
import { env } from "#app/env.server.ts";

/** Over https the prefix makes browsers insist on Secure, on path / and on no domain. */
const overHttps = env.PUBLIC_URL?.startsWith("https:") === true;
const NAME = overHttps ? "__Host-tallyhouse_list" : "tallyhouse_list";
const KEPT_SECONDS = 60 * 86_400;

/** The list that a request's cookie carries; empty without one. */
export function readListCookie(request: Request): ShoppingList {
  for (const pair of (request.headers.get("Cookie") ?? "").split(";")) {
    const [name, value = ""] = pair.trim().split("=", 2);
    if (name === NAME) return parseList(value);
  }
  return [];
}

/** The `Set-Cookie` header that keeps `list`; that forgets it when it is empty. */
export function listCookie(list: ShoppingList): string {
  const seconds = list.length === 0 ? 0 : KEPT_SECONDS;
  const secure = overHttps ? "; Secure" : "";
  return `${NAME}=${formatList(list)}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
