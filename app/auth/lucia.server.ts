/** Lucia on our own tables. The cookie holds the session's id; the database only its keyed hash. */
import { createHmac } from "node:crypto";
import { type Adapter, Lucia, TimeSpan } from "lucia";
import type { Db } from "#app/db/client.server.ts";
import {
  deleteExpiredSessions,
  deleteSession,
  deleteSessionsOf,
  extendSession,
  findSession,
  insertSession,
  listSessionsOf,
  type SessionHolder,
  type SessionOrigin,
} from "#app/db/sessions.ts";
import { env } from "#app/env.server.ts";
import { SESSION_COOKIES } from "#app/http/caching.ts";

declare module "lucia" {
  interface Register {
    Lucia: Lucia<SessionOrigin, { holder: SessionHolder }>;
    DatabaseSessionAttributes: SessionOrigin;
    DatabaseUserAttributes: { holder: SessionHolder };
  }
}

/** Over https the name's prefix makes browsers insist on Secure, on path / and on no domain. */
const overHttps = env.PUBLIC_URL?.startsWith("https:") === true;
export const sessionCookieName = SESSION_COOKIES[overHttps ? 0 : 1];

/** A session lives for 30 days from its last use (Lucia moves its end when half of that has passed). */
const SESSION_DAYS = 30;

/**
 * HMAC-SHA-256 of a session's id, hex, keyed with SESSION_SECRET: neither reading nor writing the table opens a session.
 * The id is 200 random bits: no salt or slow hash is needed.
 * @throws Error when SESSION_SECRET is not set (the start script makes one).
 */
export function hashSessionId(sessionId: string): string {
  if (env.SESSION_SECRET === undefined)
    throw new Error("SESSION_SECRET is not set. Use npm start, or set it.");
  return createHmac("sha256", env.SESSION_SECRET).update(sessionId).digest("hex");
}

/** Lucia bound to a connection of the door role. */
export function luciaOn(db: Db) {
  return new Lucia<SessionOrigin, { holder: SessionHolder }>(sessionAdapter(db), {
    sessionExpiresIn: new TimeSpan(SESSION_DAYS, "d"),
    // The end that counts is the database's, which slides; the cookie outlives it, so that reading a page sets none.
    sessionCookie: {
      name: sessionCookieName,
      expires: false,
      attributes: { secure: overHttps, sameSite: "lax", path: "/" },
    },
    getUserAttributes: ({ holder }) => ({ holder }),
  });
}

/** Hashes ids on the way in; hands Lucia the id that it asked with. */
function sessionAdapter(db: Db): Adapter {
  return {
    async getSessionAndUser(id) {
      const found = await findSession(db, hashSessionId(id));
      if (found === undefined) return [null, null];
      const { expiresAt, origin, holder } = found;
      const userId = holder.account.id;
      return [
        { id, userId, expiresAt, attributes: origin },
        { id: userId, attributes: { holder } },
      ];
    },
    async getUserSessions(userId) {
      const open = await listSessionsOf(db, userId);
      return open.map(({ hashedId, expiresAt, ...attributes }) => ({
        id: hashedId,
        userId,
        expiresAt,
        attributes,
      }));
    },
    setSession: ({ id, userId, expiresAt, attributes }) =>
      insertSession(db, { hashedId: hashSessionId(id), accountId: userId, expiresAt, ...attributes }),
    updateSessionExpiration: (id, expiresAt) => extendSession(db, hashSessionId(id), expiresAt),
    deleteSession: (id) => deleteSession(db, hashSessionId(id)),
    deleteUserSessions: (userId) => deleteSessionsOf(db, userId),
    deleteExpiredSessions: async () => void (await deleteExpiredSessions(db, new Date())),
  };
}
