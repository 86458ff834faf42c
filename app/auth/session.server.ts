/** Sessions of requests: read, opened at sign-in, ended at sign-out. Always on the door role. */
import type { AppLoadContext } from "@remix-run/node";
import { type Db, pools } from "#app/db/client.server.ts";
import type { SessionHolder } from "#app/db/sessions.ts";
import { entitlementOf, isEntitled } from "#app/domain/entitlement.ts";
import { hashSessionId, luciaOn, sessionCookieName } from "./lucia.server.ts";
import type { Viewer } from "./viewer.server.ts";

/** The session id that a request's cookie carries. Longer or stranger than ours: as good as none. */
export function sessionIdOf(request: Request): string | undefined {
  const header = request.headers.get("Cookie");
  if (header === null) return undefined;
  for (const pair of header.split(";")) {
    const [name, value = ""] = pair.trim().split("=", 2);
    if (name === sessionCookieName && /^[a-z2-7]{40}$/.test(value)) return value;
  }
  return undefined;
}

/** The session of a request as the database knows it: what to keep when the others end. */
export function hashedSessionOf(request: Request): string | undefined {
  const sessionId = sessionIdOf(request);
  return sessionId === undefined ? undefined : hashSessionId(sessionId);
}

/**
 * Who is behind a request. Without a session cookie nothing is queried; with one it is one query on the door role.
 * A cookie that opens nothing (ended, signed out) makes a visitor.
 */
export async function readSession(request: Request, _context: AppLoadContext): Promise<Viewer> {
  const sessionId = sessionIdOf(request);
  if (sessionId === undefined) return { kind: "visitor" };
  return await findViewer(pools().door.db, sessionId, new Date());
}

/** The viewer whom a session belongs to at `now`. */
export async function findViewer(db: Db, sessionId: string, now: Date): Promise<Viewer> {
  const { user } = await luciaOn(db).validateSession(sessionId);
  return user === null ? { kind: "visitor" } : viewerOf(user.holder, now);
}

function viewerOf({ account, staffRole, membership }: SessionHolder, now: Date): Viewer {
  const seat =
    membership === null
      ? undefined
      : {
          id: membership.id,
          number: membership.number,
          planName: membership.planName,
          entitled: isEntitled(entitlementOf(membership, now)),
        };
  if (staffRole !== null) return { kind: "staff", account, role: staffRole, membership: seat };
  if (seat?.entitled) return { kind: "member", account, membership: seat };
  return { kind: "account", account, membership: seat };
}

/** From where and when somebody signs in. */
export type SignInOrigin = { readonly ip: string; readonly userAgent: string; readonly now: Date };

/**
 * Opens a session with a new id, whatever cookie came with the request: an id planted before signing in opens nothing,
 * and the session of `formerId` ends. Answers the `Set-Cookie` header.
 */
export async function openSession(
  db: Db,
  accountId: string,
  origin: SignInOrigin,
  formerId?: string,
): Promise<string> {
  const lucia = luciaOn(db);
  if (formerId !== undefined) await lucia.invalidateSession(formerId);
  const { ip, userAgent, now } = origin;
  const session = await lucia.createSession(accountId, { createdAt: now, ip, userAgent });
  return lucia.createSessionCookie(session.id).serialize();
}

/** Ends the session that the request carries, if any. Answers the `Set-Cookie` header that forgets it. */
export async function endSession(db: Db, request: Request): Promise<string> {
  const lucia = luciaOn(db);
  const sessionId = sessionIdOf(request);
  if (sessionId !== undefined) await lucia.invalidateSession(sessionId);
  return lucia.createBlankSessionCookie().serialize();
}
