import { beforeAll, describe, expect, test } from "vitest";
import { appendAudit } from "#app/db/audit.ts";
import { type AuditCursor, listAudit } from "#app/db/audit-log.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = testDatabase();
const AT = new Date("2026-11-22T12:00:00.000Z");

beforeAll(async () => {
  for (let i = 0; i < 9; i++) {
    await appendAudit(database.pools.staff.db, {
      at: new Date(AT.getTime() + Math.floor(i / 3) * 1000),
      actorId: null,
      actor: "operator",
      action: `step-${i}`,
      subjectKind: i % 2 === 0 ? "rule" : "change-set",
      subjectId: `s${i % 4}`,
      before: null,
      after: { i },
    });
  }
});

describe("the audit log", () => {
  test("reads newest first and goes on page by page, though entries share an instant", async () => {
    const seen: string[] = [];
    let after: AuditCursor | undefined;
    for (;;) {
      const page = await listAudit(database.pools.staff.db, { after, limit: 2 });
      seen.push(...page.map((entry) => entry.action));
      const last = page.at(-1);
      if (last === undefined) break;
      after = { at: last.at, id: last.id };
    }
    expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0].map((i) => `step-${i}`));
  });

  test("keeps to a kind of subject, and to one subject", async () => {
    const { db } = database.pools.staff;
    const rules = await listAudit(db, { subjectKind: "rule", limit: 50 });
    expect(rules.map((entry) => entry.action)).toEqual(["step-8", "step-6", "step-4", "step-2", "step-0"]);
    const one = await listAudit(db, { subjectKind: "rule", subjectId: "s2", limit: 50 });
    expect(one.map((entry) => entry.action)).toEqual(["step-6", "step-2"]);
  });
});
