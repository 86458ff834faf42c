import { describe, expect, test } from "vitest";
import { importPlanForm, inputOf } from "#app/domain/import-form.ts";
import { REFERENCE_FIELDS, type ReferenceField } from "#app/domain/reference-file/columns.ts";
import { mayDoWithUpload, UPLOAD_STATES } from "#app/domain/upload.ts";

const form = importPlanForm({
  retailers: ["costco"],
  names: ["name", "cost", "code"],
  named: new Set<ReferenceField>(["title"]),
  now: new Date("2026-11-22T12:00:00Z"),
});
const good = {
  retailer: "costco",
  channel: "online",
  capturedAt: "2026-11-20T10:00",
  zone: "-08:00",
  "column-price": "cost",
};

/** The fields that are refused. */
function refused(typed: Record<string, string>): string[] {
  const read = form.safeParse({ ...good, ...typed });
  return read.success ? [] : read.error.issues.map(({ path }) => String(path[0]));
}

describe("how a file is to be read", () => {
  test("is kept as an instant, with the columns that differ from what their names tell", () => {
    expect(form.parse({ ...good, "column-gtin": "code", "column-brand": "" })).toEqual({
      retailer: "costco",
      channel: "online",
      place: "online",
      zone: "-08:00",
      capturedAt: "2026-11-20T18:00:00.000Z",
      columns: { price: "cost", gtin: "code", brand: "" },
    });
  });

  test.each([
    ["no such retailer", { retailer: "x" }, ["retailer"]],
    ["a club without a place", { channel: "in-club" }, ["place"]],
    ["no time", { capturedAt: "" }, ["capturedAt"]],
    ["a time in the future", { capturedAt: "2026-11-23T10:00" }, ["capturedAt"]],
    ["a time that is none", { capturedAt: "20/11/26" }, ["capturedAt"]],
    ["a zone that is none", { zone: "PST" }, ["zone"]],
    ["no price", { "column-price": "*" }, ["column-price"]],
    ["no title", { "column-title": "" }, ["column-title"]],
    ["a column that is not there", { "column-price": "x" }, ["column-price"]],
    ["a column for two fields", { "column-brand": "cost" }, ["column-brand"]],
    [
      "all of it",
      { retailer: "", capturedAt: "", "column-price": "" },
      ["retailer", "capturedAt", "column-price"],
    ],
  ])("%s is refused at its field", (_what, typed, fields) => {
    expect(refused(typed)).toEqual(fields);
  });

  test("every field has an input of its own", () => {
    expect(new Set(REFERENCE_FIELDS.map(inputOf)).size).toBe(REFERENCE_FIELDS.length);
  });
});

test("an upload is never thrown away while it is read, nor started twice, and what is stopped can go on", () => {
  const from = (deed: Parameters<typeof mayDoWithUpload>[1]) =>
    UPLOAD_STATES.filter((state) => mayDoWithUpload(state, deed));
  expect(from("discard")).toEqual(["arriving", "refused", "asking", "stopped", "failed"]);
  expect(from("start")).toEqual(["asking"]);
  expect(from("stop")).toEqual(["queued", "running"]);
  expect(from("resume")).toEqual(["stopped", "failed"]);
});
