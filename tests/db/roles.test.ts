import { describe, expect, test } from "vitest";
import type { Role } from "#app/db/client.server.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = testDatabase();

const CLUB_PRICES = ["current_prices", "price_history"];
const CLAIMS = ["shown_claims"];
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
];
const CATALOGUE = ["skus", "listings", "observations", "matches", "retail_prices", "plans"];

function read(role: Role, table: string) {
  const { sql } = database.pools[role];
  return sql`select * from ${sql(table)} limit 1`;
}

/** Postgres's own word for it: insufficient_privilege. */
const REFUSED = { code: "42501" };

describe("the wall in Postgres", () => {
  test.each([...CLUB_PRICES, ...CLAIMS, ...COSTS, ...PEOPLE, "suppliers", "audit_entries"])(
    "a visitor is refused %s",
    async (table) => {
      await expect(read("visitor", table)).rejects.toMatchObject(REFUSED);
    },
  );

  test.each([...CLAIMS, ...COSTS, ...PEOPLE, "suppliers", "audit_entries"])(
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

  test.each([...CLUB_PRICES, ...CLAIMS, ...COSTS, ...CATALOGUE.filter((table) => table !== "plans")])(
    "who looks at the door is refused %s",
    async (table) => {
      await expect(read("door", table)).rejects.toMatchObject(REFUSED);
    },
  );

  test.each(["visitor", "member", "staff"] as const)("%s reads the public catalogue", async (role) => {
    for (const table of CATALOGUE) await expect(read(role, table)).resolves.toBeDefined();
  });

  test.each([
    ["visitor", "skus"],
    ["member", "current_prices"],
    ["staff", "accounts"],
    ["staff", "offers"],
    ["door", "staff_members"],
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
  test.each(["observations", "price_history", "audit_entries"])(
    "even the owner may not change or delete %s",
    async (table) => {
      const { sql } = database.pools.owner;
      await expect(sql`delete from ${sql(table)}`).rejects.toThrow(/append-only/);
    },
  );
});
