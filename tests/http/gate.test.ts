/**
 * Promise 1: the club price cannot leak. Two clubs run on copies of one database; in one of them every secret is
 * changed. What somebody may not know must not show in a single byte of any answer: page, data, header, redirect.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { moveIntoOwnList } from "#app/commands/edit-list.ts";
import { recordSavings } from "#app/commands/record-savings.ts";
import { openPool } from "#app/db/client.server.ts";
import { listCookie } from "#app/http/list-cookie.ts";
import { seedDemoClub } from "#scripts/seed/demo.ts";
import { type OpenClub, openClub } from "#tests/support/club.ts";
import { crawl, listPatterns, patternOf } from "#tests/support/crawl.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount, createMember, sessionCookie } from "#tests/support/people.ts";

const database = testDatabase();

/** Everything that a visitor may not know. */
const CHANGE_ALL_SECRETS = `
  set session_replication_role = replica;
  update current_prices set club_cents = club_cents + 1 + (sku_id % 977)::int, since = since - interval '3 days';
  update price_history set club_cents = club_cents * 3, effective_at = effective_at - interval '40 days';
  delete from current_prices where sku_id % 5 = 0;
  select log_shown_claims((
    select jsonb_agg(jsonb_build_object('sku_id', m.sku_id, 'observation_id', o.id, 'match_kind', m.kind,
      'outcome', 'cheaper', 'basis', 'goods', 'our_cents', 1, 'their_minor', o.price_minor, 'their_currency', o.currency,
      'our_unit', '1.0¢ each', 'their_unit', '2.0¢ each', 'our_pack', '1 ct', 'their_pack', '1 ct',
      'by_per_pack_minor', 1, 'by_bps', 5000, 'said', 'cheaper here', 'first_shown_at', now(), 'last_shown_at', now()))
    from matches m join observations o on o.listing_id = m.listing_id));
  update savings_lines set paid_cents = paid_cents + 7, saved_cents = coalesce(their_cents - paid_cents - 7, 0);
  insert into index_baskets values (gen_random_uuid(), 'draft', 1, 'A draft', null, now(), null);
`;

/** Everything that a member may not know. */
const CHANGE_COSTS = `
  set session_replication_role = replica;
  update offers set case_price_minor = case_price_minor * 2 + 7, freight_minor = freight_minor + 99, currency = 'CNY';
  update price_history set waterfall = null;
  update fx_rates set rate_micro = rate_micro * 2;
  update rules set strategy = '{"kind":"cost-plus","markupBps":1}', made_at = now();
  update suppliers set name = name || ' (moved)', country = 'XX';
  update change_set_items set landed_cents = landed_cents + 1000;
  update audit_entries set action = 'hidden';
  delete from offers where sku_id % 7 = 0;
`;

const clubs = {} as { plain: OpenClub; otherSecrets: OpenClub; otherCosts: OpenClub };
const cookies = {} as { account: string; lapsed: string; member: string; list: string };
let visitorPaths: string[] = [];

beforeAll(async () => {
  const { owner } = database.pools;
  await seedDemoClub(owner, new Date(), () => undefined);
  const now = Date.now();
  const account = await createAccount(owner, { email: "account@club.test" });
  const lapsed = await createMember(owner, {
    email: "lapsed@club.test",
    paidThrough: new Date(now - 90 * 86_400_000),
  });
  const member = await createMember(owner, { email: "member@club.test" });
  cookies.account = await sessionCookie(owner, account.id);
  cookies.lapsed = await sessionCookie(owner, lapsed.id);
  cookies.member = await sessionCookie(owner, member.id);
  await fillLists([account.id, lapsed.id, member.id], member.membershipId);
  const [secrets, costs] = [await database.copy(), await database.copy()];
  await perturb(secrets, CHANGE_COSTS + CHANGE_ALL_SECRETS);
  await perturb(costs, CHANGE_COSTS);
  // One public origin for all, so that addresses in pages are the same bytes.
  const settings = { PUBLIC_URL: "http://club.test" };
  clubs.plain = await openClub(database.url, settings);
  clubs.otherSecrets = await openClub(secrets, settings);
  clubs.otherCosts = await openClub(costs, settings);
  const found = await crawl(clubs.plain.origin, { perPattern: 10 });
  // Whatever no link leads to is asked too: each route once, with a name that nothing has.
  const blind = (await listPatterns()).map((pattern) => pattern.replace(/:\w+/g, "unknown"));
  visitorPaths = [...new Set([...found, ...ODD_PATHS, ...blind])];
}, 120_000);

afterAll(async () => {
  await Promise.all(Object.values(clubs).map((club) => club.close()));
});

/** Twenty popular items on each account's list and in a visitor's cookie, and a purchase of them by the member. */
async function fillLists(accountIds: readonly string[], membershipId: string): Promise<void> {
  const { owner, door } = database.pools;
  const rows = await owner.sql<{ id: string; clubCents: number }[]>`
    select s.id, p.club_cents as "clubCents" from skus s join current_prices p on p.sku_id = s.id
    where s.status = 'active' order by s.popularity desc, s.id limit 20`;
  const lines = rows.map(({ id }, index) => ({ skuId: Number(id), quantity: 1 + (index % 3) }));
  for (const accountId of accountIds) await moveIntoOwnList(door.db, accountId, lines);
  cookies.list = listCookie(lines).split(";")[0] as string;
  const bought = lines.map((line, index) => ({ ...line, clubCents: rows[index]?.clubCents ?? 0 }));
  const purchase = { membershipId, source: "order 1", boughtAt: new Date(), lines: bought };
  await recordSavings(owner.db, purchase, new Date());
}

async function perturb(url: string, statements: string): Promise<void> {
  const pool = openPool(url, "owner", { size: 1 });
  await pool.sql.unsafe(statements).simple();
  await pool.close();
}

/** What links do not lead to: searches, pages past the end, wrong addresses, the desk, and the data behind pages. */
const ODD_PATHS = [
  "/search?q=coffee",
  "/search?q=cofee",
  "/search?q=%00%27%22%3Cscript%3E",
  "/search?q=zzzzqqqq",
  "/search",
  "/departments/nowhere",
  "/items/1",
  "/items/not-a-number",
  "/evidence/00000000-0000-7000-8000-000000000000",
  "/no/such/page",
  "/desk",
  "/desk/skus",
  "/desk/change-sets",
  "/membership",
  "/account",
  "/account/email",
  "/account/password",
  "/reset-password?token=unknown",
  "/verify-email?token=unknown",
  "/confirm-email?token=unknown",
  "/join/return?session=cs_test_unknown",
  "/pictures/nothing.svg",
  "/price-index",
  "/price-index?basket=the-common-forty",
  "/price-index?basket=draft",
  "/list?done=added&item=210162",
  "/membership/savings",
  "/desk/price-index",
  "/robots.txt",
  "/sitemap.xml",
  "/sitemaps/1",
  "/_root.data",
  "/search.data?q=coffee",
  "/sign-out",
  "/webhooks/stripe",
];

type Answer = { status: number; headers: Record<string, string>; body: string };

/** Ids of the request, nonces and the time of day differ by nature; nothing else is left out. */
async function ask(club: OpenClub, path: string, cookie?: string): Promise<Answer> {
  const answered = await fetch(club.origin + path, {
    redirect: "manual",
    headers: cookie ? { Cookie: cookie } : {},
  });
  const requestId = answered.headers.get("x-request-id") ?? "";
  const nonce = /'nonce-([^']+)'/.exec(answered.headers.get("content-security-policy") ?? "")?.[1];
  const clean = (text: string) => {
    const withoutId = requestId === "" ? text : text.replaceAll(requestId, "REQUEST");
    return nonce === undefined ? withoutId : withoutId.replaceAll(nonce, "NONCE");
  };
  const headers = Object.fromEntries(
    [...answered.headers].filter(([name]) => name !== "date" && name !== "content-length"),
  );
  return {
    status: answered.status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, clean(value)])),
    body: clean(await answered.text()),
  };
}

/** A page that tells the minute differs when the minute turns between two questions; a leak differs each time. */
const TRIES = 3;

async function answersAlike(a: OpenClub, b: OpenClub, path: string, cookie?: string): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const [one, other] = await Promise.all([ask(a, path, cookie), ask(b, path, cookie)]);
    if (JSON.stringify(one) === JSON.stringify(other)) return true;
  }
  return false;
}

/** The paths whose answers differ between two clubs. */
async function differing(
  a: OpenClub,
  b: OpenClub,
  paths: readonly string[],
  cookie?: string,
): Promise<string[]> {
  const different: string[] = [];
  for (const path of paths) {
    if (!(await answersAlike(a, b, path, cookie))) different.push(path);
  }
  return different;
}

describe("the gate", () => {
  test("the walk finds real pages of every kind, and asks every route at least once", async () => {
    const walked = new Set(visitorPaths.map((path) => patternOf(path)));
    expect((await listPatterns()).filter((pattern) => !walked.has(pattern))).toEqual([]);
    for (const kind of ["/items/", "/departments/", "/evidence/", "/pictures/", "/join/"]) {
      expect(visitorPaths.filter((path) => path.startsWith(kind)).length, kind).toBeGreaterThan(2);
    }
    expect(visitorPaths.filter((path) => path.endsWith("/record.json")).length).toBeGreaterThan(2);
    expect(visitorPaths.length).toBeGreaterThan(60);
  });

  test("a visitor's answers do not depend on club prices, costs or rules", async () => {
    expect(await differing(clubs.plain, clubs.otherSecrets, visitorPaths)).toEqual([]);
  });

  test("nor does the data behind the pages, which a browser fetches on its way", async () => {
    const data = visitorPaths.filter(
      (path) => /^\/(?:items|departments|evidence|search|price-index)/.test(path) && !path.includes(".data"),
    );
    expect(await differing(clubs.plain, clubs.otherSecrets, data.map(dataPath))).toEqual([]);
  });

  test("nor does a visitor's list with items on it: not the page, not its data, not what is offered", async () => {
    const page = await ask(clubs.plain, "/list", cookies.list);
    expect(page.body.match(/class="list-line"/g)).toHaveLength(20);
    expect(page.body).toContain("Our published index stood at");
    expect(page.headers["cache-control"]).toBe("private, no-store");
    expect(await differing(clubs.plain, clubs.otherSecrets, ["/list", "/list.data"], cookies.list)).toEqual(
      [],
    );
  });

  test("nor do the answers to a visitor who adds an item, whether it has a club price or not", async () => {
    const rows = await database.pools.owner.sql<{ id: string }[]>`
      select id from skus where id % 5 = 0 or id % 7 = 0 order by id limit 12`;
    for (const { id } of rows) {
      const [one, other] = await Promise.all(
        [clubs.plain, clubs.otherSecrets].map((club) => addToList(club, id)),
      );
      expect(one).toEqual(other);
      expect(one?.cookie).toContain("tallyhouse_list=");
    }
  });

  test.each(["account", "lapsed"] as const)(
    "nor do the answers to an %s, who is not entitled",
    async (who) => {
      expect(await differing(clubs.plain, clubs.otherSecrets, visitorPaths, cookies[who])).toEqual([]);
    },
  );

  test("a member's answers do not depend on costs, offers and rules", async () => {
    expect(await differing(clubs.plain, clubs.otherCosts, visitorPaths, cookies.member)).toEqual([]);
  });

  test("the test can fail: a member's answers do follow club prices", async () => {
    const items = visitorPaths.filter((path) => path.startsWith("/items/") && /\/items\/\d{3,}/.test(path));
    expect((await differing(clubs.plain, clubs.otherSecrets, items, cookies.member)).length).toBeGreaterThan(
      items.length / 2,
    );
  });

  test("an item's history, panel and sign have nothing of ours for a visitor, and do for a member", async () => {
    const items = visitorPaths.filter((path) => /^\/items\/\d{3,}/.test(path));
    const OURS = ["Club price", "cheaper here", "is cheaper", "line-club", "sign-was"];
    let charts = 0;
    const found = new Set<string>();
    for (const path of items) {
      const { body } = await ask(clubs.plain, path);
      const inside = await ask(clubs.plain, path, cookies.member);
      for (const words of OURS) {
        expect(mainOf(body), `${path}: ${words}`).not.toContain(words);
        if (mainOf(inside.body).includes(words)) found.add(words);
      }
      if (body.includes("history-plot")) charts += 1;
    }
    expect(charts).toBeGreaterThan(2);
    // The test can fail: a member sees most of it.
    for (const words of ["Club price", "cheaper here", "line-club"]) expect(found).toContain(words);
  });

  test("nor can the lists and savings be blind: a member's follow club prices", async () => {
    const own = ["/list", "/membership/savings"];
    expect(await differing(clubs.plain, clubs.otherSecrets, own, cookies.member)).toEqual(own);
  });

  test("a client's claims about itself open nothing", async () => {
    const path = visitorPaths.find((one) => one.startsWith("/items/")) ?? "/";
    const plain = await ask(clubs.plain, path);
    for (const cookie of [
      "tallyhouse_session=",
      "tallyhouse_session=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "role=staff; member=1",
    ]) {
      const claimed = await ask(clubs.plain, path, cookie);
      expect(mainOf(claimed.body)).toBe(mainOf(plain.body));
    }
  });
});

async function addToList(club: OpenClub, id: string) {
  const answered = await fetch(`${club.origin}/list`, {
    method: "POST",
    headers: { "Sec-Fetch-Site": "same-origin", Cookie: cookies.list },
    body: new URLSearchParams({ intent: "add", item: id, quantity: "2" }),
    redirect: "manual",
  });
  return {
    status: answered.status,
    location: answered.headers.get("location"),
    cookie: answered.headers.get("set-cookie"),
    body: await answered.text(),
  };
}

function dataPath(path: string): string {
  const [pathname, search] = path.split("?");
  return `${pathname}.data${search === undefined ? "" : `?${search}`}`;
}

/** What stands between the header and the footer. */
function mainOf(page: string): string {
  return /<main[\s\S]*<\/main>/.exec(page)?.[0] ?? page;
}
