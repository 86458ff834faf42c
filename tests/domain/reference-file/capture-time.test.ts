import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatCaptureTime,
  readCaptureTime,
  readZone,
  statesZone,
} from "#app/domain/reference-file/capture-time.ts";

describe("a time of capture", () => {
  test.each([
    ["2026-11-20T10:00-08:00", "2026-11-20T18:00:00.000Z", "-08:00"],
    ["2026-11-20 10:00:30.123456 -0800", "2026-11-20T18:00:30.123Z", "-08:00"],
    ["2026-11-20T10:00:00Z", "2026-11-20T10:00:00.000Z", "+00:00"],
    ["2026-08-22 08:20:54.110763", "2026-08-22T12:20:54.110Z", "-04:00"],
    ["2026-08-22", "2026-08-22T04:00:00.000Z", "-04:00"],
    ["1763632800", "2025-11-20T10:00:00.000Z", "-04:00"],
    ["1763632800123", "2025-11-20T10:00:00.123Z", "-04:00"],
  ])("%s is read; without a zone it is in the file's", (text, at, zone) => {
    expect(readCaptureTime(text, "-04:00")).toEqual({ at: new Date(at), zone });
  });

  test.each([
    "03/04/2026",
    "20.11.2026",
    "2026-02-30",
    "2026-13-01",
    "2026-11-20T25:00",
    "2026-11-20T10:00+19:00",
    "yesterday",
    "20261120",
    "",
  ])("%o is not guessed", (text) => {
    expect(readCaptureTime(text, "+00:00")).toBeUndefined();
  });

  test("keeps its instant when it is written in any zone", () => {
    const zones = fc.tuple(
      fc.constantFrom("+", "-"),
      fc.integer({ min: 0, max: 14 }),
      fc.constantFrom("00", "30", "45"),
    );
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2000-01-02"), max: new Date("2099-01-01"), noInvalidDate: true }),
        zones,
        (date, zone) => {
          const at = new Date(Math.floor(date.getTime() / 60_000) * 60_000);
          const offset = `${zone[0]}${String(zone[1]).padStart(2, "0")}:${zone[2]}`;
          const written = formatCaptureTime({ at, zone: offset }).replace("UTC", "Z");
          expect(readCaptureTime(written, "+01:00")?.at).toEqual(at);
        },
      ),
    );
  });
});

test("a zone is an offset from UTC", () => {
  expect(["Z", "utc", "-08", "-0800", "+05:30"].map(readZone)).toEqual([
    "+00:00",
    "+00:00",
    "-08:00",
    "-08:00",
    "+05:30",
  ]);
  expect(["PST", "8", "+15:00", "-08:75", ""].map(readZone)).toEqual(Array(5).fill(undefined));
});

test("a date's last number is no zone", () => {
  expect(statesZone("2026-11-20")).toBe(false);
  expect(statesZone("2026-11-20T10:00")).toBe(false);
  expect(statesZone("2026-11-20T10:00-08")).toBe(true);
});
