/** Tokens of links that are sent by mail. The mail has the token; the database only its hash. */
import { createHash, randomBytes } from "node:crypto";

/** A new token: 256 random bits in base64url, 43 characters. */
export function makeToken(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256, hex. The token is random enough to need no salt or slow hash. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
