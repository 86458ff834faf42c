import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  boundFor,
  holdsSecretLink,
  isBehind,
  mergeTimeline,
  type SessionEntry,
  TIMELINE_KINDS,
  type TimelineCursor,
  type TimelineEntry,
  withoutLinks,
} from "#app/domain/timeline.ts";

const start = new Date("2026-11-22T12:00:00Z").getTime();

/** Entries of every kind, many of them at the same instant; only what is compared is there. */
const entriesArbitrary = fc
  .uniqueArray(fc.record({ kind: fc.constantFrom(...TIMELINE_KINDS), second: fc.nat(4), n: fc.nat(60) }), {
    selector: ({ kind, n }) => `${kind}-${n}`,
    maxLength: 60,
  })
  .map((given) =>
    given.map(
      ({ kind, second, n }) =>
        ({ kind, id: `id_${n}`, at: new Date(start + second * 1_000) }) as unknown as TimelineEntry,
    ),
  );

/** What one source answers: its kind alone, newest first, behind the bound. */
function listOf(
  all: readonly TimelineEntry[],
  kind: string,
  cursor: TimelineCursor | undefined,
  limit: number,
) {
  const bound = boundFor(kind as TimelineEntry["kind"], cursor);
  return all
    .filter((entry) => entry.kind === kind && isBehind(entry, bound))
    .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
    .slice(0, limit);
}

describe("a timeline merged from several sources", () => {
  test("its pages hold every entry once, newest first, whatever shares an instant", () => {
    fc.assert(
      fc.property(entriesArbitrary, fc.integer({ min: 1, max: 7 }), (all, limit) => {
        const seen: TimelineEntry[] = [];
        let cursor: TimelineCursor | undefined;
        for (;;) {
          const lists = TIMELINE_KINDS.map((kind) => listOf(all, kind, cursor, limit + 1));
          const { entries, next } = mergeTimeline(lists, limit);
          seen.push(...entries);
          if (next === null) break;
          cursor = next;
        }
        const keys = seen.map(({ kind, id }) => `${kind}-${id}`);
        expect(keys.toSorted()).toEqual(all.map(({ kind, id }) => `${kind}-${id}`).toSorted());
        const times = seen.map(({ at }) => at.getTime());
        expect(times).toEqual(times.toSorted((a, b) => b - a));
      }),
    );
  });

  test("a page that takes all is the last one", () => {
    const entry = { kind: "session", id: "a", at: new Date(start) } as SessionEntry;
    expect(mergeTimeline([[entry], []], 1)).toEqual({ entries: [entry], next: null });
    expect(mergeTimeline([], 5)).toEqual({ entries: [], next: null });
  });
});

describe("a mail's text at the desk", () => {
  const secret = "https://club.example/reset-password/9fJ2kQ0sLm3nB7vXz1aYtR5w";

  test("shows no link", () => {
    const shown = withoutLinks(`Set it here:\n${secret}\nor write to us.`);
    expect(shown).toBe("Set it here:\n[link]\nor write to us.");
  });

  test.each([
    [secret, true],
    ["https://club.example/invitations?token=9fJ2kQ0sLm3nB7vXz1aYtR5w", true],
    ["https://club.example/membership", false],
    ["https://club.example/evidence/01a20485-8269-7082-9da0-ae0bcfc5a684", false],
    ["no link at all", false],
  ])("%s lets its reader in: %s", (text, holds) => {
    expect(holdsSecretLink(text)).toBe(holds);
  });
});
