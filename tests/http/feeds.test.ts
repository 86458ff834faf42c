/** Prices that a program sends, through the built club: its key, what comes in, what is refused, and the desk that made the key. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addFeedKey } from "#app/commands/add-feed-key.ts";
import { revokeFeedKey } from "#app/commands/revoke-feed-key.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { FeedScope } from "#app/domain/feed.ts";
import { FEED_BY_KEY } from "#app/domain/rate-limit.ts";
import { type OpenClub, openClub } from "#tests/support/club.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createMember, createStaff, sessionCookie } from "#tests/support/people.ts";
import { addRetailers } from "#tests/support/reference-files.ts";

const database = testDatabase();
const BY: Actor = { id: null, name: "operator", requestId: undefined };
let club: OpenClub;

beforeAll(async () => {
  await addRetailers(database.pools.owner.db);
  club = await openClub(database.url);
});
afterAll(() => club?.close());

async function makeKey(scope: FeedScope = "observations:write", retailers = ["costco"]) {
  const made = await addFeedKey(
    database.pools.owner.db,
    { name: "checker", scope, retailers },
    BY,
    new Date(),
  );
  if (!made.ok) throw new Error(made.reason);
  return made;
}

type Sent = { token?: string; check?: boolean; type?: string; headers?: Record<string, string> };

async function send(body: unknown, { token, check, type = "application/json", headers }: Sent) {
  const answer = await fetch(`${club.origin}/api/observations${check ? "?check" : ""}`, {
    method: "POST",
    headers: {
      "Content-Type": type,
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const json = (await answer.json()) as {
    accepted?: number;
    held?: unknown;
    rejected?: unknown;
    error?: Record<string, string>;
  };
  return { status: answer.status, headers: answer.headers, ...json };
}

let nextId = 1000;
/** A batch of `count` new items, captured an hour ago. */
function batch(count = 1, more: Record<string, unknown> = {}) {
  const observations = Array.from({ length: count }, () => {
    nextId += 1;
    return { itemId: String(nextId), title: `Ground Coffee ${nextId}, 3 lb`, price: 14.99 };
  });
  const capturedAt = new Date(Date.now() - 3_600_000).toISOString();
  return { retailer: "costco", channel: "in-club", place: "ZIP 98109", capturedAt, observations, ...more };
}

const countOf = async () =>
  Number((await database.pools.owner.sql`select count(*) from observations`)[0]?.count);

describe("a feed with its key", () => {
  test("brings prices in with their evidence; sent again, nothing doubles", async () => {
    const { id, token } = await makeKey();
    const sent = batch(3);
    const first = await send(sent, { token });
    expect(first).toMatchObject({ status: 200, accepted: 3, unchanged: 0, rejected: [] });
    const [row] = await database.pools.owner.sql`
      select price_minor, place, channel, captured_by, raw, pack_total_micro::text as pack, chain_position
      from observations where item_id = ${sent.observations[0]?.itemId ?? ""}`;
    expect(row).toMatchObject({
      price_minor: 1499,
      place: "ZIP 98109",
      channel: "in-club",
      captured_by: `feed checker (${id})`,
      raw: { price: "14.99" },
    });
    expect(Number(row?.pack)).toBeGreaterThan(1_360_000_000);
    const before = await countOf();
    expect(await send(sent, { token })).toMatchObject({
      status: 200,
      accepted: 0,
      unchanged: 3,
      rejected: [],
    });
    expect(await countOf()).toBe(before);
    const [key] = await database.pools.owner.sql`select last_used_at from feed_keys where id = ${id}`;
    expect(key?.last_used_at).not.toBeNull();
  });

  test("one batch sent many times at once comes in once", async () => {
    const { token } = await makeKey();
    const sent = batch(20);
    const before = await countOf();
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(sent, { token })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(answers.reduce((sum, { accepted }) => sum + Number(accepted), 0)).toBe(20);
    expect(await countOf()).toBe(before + 20);
  });

  test("what can't be used is told entry by entry, with the field; the rest is in", async () => {
    const { token } = await makeKey();
    const sent = batch(6);
    const [range, foreign, future, , unread] = sent.observations as Record<string, unknown>[];
    Object.assign(range ?? {}, { price: "$12.99 - $15.99" });
    Object.assign(foreign ?? {}, { price: "12.99", currency: "EUR" });
    Object.assign(future ?? {}, { capturedAt: new Date(Date.now() + 86_400_000).toISOString() });
    Object.assign(unread ?? {}, { capturedAt: "03/04/2026" });
    const answer = await send(sent, { token });
    expect(answer).toMatchObject({ status: 200, accepted: 2, unchanged: 0 });
    expect(answer.rejected).toMatchObject([
      { index: 0, field: "price", reason: "price-range" },
      { index: 1, field: "currency", reason: "currency-differs" },
      { index: 2, field: "capturedAt", reason: "time-future" },
      { index: 4, field: "capturedAt", reason: "time-unreadable" },
    ]);
  });

  test("asks what would become of a batch, and nothing is written", async () => {
    const { token } = await makeKey("observations:check");
    const before = await countOf();
    const asked = await send(batch(2), { token, check: true });
    expect(asked).toMatchObject({ status: 200, accepted: 2, unchanged: 0, held: [], rejected: [] });
    expect(await countOf()).toBe(before);
    const [{ count } = { count: -1 }] = await database.pools.owner
      .sql`select count(*)::integer from listings where item_id = ${String(nextId)}`;
    expect(count).toBe(0);
  });
});

describe("a price that can hardly be true", () => {
  test("is held for a person, told so each time, and stands nowhere", async () => {
    const key = await makeKey();
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    const sent = batch();
    for (const days of [5, 4, 3]) await send({ ...sent, capturedAt: daysAgo(days) }, key);
    const before = await countOf();
    const wrong = {
      ...sent,
      observations: [{ ...sent.observations[0], price: 1499 }],
      capturedAt: daysAgo(1),
    };
    const answer = await send(wrong, key);
    expect(answer).toMatchObject({ status: 200, accepted: 0, rejected: [] });
    expect(answer.held).toMatchObject([{ index: 0, reason: "misplaced-decimal" }]);
    expect(await send(wrong, key)).toMatchObject({ accepted: 0, held: [{ reason: "held-already" }] });
    expect(await countOf()).toBe(before);
  });
});

describe("what is refused", () => {
  test.each([undefined, "", "thf_short", `thf_aaaaaaaaaaaa_${"x".repeat(43)}`])(
    "no key of ours: %s",
    async (token) => {
      const answer = await send(batch(), token === undefined ? {} : { token });
      expect([answer.status, answer.error?.code]).toEqual([401, "key-unknown"]);
      expect(answer.headers.get("WWW-Authenticate")).toBe("Bearer");
    },
  );

  test("a key whose secret is another's", async () => {
    const [one, other] = [await makeKey(), await makeKey()];
    const token = one.token.slice(0, 17) + other.token.slice(17);
    expect((await send(batch(), { token })).status).toBe(401);
  });

  test("a key that was revoked, that lacks the scope, that is for another retailer", async () => {
    const revoked = await makeKey();
    await revokeFeedKey(database.pools.owner.db, revoked.id, BY, new Date());
    expect(await send(batch(), revoked)).toMatchObject({ status: 401, error: { code: "key-revoked" } });
    const before = await countOf();
    const checker = await makeKey("observations:check");
    const wrongScope = await send(batch(), checker);
    expect(wrongScope).toMatchObject({ status: 403, error: { code: "scope-missing" } });
    expect(wrongScope.error?.message).toContain("observations:write");
    const wrongShop = await send(batch(1, { retailer: "sams" }), await makeKey());
    expect(wrongShop).toMatchObject({ status: 403, error: { code: "retailer-not-allowed" } });
    expect(await countOf()).toBe(before);
  });

  test("a session is no key, and a key opens no page", async () => {
    const admin = await createStaff(database.pools.owner, "admin");
    const cookie = await sessionCookie(database.pools.door, admin.id);
    expect((await send(batch(), { headers: { Cookie: cookie } })).status).toBe(401);
    const { token } = await makeKey();
    const page = await fetch(`${club.origin}/desk/feeds`, { headers: { Authorization: `Bearer ${token}` } });
    expect(page.status).toBe(404);
  });

  test.each([
    ["not JSON", "{", { status: 400, error: { code: "not-json" } }],
    ["no batch", [], { status: 422, error: { code: "unusable" } }],
    [
      "no entry",
      batch(0),
      { status: 422, error: { field: "observations", message: "Send at least one entry." } },
    ],
    ["too many", batch(1001), { status: 422, error: { field: "observations" } }],
    ["a channel of its own", batch(1, { channel: "mail" }), { status: 422, error: { field: "channel" } }],
    ["a zone that is none", batch(1, { zone: "PST" }), { status: 422, error: { field: "zone" } }],
    [
      "no time",
      batch(1, { capturedAt: undefined }),
      { status: 422, error: { field: "observations[0].capturedAt" } },
    ],
    ["an unreadable time", batch(1, { capturedAt: "soon" }), { status: 422, error: { field: "capturedAt" } }],
    ["the future", batch(1, { capturedAt: "2999-01-01" }), { status: 422, error: { field: "capturedAt" } }],
    [
      "a GTIN that lost its zeros",
      batch(1, { observations: [{ title: "A", price: 1, gtin: 36000291452 }] }),
      { status: 422, error: { field: "observations[0].gtin" } },
    ],
    [
      "a field that there is not",
      batch(1, { observations: [{ title: "A", price: 1, prise: 2 }] }),
      { status: 422, error: { field: "observations[0]" } },
    ],
  ])("%s", async (_, body, expected) => {
    const before = await countOf();
    expect(await send(body, await makeKey())).toMatchObject(expected);
    expect(await countOf()).toBe(before);
  });

  test("other types, other methods, too much", async () => {
    const { token } = await makeKey();
    expect(await send("title=a", { token, type: "text/csv" })).toMatchObject({ status: 415 });
    const got = await fetch(`${club.origin}/api/observations`);
    expect([got.status, got.headers.get("Allow")]).toEqual([405, "POST"]);
    const huge = await fetch(`${club.origin}/api/observations`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: " ".repeat(2 * 1024 * 1024 + 1),
    }).catch(() => undefined);
    if (huge !== undefined) expect(huge.status).toBe(413);
  });

  test("more batches than a minute takes, for that key alone", async () => {
    const { id, token } = await makeKey();
    await database.pools.owner.sql`
      insert into rate_limits values (${`feed:${id}`}, ${FEED_BY_KEY.tries}, now() + interval '40 seconds')`;
    const late = await send(batch(), { token });
    expect([late.status, late.error?.code]).toEqual([429, "too-many"]);
    expect(Number(late.headers.get("Retry-After"))).toBeGreaterThan(30);
    expect((await send(batch(), await makeKey())).status).toBe(200);
  });
});

describe("the desk", () => {
  const open = (path: string, cookie: string) =>
    fetch(club.origin + path, { headers: { Cookie: cookie }, redirect: "manual" });
  function post(cookie: string, fields: [string, string][]) {
    const headers = { Cookie: cookie, Origin: club.origin };
    const body = new URLSearchParams(fields);
    return fetch(`${club.origin}/desk/feeds`, { method: "POST", redirect: "manual", headers, body });
  }

  test("an admin makes a key, which works, and revokes it, after which it does not", async () => {
    const admin = await createStaff(database.pools.owner, "admin", { email: "ines@club.test" });
    const cookie = await sessionCookie(database.pools.door, admin.id);
    const made = await post(cookie, [
      ["name", "Night scraper"],
      ["scope", "observations:write"],
      ["retailers", "costco"],
      ["retailers", "sams"],
    ]);
    expect(made.status).toBe(201);
    const [, token = ""] = /<code[^>]*>(thf_[^<]+)</.exec(await made.text()) ?? [];
    expect((await send(batch(1, { retailer: "sams" }), { token })).status).toBe(200);
    const [id = ""] = /[a-z2-7]{12}/.exec(token.slice(4)) ?? [];
    const page = await (await open("/desk/feeds", cookie)).text();
    expect(page).toContain("Night scraper");
    expect(page).not.toContain(token.slice(17));
    const revoked = await post(cookie, [["revoke", id]]);
    expect(revoked.headers.get("Location")).toBe("/desk/feeds?done=revoked");
    expect((await send(batch(1, { retailer: "sams" }), { token })).status).toBe(401);
    const audit = await database.pools.owner.sql`
      select action, actor, after::text from audit_entries where subject_id = ${id} order by at`;
    expect(audit.map(({ action, actor }) => [action, actor])).toEqual([
      ["add-feed-key", "ines@club.test"],
      ["revoke-feed-key", "ines@club.test"],
    ]);
    expect(JSON.stringify(audit)).not.toContain(token.slice(17));
  });

  test("what is missing is said at its field, and what was typed stays", async () => {
    const admin = await createStaff(database.pools.owner, "admin");
    const answer = await post(await sessionCookie(database.pools.door, admin.id), [
      ["name", "Scraper of the night"],
      ["scope", "observations:check"],
    ]);
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain("Choose at least one retailer.");
    expect(html).toContain('value="Scraper of the night"');
  });

  test("is not there for a member, a merchandiser or support", async () => {
    const { owner, door } = database.pools;
    const people = [
      await createMember(owner),
      await createStaff(owner, "merchandiser"),
      await createStaff(owner, "support"),
    ];
    for (const { id } of people) {
      expect((await open("/desk/feeds", await sessionCookie(door, id))).status).toBe(404);
    }
  });
});
