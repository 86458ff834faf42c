import { describe, expect, test } from "vitest";
import { emailSchema, newAccountSchema, signInSchema } from "#app/domain/account.ts";

const ADA = { name: "Ada Pound", email: "ada@example.com", password: "a long enough one" };

describe("a new account", () => {
  test("is read, with spaces around its fields taken off (not in the password)", () => {
    const read = newAccountSchema.parse({
      name: " Ada Pound ",
      email: " ada@example.com ",
      password: " spaces are kept ",
    });
    expect(read).toEqual({ name: "Ada Pound", email: "ada@example.com", password: " spaces are kept " });
  });

  test.each([
    ["no name", { name: "  " }],
    ["a name of two lines", { name: "Ada\nBcc: all@example.com" }],
    ["no address", { email: "" }],
    ["half an address", { email: "ada@" }],
    ["an address that is too long", { email: `${"a".repeat(250)}@example.com` }],
    ["a short password", { password: "ninechars" }],
    ["an endless password", { password: "x".repeat(201) }],
    ["its address as password", { email: "ada.pound@example.com", password: "Ada.Pound@example.com" }],
  ])("refuses %s", (_name, given) => {
    expect(newAccountSchema.safeParse({ ...ADA, ...given }).success).toBe(false);
  });
});

test("signing in judges no password by its length", () => {
  expect(signInSchema.safeParse({ email: "ada@example.com", password: "x" }).success).toBe(true);
});

test("addresses keep the case that was typed; the database ignores it", () => {
  expect(emailSchema.parse("Ada@Example.com")).toBe("Ada@Example.com");
});
