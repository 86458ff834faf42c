/** Nobody is charged a fee that they were not told 7 to 30 days ahead, whatever is set when, withdrawn and set anew. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "#app/domain/calendar-date.ts";
import {
  type FeeChange,
  feeNoticeKey,
  feeNoticeKeys,
  feeOutlook,
  type Renewing,
} from "#app/domain/renewal-fee.ts";
import { BASE_PLAN } from "#tests/support/people.ts";

const RENEWS = new Date("2027-11-22T17:00:00Z");
const SECOND = 1_000;
const renewing: Renewing = { membershipId: "m", renewsOn: RENEWS, addOnSeats: 0, plan: BASE_PLAN };
const daysBefore = (days: number) => addDays(RENEWS, -days);

function change(given: Partial<FeeChange> = {}): FeeChange {
  return {
    id: "x",
    planSlug: "base",
    fromCents: 6_000,
    toCents: 6_500,
    madeAt: daysBefore(90),
    effectiveFrom: daysBefore(40),
    withdrawnAt: null,
    stripePriceId: "price_x",
    ...given,
  };
}

const x = change();
const toldX = feeNoticeKey({ kind: "fee-change", change: x }, renewing);
const keptX = feeNoticeKey({ kind: "fee-kept", change: x }, renewing);
const outlook = (changes: FeeChange[], told: string[], now: Date) =>
  feeOutlook(renewing, changes, new Set(told), now);

describe("an announced change", () => {
  test("is told from 30 days ahead, to the second, and 7 days ahead at the latest", () => {
    const at = (now: Date) => outlook([x], [], now).due?.kind;
    expect(at(new Date(daysBefore(30).getTime() - SECOND))).toBeUndefined();
    expect(at(daysBefore(30))).toBe("fee-change");
    expect(at(daysBefore(7))).toBe("fee-change");
    expect(at(new Date(daysBefore(7).getTime() + SECOND))).toBeUndefined();
  });

  test("told, it is asked; not told in time, the old fee is", () => {
    const after = new Date(daysBefore(7).getTime() + SECOND);
    expect(outlook([x], [toldX], after)).toMatchObject({ feeCents: 6_500, change: x, isFinal: true });
    expect(outlook([x], [], after)).toMatchObject({ feeCents: 6_000, change: null, isFinal: true });
    expect(outlook([x], [toldX], daysBefore(7))).toMatchObject({ feeCents: 6_500, isFinal: false });
  });

  test("takes effect with the renewal of its very day, and not with one a second before", () => {
    const on = change({ effectiveFrom: RENEWS });
    const later = change({ effectiveFrom: new Date(RENEWS.getTime() + SECOND) });
    expect(outlook([on], [], daysBefore(20)).due?.kind).toBe("fee-change");
    expect(outlook([later], [], daysBefore(20)).due).toBeUndefined();
  });
});

describe("a change that was withdrawn", () => {
  const gone = { ...x, withdrawnAt: daysBefore(20) };

  test("is told to nobody any more; whoever knows of it is told that the fee stays, once", () => {
    expect(outlook([gone], [], daysBefore(19))).toMatchObject({ feeCents: 6_000, due: undefined });
    const told = outlook([gone], [toldX], daysBefore(19));
    expect(told).toMatchObject({ feeCents: 6_000, due: { kind: "fee-kept" } });
    expect(outlook([gone], [toldX, keptX], daysBefore(19)).due).toBeUndefined();
    expect(outlook([gone], [toldX, keptX], daysBefore(3))).toMatchObject({ feeCents: 6_000, change: null });
  });

  test("in the last 7 days: what was told stands, for nothing else can be told in time", () => {
    const late = { ...x, withdrawnAt: daysBefore(5) };
    expect(outlook([late], [toldX], daysBefore(4))).toMatchObject({ feeCents: 6_500, due: undefined });
    expect(outlook([gone], [toldX], daysBefore(4))).toMatchObject({ feeCents: 6_500 });
  });

  test("is not said to stay to whom it was set after all", () => {
    const set: Renewing = { ...renewing, plan: { ...BASE_PLAN, feeCents: 6_500 } };
    expect(feeOutlook(set, [gone], new Set([toldX]), daysBefore(19)).due).toBeUndefined();
  });
});

describe("a fee that is set anew before an announced change applies", () => {
  const gone = { ...x, withdrawnAt: daysBefore(50) };
  const anew = { fromCents: 6_500, toCents: 7_000, madeAt: daysBefore(50), stripePriceId: "price_y" };
  const y = change({ ...anew, id: "y", effectiveFrom: daysBefore(20) });
  const toldY = feeNoticeKey({ kind: "fee-change", change: y }, renewing);

  test("is told to whoever pays the old fee, though the change that led there never came", () => {
    expect(outlook([gone, y], [], daysBefore(30))).toMatchObject({ feeCents: 7_000, due: { change: y } });
    expect(outlook([gone, y], [toldY], daysBefore(2))).toMatchObject({ feeCents: 7_000, change: y });
  });

  test("reaching later renewals alone: this one asks the old fee again, and that is told", () => {
    const next = change({ ...anew, id: "y", madeAt: daysBefore(25), effectiveFrom: addDays(RENEWS, 5) });
    const late = { ...x, withdrawnAt: daysBefore(25) };
    expect(outlook([late, next], [toldX], daysBefore(24))).toMatchObject({
      feeCents: 6_000,
      due: { kind: "fee-kept", change: late },
    });
    const inAYear = { ...renewing, renewsOn: addDays(RENEWS, 365) };
    expect(feeOutlook(inAYear, [late, next], new Set(), addDays(RENEWS, 340)).due).toMatchObject({
      change: next,
    });
  });

  test("back to the old fee: who was told is told that it stays, the others nothing", () => {
    const back = change({ ...anew, id: "y", toCents: 6_000, effectiveFrom: daysBefore(20) });
    expect(outlook([gone, back], [], daysBefore(25)).due).toBeUndefined();
    expect(outlook([gone, back], [toldX], daysBefore(25)).due).toMatchObject({ kind: "fee-kept" });
  });

  test("for new members alone it changes nothing for those who joined before", () => {
    const joinedAt = { ...renewing, plan: { ...BASE_PLAN, feeCents: 8_000 } };
    expect(feeOutlook(joinedAt, [gone, y], new Set(), daysBefore(20)).due).toBeUndefined();
  });
});

/** What staff do with a plan's fee around a renewal, and days on which the jobs ran. */
const anyDeed = fc.oneof(
  fc.record({
    kind: fc.constant("set" as const),
    cents: fc.constantFrom(5_500, 6_000, 6_500, 7_000),
    lead: fc.integer({ min: 30, max: 80 }),
  }),
  fc.record({ kind: fc.constant("keep" as const), cents: fc.constantFrom(5_500, 6_000, 6_500, 7_000) }),
  fc.constant({ kind: "run" as const }),
  fc.constant({ kind: "run" as const }),
);

test("whatever is set when, and on whichever days the jobs run: the charge is what was told last, in time", () => {
  const plan = fc.array(fc.record({ hours: fc.integer({ min: 1, max: 120 }), deed: anyDeed }), {
    minLength: 20,
    maxLength: 60,
  });
  const seen = new Set<string>();
  fc.assert(
    fc.property(plan, (steps) => {
      const world = {
        now: daysBefore(110),
        planFee: 6_000,
        changes: [] as FeeChange[],
        told: new Map<string, Date>(),
      };
      let charged = 6_000;
      let saidFee = 6_000;
      for (const [index, { hours, deed }] of steps.entries()) {
        world.now = new Date(world.now.getTime() + hours * 3_600_000);
        if (world.now >= RENEWS) break;
        if (deed.kind !== "run") {
          setFee(world, deed, index);
          continue;
        }
        // The notices first, then the move: as the jobs do.
        const due = feeOutlook(present(charged), world.changes, new Set(world.told.keys()), world.now).due;
        if (due !== undefined) {
          const { now } = world;
          expect(addDays(now, 7) <= RENEWS && addDays(now, 30) >= RENEWS).toBe(true);
          world.told.set(feeNoticeKey(due, renewing), now);
          saidFee = due.kind === "fee-change" ? due.change.toCents : charged;
          seen.add(due.kind);
        }
        const { change: comes, isFinal } = feeOutlook(
          present(charged),
          world.changes,
          new Set(world.told.keys()),
          world.now,
        );
        if (isFinal && comes !== null) charged = comes.toCents;
      }
      const ran = new Set(world.told.keys());
      const last = feeOutlook(present(charged), world.changes, ran, new Date(RENEWS.getTime() - 1));
      expect(last.feeCents).toBe(saidFee);
    }),
    { numRuns: 2_000, seed: 20_271_122 },
  );
  expect([...seen].toSorted()).toEqual(["fee-change", "fee-kept"]);
});

const present = (feeCents: number): Renewing => ({ ...renewing, plan: { ...BASE_PLAN, feeCents } });

type World = { now: Date; planFee: number; changes: FeeChange[] };

/** As the command does: what has not taken effect is withdrawn, and the new one announced. */
function setFee(
  world: World,
  deed: { kind: "set"; cents: number; lead: number } | { kind: "keep"; cents: number },
  index: number,
): void {
  if (deed.cents === world.planFee) return;
  const { now } = world;
  world.changes = world.changes.map((one) =>
    one.withdrawnAt === null && one.effectiveFrom > now ? { ...one, withdrawnAt: now } : one,
  );
  if (deed.kind === "set") {
    const ends = { fromCents: world.planFee, toCents: deed.cents };
    const effectiveFrom = addDays(now, deed.lead);
    world.changes.push(change({ id: `c${index}`, ...ends, madeAt: now, effectiveFrom }));
  }
  world.planFee = deed.cents;
}

test("what must be looked up is what may have been told, and nothing before 30 days ahead", () => {
  expect(feeNoticeKeys(renewing, [x], new Date(daysBefore(30).getTime() - SECOND))).toEqual([]);
  expect(feeNoticeKeys(renewing, [x, change({ planSlug: "plus" })], daysBefore(30))).toEqual([toldX, keptX]);
});
