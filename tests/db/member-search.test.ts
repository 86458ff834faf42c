import { beforeAll, describe, expect, test } from "vitest";
import { findPeople, PEOPLE_CAP, type PersonCursor } from "#app/db/member-search.ts";
import { type MemberQuery, readMemberQuery } from "#app/domain/member-query.ts";
import { countingPool } from "#tests/support/count-statements.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount, createMember, type TestMember } from "#tests/support/people.ts";

const database = testDatabase();
let zoe: TestMember;
const CROWD = PEOPLE_CAP + 100;

beforeAll(async () => {
  const { owner } = database.pools;
  zoe = await createMember(owner, {
    name: "Zoé Ångström",
    email: "Zoe.A@Example.com",
    stripeCustomerId: "cus_zoe",
  });
  const guest = await createAccount(owner, { name: "Gus Ångström", email: "gus@example.com" });
  await owner.sql`insert into membership_seats values (${zoe.membershipId}, ${guest.id}, 'household', now())`;
  await createAccount(owner, { name: "100% Wool", email: "under_score@example.com" });
  await owner.sql`insert into accounts (id, email, name, password_hash, created_at)
    select gen_random_uuid(), 'crowd' || n || '@example.com', 'Crowd Person ' || n, 'x', now()
    from generate_series(1, ${CROWD}) n`;
  await owner.sql`analyze accounts`;
});

function query(typed: string): MemberQuery {
  const read = readMemberQuery(typed);
  if (!read.ok) throw new Error(read.reason);
  return read.query;
}

/** As the desk does: on the role that has no prices. */
async function namesFor(typed: string): Promise<string[]> {
  const { people } = await findPeople(database.pools.door.db, query(typed), { limit: 20 });
  return people.map(({ name }) => name);
}

describe("finding people", () => {
  test("a number, and Stripe's id, find everybody in the membership", async () => {
    expect(await namesFor(zoe.number)).toEqual(["Gus Ångström", "Zoé Ångström"]);
    expect(await namesFor("cus_zoe")).toEqual(["Gus Ångström", "Zoé Ångström"]);
    expect(await namesFor(`sub_${zoe.membershipId}`.replaceAll("-", "_"))).toEqual([]);
  });

  test("an address by its beginning, whatever its case", async () => {
    expect(await namesFor("ZOE.A@example")).toEqual(["Zoé Ångström"]);
    expect(await namesFor("zoe.a")).toEqual(["Zoé Ångström"]);
    expect(await namesFor("example.com@")).toEqual([]);
  });

  test("a name by its pieces, accents aside, in any order", async () => {
    expect(await namesFor("angstrom zoe")).toEqual(["Zoé Ångström"]);
    expect(await namesFor("ngstr")).toEqual(["Gus Ångström", "Zoé Ångström"]);
  });

  test("signs that mean something in a pattern are taken word for word", async () => {
    expect(await namesFor("100% w")).toEqual(["100% Wool"]);
    expect(await namesFor("under_s")).toEqual(["100% Wool"]);
    expect(await namesFor("under%s")).toEqual([]);
    expect(await namesFor("%%%")).toEqual([]);
  });

  test("somebody without a membership is found, and said to have none", async () => {
    const { people } = await findPeople(database.pools.door.db, query("crowd7@"), { limit: 5 });
    expect(people).toMatchObject([{ name: "Crowd Person 7", membershipId: null, state: null }]);
  });

  test("a crowd comes in pages, each person once, and is said to be capped", async () => {
    const seen = new Set<string>();
    let after: PersonCursor | undefined;
    for (;;) {
      const { people, capped } = await findPeople(database.pools.door.db, query("crowd"), {
        after,
        limit: 100,
      });
      const last = people.at(-1);
      if (last === undefined) break;
      expect(capped).toBe(true);
      for (const { accountId } of people) seen.add(accountId);
      after = { name: last.name.toLowerCase(), accountId: last.accountId };
    }
    expect(seen.size).toBeGreaterThan(PEOPLE_CAP);
    expect(seen.size).toBeLessThanOrEqual(CROWD);
  });
});

describe("the way to them", () => {
  test.each([
    ["a name", "angstrom", "accounts_name_trigrams"],
    ["an address", "zoe.a@example", "accounts_email_prefix"],
    ["a number", "", "memberships_number_key"],
  ])("%s starts from an index", async (_, typed, index) => {
    const { pool, statements } = countingPool(database.url, "owner");
    await findPeople(pool.db, query(typed || zoe.number), { limit: 20 });
    await pool.close();
    const [statement, ...more] = statements.filter((text) => text.includes("with hits"));
    expect(more).toEqual([]);
    const { owner } = database.pools;
    const plan = await owner.sql.begin(async (tx) => {
      await tx`set local enable_seqscan = off`;
      const values = valuesOf(typed || zoe.number);
      return await tx.unsafe(`explain ${statement}`, values);
    });
    expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toContain(index);
  });

  /** The parameters of the statement, in its order. */
  function valuesOf(typed: string): (string | number)[] {
    const read = query(typed);
    switch (read.kind) {
      case "number":
        return [read.number, PEOPLE_CAP + 1, 20];
      case "email":
        return [`${read.prefix}%`, PEOPLE_CAP + 1, 20];
      case "words":
        return [
          ...read.words.map((word) => `%${word}%`),
          PEOPLE_CAP + 1,
          `${read.emailPrefix}%`,
          PEOPLE_CAP + 1,
          20,
        ];
      default:
        throw new Error(`Not here: ${read.kind}`);
    }
  }
});
