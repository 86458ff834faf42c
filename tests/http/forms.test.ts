import { expect, test } from "vitest";
import { z } from "zod";
import { newAccountSchema } from "#app/domain/account.ts";
import { parseForm } from "#app/http/forms.ts";

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test("errors stand at their fields, and nothing typed is lost but the password", () => {
  const parsed = parseForm(newAccountSchema, form({ name: "Ada", email: "ada@", password: "short" }));
  expect(parsed).toEqual({
    ok: false,
    errors: {
      email: "Enter an e-mail address like ada@example.com.",
      password: "Use at least 10 characters.",
    },
    typed: { name: "Ada", email: "ada@" },
  });
});

test("a field that is missing altogether is told what to do, like an empty one", () => {
  const parsed = parseForm(newAccountSchema, form({}));
  expect(parsed).toMatchObject({
    ok: false,
    errors: { name: "Enter your name.", email: "Enter your e-mail address.", password: "Choose a password." },
  });
});

test("what is right is read", () => {
  const parsed = parseForm(z.object({ agree: z.literal("yes") }), form({ agree: "yes", other: "kept" }));
  expect(parsed).toEqual({ ok: true, value: { agree: "yes" }, typed: { agree: "yes", other: "kept" } });
});

test("a file in the place of a text counts as nothing", () => {
  const data = form({ name: "Ada" });
  data.set("email", new File(["x"], "x.txt"));
  expect(parseForm(newAccountSchema, data).ok).toBe(false);
});
