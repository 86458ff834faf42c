import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "#app/auth/password.server.ts";

test("a password opens its own hash alone, and hashes of the same one differ", async () => {
  const [one, two] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
  expect(one).not.toBe(two);
  expect(await verifyPassword(one, "correct horse")).toBe(true);
  expect(await verifyPassword(one, "correct horsf")).toBe(false);
});

test("it is Argon2id with OWASP's parameters", async () => {
  expect(await hashPassword("correct horse")).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test("an accent typed as one or as two code points is the same password", async () => {
  expect(await verifyPassword(await hashPassword("caf\u00e9 au lait"), "cafe\u0301 au lait")).toBe(true);
});

test("nobody's hash is opened by nothing, and takes the same work", async () => {
  expect(await verifyPassword(undefined, "correct horse")).toBe(false);
});
