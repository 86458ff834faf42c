import { beforeAll, describe, expect, test } from "vitest";
import { hashPassword, verifyPassword } from "#app/auth/password.server.ts";
import { getCommodity } from "#app/domain/commodity.ts";
import { type ComparedMatch, type Comparison, compare, type PriceChannel } from "#app/domain/comparison.ts";
import type { BaseUnit, Pack, Unit } from "#app/domain/measure.ts";
import { DEFAULT_LIMITS } from "#app/domain/pricing.ts";
import type { Waterfall } from "#app/domain/waterfall.ts";
import { demoGoods } from "#scripts/seed/catalogue/goods.ts";
import { DEMO_PEOPLE, seedDemoClub } from "#scripts/seed/demo.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = testDatabase();
const now = new Date("2026-11-20T17:00:00Z");
const { skus } = demoGoods();

beforeAll(async () => {
  await seedDemoClub(database.pools.owner, now);
});

describe("what visitors may see knows nothing of cost", () => {
  const otherClub = testDatabase();

  test("other costs make other club prices, and leave everything public as it is", async () => {
    await seedDemoClub(otherClub.pools.owner, now, undefined, "other costs");
    const clubs = [database.pools.owner, otherClub.pools.owner];
    const read = (table: string) =>
      Promise.all(clubs.map(({ sql }) => sql`select t::text from ${sql(table)} t order by 1`));
    for (const table of ["skus", "products", "retail_prices", "listings", "observations", "matches"]) {
      const [one, other] = await read(table);
      expect(one?.length, table).toBeGreaterThan(0);
      expect(other, table).toEqual(one);
    }
    const [prices, otherPrices] = await Promise.all(
      clubs.map(({ sql }) => sql`select sku_id, club_cents from current_prices order by 1`),
    );
    expect(otherPrices).not.toEqual(prices);
  });

  test("neither cost nor club price tells the retail price: their ratio differs from SKU to SKU", async () => {
    const rows = await database.pools.owner.sql<{ ratio: number }[]>`
      select round(r.cents * 1000.0 / p.club_cents)::int as ratio
      from retail_prices r join current_prices p using (sku_id)`;
    expect(new Set(rows.map((row) => row.ratio)).size).toBeGreaterThan(rows.length / 3);
  });

  test("every retail price has a source, a place, a date before now and evidence", async () => {
    const rows = await database.pools.visitor.sql<{ basis: string; source: string; checked_at: string }[]>`
      select basis, source, checked_at::text from retail_prices where source <> '' and place <> '' and evidence <> ''`;
    expect(rows.length).toBeGreaterThan(skus.length * 0.95);
    expect(new Set(rows.map((row) => row.basis))).toEqual(new Set(["observed", "suggested"]));
    expect(rows.filter((row) => new Date(row.checked_at) > now)).toEqual([]);
  });
});

describe("seeding", () => {
  test("again changes nothing and says so", async () => {
    const count = () => database.pools.owner.sql`
      select (select count(*) from skus) as skus, (select count(*) from observations) as observations,
        (select count(*) from audit_entries) as audit, (select count(*) from price_history) as history`;
    const before = await count();
    await expect(seedDemoClub(database.pools.owner, new Date(now.getTime() + 1000))).resolves.toBe(
      "already seeded",
    );
    expect(await count()).toEqual(before);
  });

  test("makes sign-ins for the staff, whose passwords open", async () => {
    const staff = DEMO_PEOPLE.filter((person) => person.staffRole !== null);
    const rows = await database.pools.owner.sql<{ email: string; password_hash: string; role: string }[]>`
      select a.email, a.password_hash, s.role from accounts a join staff_members s on s.account_id = a.id`;
    expect(rows.map(({ email, role }) => [email, role]).sort()).toEqual(
      staff.map((person) => [person.email, person.staffRole]).sort(),
    );
    const admin = rows.find((row) => row.role === "admin");
    const password = staff.find((person) => person.staffRole === "admin")?.password ?? "";
    await expect(verifyPassword(admin?.password_hash, password)).resolves.toBe(true);
    expect(admin?.password_hash).not.toBe(await hashPassword(password));
  });

  test("sells two plans under the lookup keys that Stripe knows", async () => {
    const rows = await database.pools.visitor.sql`select lookup_key, fee_cents from plans order by position`;
    expect([...rows]).toEqual([
      { lookup_key: "tallyhouse_base_yearly", fee_cents: 6000 },
      { lookup_key: "tallyhouse_plus_yearly", fee_cents: 12000 },
    ]);
  });
});

describe("club prices", () => {
  test("every SKU has one, three to five of them without an offer in effect", async () => {
    const { sql } = database.pools.owner;
    const [row] = await sql`
      select (select count(*) from current_prices)::int as priced,
        (select count(*)::int from skus s where not exists (
          select from offers o where o.sku_id = s.id and (o.effective_until is null or o.effective_until > ${now.toISOString()}::timestamptz)
        )) as uncosted`;
    expect(row?.priced).toBe(skus.length);
    expect(row?.uncosted).toBeGreaterThanOrEqual(3);
    expect(row?.uncosted).toBeLessThanOrEqual(5);
  });

  test("keep the markup caps, item by item", async () => {
    const rows = await database.pools.owner.sql<{ club: number; landed: number; own: boolean }[]>`
      select i.after_cents as club, i.landed_cents as landed, b.own_label as own
      from change_set_items i join skus s on s.id = i.sku_id join brands b on b.slug = s.brand_slug`;
    const broken = rows.filter(({ club, landed, own }) => {
      const cap = own ? DEFAULT_LIMITS.ownLabelMarkupCapBps : DEFAULT_LIMITS.brandMarkupCapBps;
      return (club - landed) * 10_000 > landed * cap;
    });
    expect(rows.length).toBeGreaterThan(600);
    expect(broken).toEqual([]);
  });

  test("are what the newest history says, and its waterfall ends on it", async () => {
    const rows = await database.pools.owner.sql<{ current: number; history: number; waterfall: Waterfall }[]>`
      select p.club_cents as current, h.club_cents as history, h.waterfall
      from current_prices p cross join lateral (
        select club_cents, waterfall from price_history h where h.sku_id = p.sku_id order by effective_at desc limit 1) h`;
    for (const row of rows) {
      expect(row.history).toBe(row.current);
      expect(row.waterfall.steps.at(-1)?.cents).toBe(row.current);
    }
  });

  test("have a past where there was a first list, and imported goods show duty and a rate", async () => {
    const [row] = await database.pools.owner.sql`
      select (select count(*)::int from (select 1 from price_history group by sku_id having count(*) > 1) x) as moved,
        (select count(*)::int from price_history where waterfall @? '$.steps[*] ? (@.kind == "goods" && @.currency == "CNY" && @.rate.rateMicro > 0)') as yuan,
        (select count(*)::int from price_history where waterfall @? '$.steps[*] ? (@.kind == "duty" && @.dutyBps > 0)') as duty`;
    expect(row?.moved).toBeGreaterThan(80);
    expect(row?.yuan).toBeGreaterThan(50);
    expect(row?.duty).toBeGreaterThan(50);
  });

  test("and rules leave an audit trail", async () => {
    const rows = await database.pools.staff.sql<
      { action: string }[]
    >`select distinct action from audit_entries`;
    expect(rows.map((row) => row.action)).toEqual(
      expect.arrayContaining(["set-rule", "propose-prices", "publish-change-set"]),
    );
  });
});

describe("comparisons on the demo club", () => {
  let outcomes: { retailer: string; comparison: Comparison }[];
  /** Of the matches that somebody has decided: how many the matcher suggests beside them says nothing of prices. */
  const share = (kind: Comparison["kind"]) => {
    const decided = outcomes.filter(
      ({ comparison }) => comparison.kind !== "no-claim" || comparison.reason !== "unconfirmed",
    );
    return decided.filter(({ comparison }) => comparison.kind === kind).length / decided.length;
  };

  beforeAll(async () => {
    outcomes = await compareAll();
  });

  test("mostly the club is cheaper, sometimes dearer, and all honest refusals occur", () => {
    const census = Object.groupBy(outcomes, ({ comparison }) =>
      comparison.kind === "no-claim" ? comparison.reason : comparison.kind,
    );
    for (const kind of [
      "cheaper",
      "dearer",
      "about-the-same",
      "stale",
      "unconfirmed",
      "rejected",
      "out-of-stock",
      "needs-coupon",
      "pack-unknown",
      "packs-differ",
      "measures-differ",
      "currency-differs",
      "no-observation",
    ] as const)
      expect(census[kind]?.length ?? 0, kind).toBeGreaterThan(0);
    expect(share("cheaper")).toBeGreaterThan(0.5);
    expect(share("dearer")).toBeGreaterThan(0.01);
    expect(share("no-claim")).toBeGreaterThan(0.1);
  });

  test("against Costco and Sam's a cheaper one is typically 20 to 32 % cheaper", () => {
    const bps = outcomes
      .filter(({ retailer }) => retailer === "costco" || retailer === "sams")
      .flatMap(({ comparison }) => (comparison.kind === "cheaper" ? [comparison.byBps] : []))
      .sort((a, b) => a - b);
    const median = bps[Math.floor(bps.length / 2)] ?? 0;
    expect(median).toBeGreaterThan(2_000);
    expect(median).toBeLessThan(3_200);
  });

  test("most SKUs are seen at Costco or Sam's, and some listings are still to be matched", async () => {
    const [row] = await database.pools.visitor.sql`
      select (select count(distinct m.sku_id)::int from matches m join listings l on l.id = m.listing_id
          where l.retailer_slug in ('costco', 'sams')) as covered,
        (select count(*)::int from listings l where not exists (
          select from matches m where m.listing_id = l.id and m.status <> 'suggested')) as unmatched`;
    expect(row?.covered).toBeGreaterThan(skus.length * 0.75);
    expect(row?.unmatched).toBeGreaterThan(20);
  });

  test("the matcher has suggested what nobody has matched: every verdict, the unsure among them", async () => {
    const rows = await database.pools.staff.sql<{ verdict: string; sure: number; unsure: number }[]>`
      select verdict, (count(*) filter (where sureness_bps >= 9500))::int as sure,
        (count(*) filter (where sureness_bps < 7500))::int as unsure
      from matches where status = 'suggested' group by 1 order by 1`;
    expect(rows.map((row) => row.verdict)).toEqual(["equivalent", "identical", "other-pack"]);
    for (const row of rows) expect(row.sure, row.verdict).toBeGreaterThan(10);
    expect(rows.reduce((sum, row) => sum + row.unsure, 0)).toBeGreaterThan(2);
  });

  test("a check states the offset of its place on its day", async () => {
    const rows = await database.pools.visitor.sql<{ zone: string }[]>`
      select distinct zone from observations where place = 'ZIP 98109 Seattle'`;
    // Daylight saving time ended between the first check and the last.
    expect(rows.map((row) => row.zone).sort()).toEqual(["-07:00", "-08:00"]);
  });
});

type Row = {
  retailer: string;
  name: string;
  freshness: number;
  commodity: string;
  club: number;
  ours: [number, string, Unit, BaseUnit, number];
  theirs: [number | null, string, Unit, BaseUnit, number];
  match: Pick<ComparedMatch, "kind" | "status" | "statedDifference">;
  observation: {
    priceMinor: number;
    currency: string;
    capturedAt: string;
    inStock: boolean;
    needsCoupon: boolean;
    channel: PriceChannel;
  } | null;
};

async function compareAll(): Promise<{ retailer: string; comparison: Comparison }[]> {
  const rows = await database.pools.owner.sql<Row[]>`
    select r.slug as retailer, r.name, r.freshness_days as freshness, c.commodity, p.club_cents as club,
      json_build_array(s.pack_count, s.pack_size, s.pack_unit, s.pack_base_unit, s.pack_total_micro) as ours,
      json_build_array(l.pack_count, l.pack_size, l.pack_unit, l.pack_base_unit, l.pack_total_micro) as theirs,
      json_build_object('kind', m.kind, 'status', m.status, 'statedDifference', m.difference) as match,
      (select json_build_object('priceMinor', o.price_minor, 'currency', o.currency, 'capturedAt', o.captured_at,
        'inStock', o.in_stock, 'needsCoupon', o.needs_coupon, 'channel', o.channel)
        from observations o where o.listing_id = l.id order by o.captured_at desc limit 1) as observation
    from matches m join listings l on l.id = m.listing_id join retailers r on r.slug = l.retailer_slug
    join skus s on s.id = m.sku_id join categories c on c.slug = s.category_slug
    join current_prices p on p.sku_id = s.id`;
  return rows.map((row) => ({ retailer: row.retailer, comparison: compareRow(row) }));
}

function compareRow(row: Row): Comparison {
  const { observation } = row;
  return compare({
    sku: { pack: packOf(row.ours), commodity: getCommodity(row.commodity) },
    listing: {
      retailerName: row.name,
      freshnessDays: row.freshness,
      channel: observation?.channel ?? "in-club",
      pack: packOf(row.theirs),
    },
    observation: observation && { ...observation, capturedAt: new Date(observation.capturedAt) },
    match: row.match,
    system: "us",
    clubPriceCents: row.club,
    currency: "USD",
    now,
  });
}

function packOf([count, size, unit, baseUnit, totalMicro]: Row["theirs"]): Pack | null {
  return count === null ? null : { count, size, unit, baseUnit, totalMicro };
}
