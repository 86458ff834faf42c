import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { encodeForKeeping, encodeOnce, negotiateEncoding } from "#app/http/encoding.ts";

describe("negotiateEncoding", () => {
  test.each([
    ["gzip, deflate, br", "br"],
    ["gzip", "gzip"],
    ["br;q=0, gzip", "gzip"],
    ["*", "br"],
    ["*;q=0", "identity"],
    ["identity", "identity"],
    [undefined, "identity"],
  ] as const)("%s takes %s", (accept, expected) => {
    expect(negotiateEncoding(accept, ["br", "gzip"])).toBe(expected);
  });
});

describe("bodies", () => {
  const text = Buffer.from("rack ".repeat(500));

  test("what is kept has every form, and each unpacks to the same bytes", async () => {
    const kept = await encodeForKeeping(text, "text/html");
    expect(gunzipSync(kept.gzip ?? "").equals(text)).toBe(true);
    expect(kept.br?.length).toBeLessThan(text.length);
  });

  test("small and packed things are left as they are", async () => {
    expect(await encodeForKeeping(Buffer.from("short"), "text/html")).toEqual({
      identity: Buffer.from("short"),
    });
    expect((await encodeOnce(text, "image/png", "gzip")).encoding).toBe("identity");
  });
});
