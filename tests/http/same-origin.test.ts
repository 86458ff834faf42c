import { expect, test } from "vitest";
import { isSameOriginWrite } from "#app/http/same-origin.ts";

const ORIGIN = "https://club.example";

test.each<[string, Record<string, string>, boolean]>([
  ["a form of our own page", { "Sec-Fetch-Site": "same-origin", Origin: ORIGIN }, true],
  [
    "our own page under another name of this machine",
    { "Sec-Fetch-Site": "same-origin", Origin: "http://localhost:3000" },
    true,
  ],
  ["a form of another site", { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" }, false],
  ["a form of a sister site", { "Sec-Fetch-Site": "same-site", Origin: "https://blog.club.example" }, false],
  ["another site that lies about its origin", { "Sec-Fetch-Site": "cross-site", Origin: ORIGIN }, false],
  ["something typed or bookmarked", { "Sec-Fetch-Site": "none" }, false],
  ["an older browser, our page", { Origin: ORIGIN }, true],
  ["an older browser, another site", { Origin: "https://evil.example" }, false],
  ["a name that only begins like ours", { Origin: "https://club.example.evil.example" }, false],
  ["a sandboxed frame or a redirect", { Origin: "null" }, false],
  ["nothing said", {}, false],
])("%s", (_name, headers, allowed) => {
  expect(isSameOriginWrite(new Headers(headers), ORIGIN)).toBe(allowed);
});
