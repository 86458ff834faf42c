/** Each invariant finds what breaks it, and nothing in a sound club. What a constraint forbids is planted without it. */
import { v7 as uuidv7 } from "uuid";
import { beforeAll, describe, expect, test } from "vitest";
import { checkClub } from "#app/commands/check-club.ts";
import { decideMatch } from "#app/commands/decide-match.ts";
import { proposePrices } from "#app/commands/propose-prices.ts";
import { publishChangeSet } from "#app/commands/publish-change-set.ts";
import { ALL_CHECKS } from "#app/db/checks/all-checks.ts";
import type { CheckResult } from "#app/db/checks/check.ts";
import { runCheck } from "#app/db/checks/run-check.ts";
import { queueMail } from "#app/db/mails.ts";
import { findPair } from "#app/db/match-pairs.ts";
import { testDatabase } from "#tests/support/database.ts";
import { ANN, addListing, addRetailers } from "#tests/support/match-fixture.ts";
import { createMember, sessionCookie, type TestMember } from "#tests/support/people.ts";
import { addRacks, addRule, addSkus, daysFromNow, NOW } from "#tests/support/pricing-fixture.ts";

const database = testDatabase();
const SKU = 1001;
const OTHER_SKU = 1002;
let ada: TestMember;
let ben: TestMember;

const OBSERVED = "0198c0de-0000-7000-8000-000000000002";

/** A small club in which everything holds: two members with consents, a mail, an event, prices published twice, a reference. */
beforeAll(async () => {
  const { owner } = database.pools;
  await addRacks(owner.db);
  await addSkus(owner.db, [
    { id: SKU, costCents: 1000 },
    { id: OTHER_SKU, costCents: 500 },
  ]);
  await addRule(owner.db, "club", "club", 1000);
  await publish(daysFromNow(-2));
  await addRule(owner.db, "category", "coffee", 500);
  await publish(daysFromNow(-1));
  ada = await createMember(owner);
  ben = await createMember(owner);
  for (const { id, membershipId } of [ada, ben]) {
    await owner.sql`insert into consents select ${uuidv7()}, ${id}, ${membershipId}, 'base', 'v1', 'terms', 6000,
      now(), '203.0.113.7', 'Test', now()`;
  }
  await sessionCookie(owner, ada.id);
  const mail = { kind: "welcome", subject: "Welcome", text: "Hello", html: "<p>Hello</p>" };
  await queueMail(owner.db, { key: "welcome:1", mail, recipient: ada.email, now: NOW });
  await addRetailers(owner.db);
  const listingId = await addListing(owner.db, "Item 1001, 1 lb", { priceMinor: 900 });
  const decision = { skuId: SKU, listingId, deed: { deed: "confirm", kind: "identical" } as const };
  const pair = await findPair(owner.db, decision);
  await decideMatch(owner.db, { ...decision, seen: pair?.print ?? "" }, ANN, NOW);
  await owner.sql`insert into stripe_events (id, type, livemode, created_at, received_at)
    values ('evt_1', 'invoice.paid', false, ${NOW.toISOString()}, ${NOW.toISOString()})`;
  await owner.sql`insert into listings (id, retailer_slug, item_id, title, first_seen_at)
    values ('0198c0de-0000-7000-8000-000000000001', 'costco', '7', 'Tea', now())`;
  await owner.sql`insert into observations (id, listing_id, captured_at, zone, price_minor, currency, channel, place,
      title_seen, captured_by, raw, raw_sha256)
    values (${OBSERVED}, '0198c0de-0000-7000-8000-000000000001', now(), '-08:00', 599, 'USD', 'in-club', 'ZIP 98109',
      'Tea', 'checker 12', '{}', sha256('x'))`;
});

async function publish(at: Date): Promise<void> {
  const actor = { id: null, name: "operator", requestId: undefined };
  const changeSetId = uuidv7();
  const { db } = database.pools.owner;
  const draft = await proposePrices(db, { changeSetId, scope: "club", scopeKey: "club" }, actor, at);
  if (!draft.ok) throw new Error(draft.reason);
  const published = await publishChangeSet(db, changeSetId, actor, at);
  if (!published.ok) throw new Error(published.reason);
}

const BASKET_ID = "00000000-0000-7000-8000-000000000001";
const BASKET = `insert into index_baskets values ('${BASKET_ID}', 'forty', 1, 'Forty', null, now(), null);`;

/** What breaks each invariant, and how often it is then found. */
const PLANTINGS: Readonly<Record<string, { plant: () => string; found?: number; names: () => string }>> = {
  "account-in-one-membership": {
    plant: () => `alter table membership_seats drop constraint membership_seats_account_key;
      insert into membership_seats values ('${ben.membershipId}', '${ada.id}', 'household', now())`,
    names: () => ada.id,
  },
  "subscription-of-one-membership": {
    plant: () => `alter table memberships drop constraint memberships_subscription_key;
      update memberships set stripe_subscription_id = 'sub_shared'`,
    names: () => "sub_shared",
  },
  "member-number-holds": {
    plant: () => `update memberships set number = '412345678900' where id = '${ada.membershipId}'`,
    names: () => "412345678900",
  },
  "member-number-once": {
    plant: () => `alter table memberships drop constraint memberships_number_key;
      update memberships set number = '${ben.number}'`,
    names: () => ben.number,
  },
  "one-primary-seat": {
    plant: () => `update membership_seats set kind = 'household' where account_id = '${ada.id}'`,
    names: () => ada.membershipId,
  },
  "seat-under-membership": {
    plant:
      () => `alter table membership_seats drop constraint membership_seats_membership_id_memberships_id_fk;
      update membership_seats set membership_id = gen_random_uuid() where account_id = '${ada.id}'`,
    names: () => ada.id,
  },
  "seats-within-plan": {
    plant: () => `alter table membership_seats disable trigger user;
      with people as (
        insert into accounts select gen_random_uuid(), n || '@example.com', 'Guest', 'x', now()
        from generate_series(1, 2) n returning id)
      insert into membership_seats select '${ada.membershipId}', id, 'household', now() from people`,
    names: () => ada.membershipId,
  },
  "joined-has-subscription": {
    plant: () => `alter table memberships drop constraint memberships_subscription_check;
      update memberships set stripe_subscription_id = null where id = '${ada.membershipId}';
      update memberships set state = 'pending' where id = '${ben.membershipId}'`,
    found: 2,
    names: () => ada.membershipId,
  },
  "joined-has-consent": {
    plant: () => `delete from consents where membership_id = '${ada.membershipId}'`,
    names: () => ada.membershipId,
  },
  "suspended-with-reason": {
    plant: () => `update memberships set suspended_at = now() where id = '${ada.membershipId}'`,
    names: () => ada.membershipId,
  },
  "mail-written-once": {
    plant: () => `alter table mails drop constraint mails_key_key;
      insert into mails select gen_random_uuid(), key, kind, recipient, subject, body_text, body_html, account_id,
        membership_id, created_at, due_at from mails`,
    names: () => "welcome:1",
  },
  "mail-sent-in-time": {
    plant: () => "update mails set due_at = due_at - interval '25 hours'",
    names: () => "welcome:1",
  },
  "stripe-event-worked-off": {
    plant: () => "update stripe_events set received_at = received_at - interval '61 minutes'",
    names: () => "evt_1",
  },
  "session-of-an-account": {
    plant: () => `alter table sessions drop constraint sessions_account_id_accounts_id_fk;
      update sessions set account_id = gen_random_uuid()`,
    names: () => "account",
  },
  "current-price-is-newest-history": {
    plant: () => `update current_prices set club_cents = club_cents + 1 where sku_id = ${SKU};
      update current_prices c set club_cents = h.club_cents, change_set_id = h.change_set_id
        from price_history h where c.sku_id = ${OTHER_SKU} and h.sku_id = c.sku_id
        and h.change_set_id <> c.change_set_id`,
    found: 2,
    names: () => String(SKU),
  },
  "history-has-current-price": {
    plant: () => `delete from current_prices where sku_id = ${SKU}`,
    names: () => String(SKU),
  },
  "price-from-published-change-set": {
    plant: () => `update change_sets set state = 'discarded', published_at = null where id =
        (select change_set_id from current_prices where sku_id = ${SKU})`,
    found: 2,
    names: () => String(SKU),
  },
  "published-change-set-is-history": {
    plant: () => `update change_set_items set after_cents = after_cents + 1 where sku_id = ${SKU};
      delete from change_set_items where sku_id = ${OTHER_SKU} and before_cents is not null`,
    found: 3,
    names: () => String(SKU),
  },
  "observation-of-its-retailer": {
    plant: () => `alter table observations disable trigger observations_append_only;
      update observations set retailer_slug = 'sams' where id = '${OBSERVED}'`,
    names: () => OBSERVED,
  },
  "held-decided-is-appended": {
    plant:
      () => `insert into held_observations (id, retailer_slug, listing_id, captured_at, price_minor, raw_sha256, reason,
        against_minor, record, held_at, state, decided_by, decided_at)
      select gen_random_uuid(), 'costco', id, now(), 599, '\\x00', 'off-history', 59, '{}', now(), 'accepted', 'ann', now()
      from listings limit 1`,
    names: () => "accepted, but not there",
  },
  "evidence-chain-holds": {
    plant: () => `alter table observations disable trigger observations_append_only;
      update observations set price_minor = 1 where id = '${OBSERVED}'`,
    names: () => "costco 2",
  },
  "decided-match-has-decider": {
    plant: () => `alter table matches drop constraint matches_decided_check;
      update matches set decided_by = null where sku_id = ${SKU}`,
    names: () => String(SKU),
  },
  "decided-match-has-record": {
    plant: () => `update matches set kind = 'other-pack' where sku_id = ${SKU};
      insert into matches (sku_id, listing_id, kind, status, decided_by, decided_at)
        select ${OTHER_SKU}, listing_id, 'identical', 'confirmed', 'ann', now() from matches`,
    found: 2,
    names: () => String(OTHER_SKU),
  },
  "equivalent-states-difference": {
    plant: () => `alter table matches drop constraint matches_equivalent_check;
      update matches set kind = 'equivalent' where sku_id = ${SKU}`,
    names: () => String(SKU),
  },
  "identical-once-a-channel": {
    plant:
      () => `create temp table twins on commit drop as select id as old, gen_random_uuid() as new from listings
        where id in (select listing_id from matches);
      create temp table copied on commit drop as select * from listings where id in (select old from twins);
      update copied set id = new, item_id = 'second' from twins where old = id;
      insert into listings (id, retailer_slug, item_id, title, first_seen_at)
        select id, retailer_slug, item_id, title, first_seen_at from copied;
      create temp table seen on commit drop as select * from observations where listing_id in (select old from twins);
      update seen set id = gen_random_uuid(), listing_id = new from twins where old = listing_id;
      insert into observations (id, listing_id, captured_at, zone, price_minor, currency, channel, place, title_seen,
          captured_by, raw, raw_sha256)
        select id, listing_id, captured_at, zone, price_minor, currency, channel, place, title_seen, captured_by, raw,
          raw_sha256 from seen;
      insert into matches (sku_id, listing_id, kind, status, decided_by, decided_at)
        select sku_id, new, kind, status, decided_by, decided_at from matches join twins on old = listing_id`,
    names: () => String(SKU),
  },
  "list-within-bounds": {
    plant: () => `alter table list_lines drop constraint list_lines_position_check;
      alter table list_lines drop constraint list_lines_sku_id_skus_id_fk;
      insert into list_lines select '${ada.id}', n, 1, 0 from generate_series(1, 101) n`,
    names: () => ada.id,
  },
  "savings-have-evidence": {
    plant: () => `alter table savings_lines drop constraint savings_lines_observation_id_observations_id_fk;
      alter table savings_lines drop constraint savings_lines_retailer_slug_retailers_slug_fk;
      insert into savings_lines values (gen_random_uuid(), '${ada.membershipId}', ${SKU}, 1, 100, 'costco', 130,
        gen_random_uuid(), 30, null, 'order 1', now(), now())`,
    names: () => "order 1",
  },
  "savings-add-up": {
    plant: () => `alter table savings_lines drop constraint savings_lines_saved_check;
      insert into savings_lines values (gen_random_uuid(), '${ada.membershipId}', ${SKU}, 1, 100, null, null,
        null, 30, 'no-match', 'order 2', now(), now())`,
    names: () => "order 2",
  },
  "index-of-frozen-basket": {
    plant: () => `${BASKET}
      insert into index_publications values (gen_random_uuid(), '${BASKET_ID}', now(), now(), 1)`,
    names: () => "not fixed",
  },
  "index-figure-has-evidence": {
    plant: () => `${BASKET}
      update index_baskets set frozen_at = now() where id = '${BASKET_ID}';
      insert into index_publications values ('${BASKET_ID}', '${BASKET_ID}', now(), now(), 1);
      insert into index_figures values ('${BASKET_ID}', 'costco', 934, null, 20, 40, now(), now())`,
    names: () => "0 checks, 20 said",
  },
  "role-reads-its-own": {
    plant: () => `grant select on current_prices to club_visitor;
      grant select (waterfall) on price_history to club_member`,
    found: 2,
    names: () => "club_visitor",
  },
  "role-writes-its-own": {
    plant: () => `grant insert (slug) on plans to club_member; grant update on audit_entries to club_staff`,
    found: 2,
    names: () => "club_member",
  },
  "slots-are-narrow": {
    plant: () => `grant execute on function log_shown_claims to club_visitor;
      alter function log_shown_claims reset search_path`,
    found: 2,
    names: () => "club_visitor",
  },
  "role-is-plain": {
    plant: () => "alter role club_visitor createrole",
    names: () => "club_visitor",
  },
  "append-only-is-guarded": {
    plant: () => `alter table audit_entries disable trigger audit_entries_append_only;
      drop trigger observations_append_only on observations`,
    found: 2,
    names: () => "observations",
  },
};

/** Plants inside a transaction that is rolled back, and makes one check there. */
async function findPlanted(name: string, planted: string): Promise<CheckResult> {
  const check = ALL_CHECKS.find((one) => one.name === name);
  if (check === undefined) throw new Error(`No check ${name}`);
  const rolledBack = new Error("rolled back");
  let result: CheckResult | undefined;
  await database.pools.owner.sql
    .begin(async (tx) => {
      await tx.unsafe(planted);
      result = await runCheck(tx, check, { now: NOW, examples: 5 });
      throw rolledBack;
    })
    .catch((error) => {
      if (error !== rolledBack) throw error;
    });
  if (result === undefined) throw new Error("The check was not made.");
  return result;
}

describe("each invariant", () => {
  test("has a planting here", () => {
    expect(Object.keys(PLANTINGS).sort()).toEqual(ALL_CHECKS.map(({ name }) => name).sort());
  });

  test.each(Object.entries(PLANTINGS))("%s is found where it is broken", async (name, planting) => {
    const { found, examples } = await findPlanted(name, planting.plant());
    expect(found).toBe(planting.found ?? 1);
    const named = examples.map(({ subject, detail }) => `${subject}: ${detail}`);
    expect(named.some((line) => line.includes(planting.names()))).toBe(true);
  });
});

describe("the whole check", () => {
  test("finds nothing in a sound club, and leaves it as it is", async () => {
    const report = await checkClub({ pool: database.pools.owner }, { now: NOW, examples: 5 });
    expect(report.results.filter(({ found }) => found > 0)).toEqual([]);
    expect(report.sound).toBe(true);
    expect(report.results).toHaveLength(ALL_CHECKS.length);
  });

  test("counts everything and names only as many as asked for", async () => {
    const result = await findPlanted(
      "mail-sent-in-time",
      `insert into mails select gen_random_uuid(), key || n, kind, recipient, subject, body_text, body_html, account_id,
        membership_id, created_at, due_at - interval '2 days' from mails, generate_series(1, 2500) n`,
    );
    expect(result.found).toBe(2500);
    expect(result.examples).toHaveLength(5);
  });

  test("sees a mail that waits a day as sound to the minute", async () => {
    const at = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
    const only = ["mail-sent-in-time"];
    const pool = database.pools.owner;
    expect((await checkClub({ pool }, { now: at(24), examples: 5, only })).sound).toBe(true);
    expect((await checkClub({ pool }, { now: at(24.1), examples: 5, only })).sound).toBe(false);
  });
});
