import { describe, expect, test } from "vitest";
import type { Role } from "#app/db/client.server.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = testDatabase();

const CLUB_PRICES = ["current_prices", "price_history"];
const CLAIMS = ["shown_claims"];
const COSTS = ["offers", "fx_rates", "rules", "change_sets", "change_set_items", "change_set_blocked"];
const INTAKE = ["uploads", "upload_chunks", "import_rejects", "reference_mappings", "imports"];
const PEOPLE = [
  "sessions",
  "memberships",
  "membership_seats",
  "consents",
  "staff_members",
  "stripe_events",
  "account_tokens",
  "member_photos",
  "invitations",
  "mails",
  "list_lines",
  "fee_changes",
  "membership_audit",
  "accounts",
];
const INDEX_DRAFTS = ["index_baskets", "index_basket_lines"];
const SAVINGS = ["savings_lines"];
/** What the desk works on, and nobody else sees. */
const DESK = [
  ...CLAIMS,
  "held_observations",
  "import_rejections",
  ...INTAKE,
  "match_decisions",
  "listing_looks",
  "sku_looks",
  "match_runs",
  ...INDEX_DRAFTS,
];
const CATALOGUE = ["skus", "listings", "observations", "evidence_chains", "retail_prices", "plans"];
const INDEX = [
  "published_baskets",
  "published_basket_lines",
  "index_publications",
  "index_figures",
  "index_figure_lines",
];
/** Whatever is not walled off as a whole from visitors, or has tests of its own below. */
const OTHERS = [
  "departments",
  "categories",
  "brands",
  "products",
  "retailers",
  "matches",
  "suppliers",
  "audit_entries",
  "feed_keys",
  "rate_limits",
];

function read(role: Role, table: string) {
  const { sql } = database.pools[role];
  return sql`select * from ${sql(table)} limit 1`;
}

/** Postgres's own word for it: insufficient_privilege. */
const REFUSED = { code: "42501" };

describe("the wall in Postgres", () => {
  test("every table and view is named here", async () => {
    const tables = await database.pools.owner.sql<{ name: string }[]>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
        and not exists (select 1 from pg_depend d where d.objid = pg_class.oid and d.deptype = 'e')`;
    const named = [CLUB_PRICES, COSTS, PEOPLE, SAVINGS, DESK, CATALOGUE, INDEX, OTHERS].flat();
    expect(tables.map(({ name }) => name).sort()).toEqual(named.sort());
  });

  test.each([...CLUB_PRICES, ...COSTS, ...PEOPLE, ...DESK, ...SAVINGS, "suppliers", "audit_entries"])(
    "a visitor is refused %s",
    async (table) => {
      await expect(read("visitor", table)).rejects.toMatchObject(REFUSED);
    },
  );

  test.each([...COSTS, ...PEOPLE, ...DESK, "suppliers", "audit_entries"])(
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
    ...DESK,
    ...INDEX,
    "matches",
    ...CATALOGUE.filter((table) => table !== "plans"),
  ])("who looks at the door is refused %s", async (table) => {
    await expect(read("door", table)).rejects.toMatchObject(REFUSED);
  });

  test.each([
    ...CLUB_PRICES,
    ...SAVINGS,
    ...COSTS,
    ...PEOPLE,
    ...INDEX,
    "suppliers",
    "skus",
    "matches",
    "audit_entries",
  ])("a feed is refused %s", async (table) => {
    await expect(read("feed", table)).rejects.toMatchObject(REFUSED);
  });

  test.each(["visitor", "member", "staff"] as const)("%s is refused who asked how often", async (role) => {
    await expect(read(role, "rate_limits")).rejects.toMatchObject(REFUSED);
  });

  test.each(["visitor", "member", "door"] as const)(
    "%s is refused the feeds' keys, staff their hashes",
    async (role) => {
      await expect(read(role, "feed_keys")).rejects.toMatchObject(REFUSED);
      await expect(read("staff", "feed_keys")).rejects.toMatchObject(REFUSED);
    },
  );

  test.each(["visitor", "member", "staff"] as const)("%s reads the public catalogue", async (role) => {
    for (const table of [...CATALOGUE, ...INDEX]) await expect(read(role, table)).resolves.toBeDefined();
  });

  test.each(["visitor", "member"] as const)(
    "a %s reads what was decided of a match, not what the matcher said",
    async (role) => {
      const { sql } = database.pools[role];
      await expect(sql`select kind, difference, status, decided_at from matches`).resolves.toHaveLength(0);
      await expect(sql`select why from matches`).rejects.toMatchObject(REFUSED);
      await expect(sql`select score_bps from matches`).rejects.toMatchObject(REFUSED);
      await expect(sql`update matches set status = 'confirmed'`).rejects.toMatchObject(REFUSED);
    },
  );

  test.each([
    ["visitor", "skus"],
    ["member", "current_prices"],
    ["staff", "accounts"],
    ["staff", "offers"],
    ["door", "staff_members"],
    ["feed", "observations"],
    ["feed", "feed_keys"],
    ["staff", "imports"],
    ["staff", "import_rejects"],
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

  test("the slot for claims is the member's alone, and gives nothing back", async () => {
    const log = (role: Role) => database.pools[role].sql`select log_shown_claims('[]'::jsonb) as written`;
    await expect(log("member")).resolves.toMatchObject([{ written: 0 }]);
    for (const role of ["visitor", "staff", "door"] as const) {
      await expect(log(role)).rejects.toMatchObject(REFUSED);
    }
    const { sql } = database.pools.member;
    await expect(sql`insert into shown_claims (id) values (gen_random_uuid())`).rejects.toMatchObject(
      REFUSED,
    );
    await expect(sql`update shown_claims set our_cents = 1`).rejects.toMatchObject(REFUSED);
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
    "match_decisions",
    "savings_lines",
    "index_publications",
    "index_figures",
    "index_figure_lines",
  ])("even the owner may not change or delete %s", async (table) => {
    const { sql } = database.pools.owner;
    await expect(sql`delete from ${sql(table)}`).rejects.toThrow(/append-only/);
  });
});
