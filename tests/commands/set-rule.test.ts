import { beforeAll, describe, expect, test } from "vitest";
import { endRule } from "#app/commands/end-rule.ts";
import { type SetRuleInput, setRule } from "#app/commands/set-rule.ts";
import { listAudit } from "#app/db/audit-log.ts";
import { listOpenRules, listRuleVersions } from "#app/db/rules.ts";
import type { Actor } from "#app/domain/actor.ts";
import { testDatabase } from "#tests/support/database.ts";
import { addMerchandiser, addRacks, addSkus, NOW } from "#tests/support/pricing-fixture.ts";

const database = testDatabase();
let actor: Actor;

beforeAll(async () => {
  const { db } = database.pools.owner;
  actor = await addMerchandiser(db);
  await addRacks(db);
  await addSkus(db, [{ id: 1001, costCents: 1000 }]);
});

function markup(markupBps: number, ref: Partial<SetRuleInput> = {}): SetRuleInput {
  return {
    scope: "category",
    scopeKey: "coffee",
    strategy: { kind: "cost-plus", markupBps },
    guardrails: { endingCents: 99 },
    ...ref,
  };
}

const set = (input: SetRuleInput) => setRule(database.pools.staff.db, input, actor, NOW);

describe("setting a rule", () => {
  test("a new version ends the old one and is audited with before and after", async () => {
    await set(markup(1000));
    await expect(set(markup(1200))).resolves.toMatchObject({ ok: true, changed: true });

    const { db } = database.pools.staff;
    const versions = await listRuleVersions(db, "category", "coffee");
    expect(versions.map((one) => [one.strategy.markupBps, one.endedAt === null])).toEqual(
      expect.arrayContaining([
        [1200, true],
        [1000, false],
      ]),
    );
    const [entry] = await listAudit(db, { subjectKind: "rule", subjectId: "category:coffee", limit: 1 });
    expect(entry).toMatchObject({
      action: "set-rule",
      actorId: actor.id,
      actor: "mo@tallyhouse.test",
      requestId: "request-1",
      before: { strategy: { markupBps: 1000 } },
      after: { strategy: { markupBps: 1200 }, guardrails: { endingCents: 99 } },
    });
  });

  test("the same again makes no new version and no audit entry", async () => {
    await set(markup(700, { scopeKey: "soap" }));
    await expect(set(markup(700, { scopeKey: "soap" }))).resolves.toMatchObject({ ok: true, changed: false });
    const { db } = database.pools.staff;
    await expect(listRuleVersions(db, "category", "soap")).resolves.toHaveLength(1);
    await expect(
      listAudit(db, { subjectKind: "rule", subjectId: "category:soap", limit: 5 }),
    ).resolves.toHaveLength(1);
  });

  test("pressed twice at once, it is set once", async () => {
    const input = markup(900, { scope: "brand", scopeKey: "northfield" });
    const results = await Promise.all([set(input), set(input), set(input)]);
    expect(results.every((result) => result.ok)).toBe(true);
    expect(results.filter((result) => result.ok && result.changed)).toHaveLength(1);
    await expect(listRuleVersions(database.pools.staff.db, "brand", "northfield")).resolves.toHaveLength(1);
  });

  test.each([
    ["category", "tea"],
    ["sku", "9999"],
    ["sku", "not a number"],
    ["supplier", "nobody"],
  ] as const)("refuses a %s that is not there (%s)", async (scope, scopeKey) => {
    await expect(set(markup(900, { scope, scopeKey }))).resolves.toEqual({
      ok: false,
      reason: "scope-unknown",
    });
  });

  test("open rules are listed by scope with what they cover in words", async () => {
    await set(markup(600, { scope: "sku", scopeKey: "1001" }));
    await expect(listOpenRules(database.pools.staff.db, "sku", { limit: 10 })).resolves.toMatchObject([
      { scopeKey: "1001", name: "Item 1001, 1 lb", madeBy: "mo@tallyhouse.test" },
    ]);
  });
});

describe("ending a rule", () => {
  test("leaves none open; ending it again is refused", async () => {
    const { db } = database.pools.staff;
    const ref = { scope: "supplier", scopeKey: "alder" } as const;
    await set(markup(800, ref));
    await expect(endRule(db, ref, actor, NOW)).resolves.toEqual({ ok: true });
    await expect(endRule(db, ref, actor, NOW)).resolves.toEqual({ ok: false, reason: "no-open-rule" });
    await expect(listOpenRules(db, "supplier", { limit: 10 })).resolves.toEqual([]);
  });

  test("the club's rule cannot be ended: everything falls back to it", async () => {
    const ref = { scope: "club", scopeKey: "club" } as const;
    await set(markup(1000, ref));
    await expect(endRule(database.pools.staff.db, ref, actor, NOW)).resolves.toEqual({
      ok: false,
      reason: "club-rule",
    });
  });
});
