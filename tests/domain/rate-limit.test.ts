import { expect, test } from "vitest";
import { judgeTries, rateLimitKey, SIGN_IN_BY_EMAIL, tooManyTriesText } from "#app/domain/rate-limit.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const windowEndsAt = new Date("2026-11-22T12:11:40Z");

test("the last allowed try goes on, the next one does not and is told how long to wait", () => {
  const { tries } = SIGN_IN_BY_EMAIL;
  expect(judgeTries(SIGN_IN_BY_EMAIL, { hits: tries, windowEndsAt }, NOW)).toEqual({ ok: true });
  expect(judgeTries(SIGN_IN_BY_EMAIL, { hits: tries + 1, windowEndsAt }, NOW)).toEqual({
    ok: false,
    retryAfterSeconds: 700,
  });
});

test("the case of an address does not make it another one", () => {
  expect(rateLimitKey(SIGN_IN_BY_EMAIL, "Ada@Example.com")).toBe("sign-in:ada@example.com");
});

test("the wait is said in whole minutes, rounded up", () => {
  expect(tooManyTriesText(700)).toBe("Too many tries. Try again in 12 minutes.");
  expect(tooManyTriesText(1)).toBe("Too many tries. Try again in a minute.");
});
