/** Passwords at rest: Argon2id in PHC form, with OWASP's parameters (19 MiB, 2 passes, 1 lane). */
import { randomBytes } from "node:crypto";
import { hash, type Options, verify } from "@node-rs/argon2";

/** Argon2id (2): the package declares its algorithms as a const enum, which leaves nothing to import. */
const PARAMETERS: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes a new password; about 20 ms of a core, off the event loop. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalized(password), PARAMETERS);
}

/** The same password typed on two keyboards can come as different code points. */
function normalized(password: string): string {
  return password.normalize("NFKC");
}

let nobodysHash: Promise<string> | undefined;

/**
 * Whether `password` opens `storedHash`. Without a stored hash (no such account) the same work is done against a hash
 * that nothing opens, so that the time of the answer does not tell which addresses are known.
 */
export async function verifyPassword(storedHash: string | undefined, password: string): Promise<boolean> {
  if (storedHash !== undefined) return await verify(storedHash, normalized(password));
  nobodysHash ??= hashPassword(randomBytes(32).toString("hex"));
  await verify(await nobodysHash, normalized(password));
  return false;
}
