import { describe, expect, test } from "vitest";
import type { Role } from "#app/db/client.server.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = testDatabase();

const CLUB_PRICES = ["current_prices", "price_history"];
const COSTS = ["offers", "fx_rates", "rules", "change_sets", "change_set_items", "change_set_blocked"];
const PEOPLE = [
  "sessions",
  "memberships",
  "membership_seats",
  "consents",
  "staff_members",
  "stripe_events",
  "account_tokens",
  "invitations",
  "mails",
  "list_lines",
];
const INDEX_DRAFTS = ["index_baskets", "index_basket_lines"];
const SAVINGS = ["savings_lines"];
const CATALOGUE = ["skus", "listings", "observations", "matches", "retail_prices", "plans"];
const INDEX = [
  "published_baskets",
  "published_basket_lines",
  "index_publications",
  "index_figures",
  "index_figure_lines",
];

function read(role: Role, table: string) {
  const { sql } = database.pools[role];
  return sql`select * from ${sql(table)} limit 1`;
}

/** Postgres's own word for it: insufficient_privilege. */
const REFUSED = { code: "42501" };

describe("the wall in Postgres", () => {
  test.each([...CLUB_PRICES, ...COSTS, ...PEOPLE, ...SAVINGS, ...INDEX_DRAFTS, "suppliers", "audit_entries"])(
    "a visitor is refused %s",
    async (table) => {
      await expect(read("visitor", table)).rejects.toMatchObject(REFUSED);
    },
  );

  test.each([...COSTS, ...PEOPLE, ...INDEX_DRAFTS, "suppliers", "audit_entries"])(
    "a member is refused %s",
    async (table) => {
      await expect(read("member", table)).rejects.toMatchObject(REFUSED);
    },
  );

  test("a member reads club prices and their history, but never a waterfall", async () => {
    const { sql } = database.pools.member;
    await expect(sql`select * from current_prices`).resolves.toHaveLength(0);
    await expect(sql`select sku_id, club_cents, effective_at from price_history`).resolves.toHaveLength(0);
    await expect(sql`select waterfall from price_history`).rejects.toMatchObject(REFUSED);
  });

  test.each([
    ...CLUB_PRICES,
    ...SAVINGS,
    ...COSTS,
    ...INDEX,
    ...INDEX_DRAFTS,
    ...CATALOGUE.filter((table) => table !== "plans"),
  ])("who looks at the door is refused %s", async (table) => {
    await expect(read("door", table)).rejects.toMatchObject(REFUSED);
  });

  test.each(["visitor", "member", "staff"] as const)("%s reads the public catalogue", async (role) => {
    for (const table of [...CATALOGUE, ...INDEX]) await expect(read(role, table)).resolves.toBeDefined();
  });

  test.each([
    ["visitor", "skus"],
    ["member", "current_prices"],
    ["staff", "accounts"],
    ["staff", "offers"],
    ["door", "staff_members"],
    ["visitor", "index_publications"],
    ["member", "savings_lines"],
    ["member", "list_lines"],
    ["staff", "list_lines"],
    ["staff", "savings_lines"],
    ["staff", "index_baskets"],
    ["staff", "index_figures"],
  ] as const)("%s may not write %s", async (role, table) => {
    const { sql } = database.pools[role];
    await expect(sql`delete from ${sql(table)}`).rejects.toMatchObject(REFUSED);
  });

  test("a member adds no savings, and staff see none", async () => {
    const { member } = database.pools;
    await expect(member.sql`insert into savings_lines default values`).rejects.toMatchObject(REFUSED);
    await expect(read("staff", "savings_lines")).rejects.toMatchObject(REFUSED);
  });

  test("resetting the role does not climb the wall", async () => {
    const { sql } = database.pools.visitor;
    await sql.begin(async (tx) => {
      await tx`reset role`;
      await expect(tx.savepoint((inner) => inner`select * from current_prices`)).rejects.toMatchObject(
        REFUSED,
      );
    });
  });
});

describe("what is append-only", () => {
  test.each([
    "observations",
    "price_history",
    "audit_entries",
    "savings_lines",
    "index_publications",
    "index_figures",
    "index_figure_lines",
  ])("even the owner may not change or delete %s", async (table) => {
    const { sql } = database.pools.owner;
    await expect(sql`delete from ${sql(table)}`).rejects.toThrow(/append-only/);
  });
});
