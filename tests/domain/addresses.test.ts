import { expect, test } from "vitest";
import {
  departmentPath,
  itemPath,
  parseItemNumber,
  parseItemParam,
  searchPath,
} from "#app/domain/addresses.ts";
import { checkedText, dayText, instantText } from "#app/domain/checked.ts";
import { cappedCount, countText } from "#app/domain/count-text.ts";
import { formatShelfCursor, parseShelfCursor } from "#app/domain/shelf-cursor.ts";

test("an item's address begins with its number, whatever follows", () => {
  expect(itemPath({ id: 100_234, slug: "olive-oil" })).toBe("/items/100234-olive-oil");
  expect(parseItemParam("100234-olive-oil")).toBe(100_234);
  expect(parseItemParam("100234")).toBe(100_234);
  expect(parseItemParam("100234-")).toBe(100_234);
});

test.each(["", "olive-oil", "0123", "-5", "1e6", "100234x", "9".repeat(16)])(
  "%j is no item's address",
  (text) => {
    expect(parseItemParam(text)).toBeUndefined();
  },
);

test.each([
  ["100234", 100_234],
  ["item 100234", 100_234],
  ["#100234", 100_234],
  ["100", undefined],
  ["100234 oil", undefined],
])("typed into the search, %j is item %s", (text, id) => {
  expect(parseItemNumber(text)).toBe(id);
});

test("addresses are escaped", () => {
  expect(searchPath("a&b=c", "pantry")).toBe("/search?q=a%26b%3Dc&department=pantry");
  expect(departmentPath("pantry", "coffee", "812-1")).toBe("/departments/pantry?category=coffee&after=812-1");
  expect(departmentPath("pantry")).toBe("/departments/pantry");
});

test("a cursor comes back as it was", () => {
  const cursor = { popularity: 812, id: 100_234 };
  expect(parseShelfCursor(formatShelfCursor(cursor))).toEqual(cursor);
});

test.each([null, "", "812", "812-", "-1-5", "9999999999-1", "1-9999999999999999", "1-2-3", "1-2 or 1=1"])(
  "%j is no cursor",
  (text) => {
    expect(parseShelfCursor(text)).toBeUndefined();
  },
);

test("the day is the one at the place of capture", () => {
  const at = new Date("2026-11-20T06:30:00Z");
  const now = new Date("2026-11-22T00:00:00Z");
  expect(dayText(at, now, "-08:00")).toBe("19 Nov");
  expect(dayText(at, now)).toBe("20 Nov");
  expect(dayText(at, new Date("2027-01-02T00:00:00Z"))).toBe("20 Nov 2026");
  expect(instantText(at, "-08:00")).toBe("19 Nov 2026, 22:30 (UTC-08:00)");
});

test("a check says where it was made", () => {
  const now = new Date("2026-11-22T00:00:00Z");
  const check = { at: new Date("2026-11-19T12:00:00Z"), zone: "+00:00", place: "98109" } as const;
  expect(checkedText({ ...check, channel: "in-club", membershipNeeded: true }, now)).toBe(
    "Checked 19 Nov in club, ZIP 98109",
  );
  expect(checkedText({ ...check, channel: "in-club", membershipNeeded: false }, now)).toBe(
    "Checked 19 Nov in store, ZIP 98109",
  );
  expect(checkedText({ ...check, channel: "online", place: "", membershipNeeded: true }, now)).toBe(
    "Checked 19 Nov online",
  );
});

test("big sets are not counted out", () => {
  expect(countText(1, 1_000)).toBe("1 item");
  expect(countText(1_000, 1_000)).toBe("1,000 items");
  expect(countText(1_001, 1_000)).toBe("1,000+ items");
  expect(cappedCount(0, 1_000)).toBe("0");
});
