import { describe, expect, test } from "vitest";
import { readEnv } from "#app/settings.ts";
import { missingForServe } from "#scripts/serve-needs.ts";

const REAL = {
  DATABASE_URL: "postgres://club@db.example/tallyhouse",
  STRIPE_SECRET_KEY: "sk_live_1",
  STRIPE_WEBHOOK_SECRET: "whsec_1",
  SESSION_SECRET: "x".repeat(32),
  PUBLIC_URL: "https://club.example",
  SMTP_URL: "smtps://club:secret@mail.example:465",
  MAIL_FROM: "Tallyhouse <club@club.example>",
};
/** The settings that the sentences begin with. */
const named = (settings: Record<string, string>) =>
  missingForServe(readEnv(settings)).map((sentence) => /^[A-Z_]+/.exec(sentence)?.[0]);

describe("what `npm run serve` needs", () => {
  test("with all of it nothing is missing", () => {
    expect(named(REAL)).toEqual([]);
  });

  test("with none of it all is named at once", () => {
    expect(named({}).toSorted()).toEqual(Object.keys(REAL).toSorted());
  });

  test.each(Object.keys(REAL))("%s alone left out is named alone", (name) => {
    expect(named({ ...REAL, [name]: "" })).toEqual([name]);
  });

  test.each([
    ["STRIPE_API_URL", "http://127.0.0.1:12111"],
    ["DEMO", "1"],
  ])("%s is refused", (name, value) => {
    expect(named({ ...REAL, [name]: value })).toEqual([name]);
  });
});
