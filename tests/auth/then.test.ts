import fc from "fast-check";
import { expect, test } from "vitest";
import { safeThen, signInPath } from "#app/auth/then.ts";

test.each(["/", "/items/1001", "/search?q=olive%20oil&page=2", "/join/base"])("%s is a way on", (then) => {
  expect(safeThen(then, "/account")).toBe(then);
});

test.each([
  null,
  "",
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/x/..//evil.example",
  "javascript:alert(1)",
  "items",
  " /items",
  `/${"x".repeat(1001)}`,
])("%j is not", (then) => {
  expect(safeThen(then, "/account")).toBe("/account");
});

test("whatever is written, a browser stays on this site", () => {
  const tricky = fc.string({
    unit: fc.constantFrom("/", "\\", ".", "%2f", "%5c", ":", "@", "?", "#", "\t", "\n", "a", "evil.example"),
  });
  fc.assert(
    fc.property(tricky, (then) => {
      const to = safeThen(then, "/");
      expect(new URL(to, "https://club.example/sign-in").origin).toBe("https://club.example");
    }),
    { numRuns: 1_000 },
  );
});

test("the way to sign in leads back with its query", () => {
  const path = signInPath(new Request("https://club.example/items/7?size=2"));
  expect(path).toBe("/sign-in?then=%2Fitems%2F7%3Fsize%3D2");
  expect(safeThen(new URL(path, "https://club.example").searchParams.get("then"), "/")).toBe(
    "/items/7?size=2",
  );
});
