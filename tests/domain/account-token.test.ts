import { describe, expect, test } from "vitest";
import {
  type AccountToken,
  judgeToken,
  LINK_PROBLEMS,
  TOKEN_MINUTES,
  tokenExpiry,
  tokenSchema,
} from "#app/domain/account-token.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const live: AccountToken = {
  accountId: "018f0000-0000-7000-8000-000000000000",
  purpose: "reset-password",
  email: "ada@example.com",
  expiresAt: tokenExpiry("reset-password", NOW),
  usedAt: null,
};

describe("a mailed link", () => {
  test("to a new password works for an hour, to the millisecond", () => {
    expect(live.expiresAt).toEqual(new Date("2026-11-22T13:00:00Z"));
    const last = new Date(live.expiresAt.getTime() - 1);
    expect(judgeToken(live, "reset-password", last)).toEqual({ ok: true, token: live });
    expect(judgeToken(live, "reset-password", live.expiresAt)).toEqual({ ok: false, problem: "expired" });
  });

  test("opens nothing but what it was made for", () => {
    expect(judgeToken(live, "verify-email", NOW)).toEqual({ ok: false, problem: "unknown" });
    expect(judgeToken(undefined, "reset-password", NOW)).toEqual({ ok: false, problem: "unknown" });
  });

  test("that was used says so, also after its time", () => {
    const used = { ...live, usedAt: NOW };
    const later = new Date("2026-11-23T12:00:00Z");
    expect(judgeToken(used, "reset-password", later)).toEqual({ ok: false, problem: "used" });
  });

  test("has its own sentence for every way not to work", () => {
    for (const problems of Object.values(LINK_PROBLEMS)) {
      expect(new Set(Object.values(problems).map(({ text }) => text)).size).toBe(3);
    }
  });

  test("says as long as it works: an hour, a day, seven days", () => {
    expect(TOKEN_MINUTES).toEqual({ "reset-password": 60, "change-email": 1_440, "verify-email": 10_080 });
    expect(LINK_PROBLEMS["reset-password"].expired.text).toContain("hour");
    expect(LINK_PROBLEMS["change-email"].expired.text).toContain("day");
    expect(LINK_PROBLEMS["verify-email"].expired.text).toContain("seven days");
  });
});

test.each(["", "short", "x".repeat(44), `${"x".repeat(42)}'`, `${"x".repeat(42)}\n`])(
  "%j can be no token",
  (text) => {
    expect(tokenSchema.safeParse(text).success).toBe(false);
  },
);
