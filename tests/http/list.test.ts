/** The list over HTTP, without JavaScript: a visitor's in a cookie, an account's in the database, one moving into the other. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readList } from "#app/db/lists.ts";
import { parseList } from "#app/domain/shopping-list.ts";
import { type OpenClub, openClub } from "#tests/support/club.ts";
import { CLUB_CENTS, ITEM, seedSmallClub } from "#tests/support/club-fixture.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount, createMember, PASSWORD, sessionCookie } from "#tests/support/people.ts";

const database = testDatabase();
let club: OpenClub;

beforeAll(async () => {
  await seedSmallClub(database.pools.owner.db);
  club = await openClub(database.url);
});
afterAll(() => club?.close());

const SAME_SITE = { "Sec-Fetch-Site": "same-origin" };

/** A browser without JavaScript: keeps the cookies that it is given. */
function person(cookie = "") {
  const jar = new Map(cookie === "" ? [] : [cookie.split("=", 2) as [string, string]]);
  const header = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const keep = (answered: Response) => {
    for (const line of answered.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=", 2);
      if (/Max-Age=0/.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return answered;
  };
  const get = async (path: string) =>
    keep(await fetch(club.origin + path, { headers: { Cookie: header() }, redirect: "manual" }));
  return {
    jar,
    get,
    page: async (path = "/list") => await (await get(path)).text(),
    post: async (
      fields: Record<string, string>,
      path = "/list",
      headers: Record<string, string> = SAME_SITE,
    ) =>
      keep(
        await fetch(club.origin + path, {
          method: "POST",
          headers: { ...headers, Cookie: header() },
          body: new URLSearchParams(fields),
          redirect: "manual",
        }),
      ),
    list: () => parseList(jar.get("tallyhouse_list") ?? ""),
  };
}

const add = (item: number, quantity = 1) => ({
  intent: "add",
  item: String(item),
  quantity: String(quantity),
});
const listRows = async () =>
  (await database.pools.owner.sql`select count(*)::int as n from list_lines`)[0]?.n;

describe("a visitor", () => {
  test("adds, changes, takes off and empties; no row of the database knows", async () => {
    const visitor = person();
    const rows = await listRows();
    const added = await visitor.post(add(ITEM.cheaperHere, 2));
    expect(added.status).toBe(303);
    expect(added.headers.get("location")).toBe(`/list?done=added&item=${ITEM.cheaperHere}`);
    const [cookie = ""] = added.headers.getSetCookie();
    expect(cookie).toMatch(/^tallyhouse_list=[0-9a-z.-]+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
    await visitor.post(add(ITEM.cheaperThere));
    await visitor.post(add(ITEM.cheaperHere, 1));
    expect(visitor.list()).toEqual([
      { skuId: ITEM.cheaperHere, quantity: 3 },
      { skuId: ITEM.cheaperThere, quantity: 1 },
    ]);
    const page = await visitor.page(`/list?done=added&item=${ITEM.cheaperHere}`);
    expect(page).toContain("is on your list.");
    expect(page).toContain(`name="q-${ITEM.cheaperHere}" inputMode="numeric"`);
    await visitor.post({ intent: "update", [`q-${ITEM.cheaperHere}`]: "5", [`q-${ITEM.cheaperThere}`]: "0" });
    expect(visitor.list()).toEqual([{ skuId: ITEM.cheaperHere, quantity: 5 }]);
    await visitor.post({ remove: String(ITEM.cheaperHere) });
    expect(visitor.list()).toEqual([]);
    await visitor.post(add(ITEM.stale));
    await visitor.post({ intent: "empty" });
    expect(visitor.jar.has("tallyhouse_list")).toBe(false);
    expect(await visitor.page()).toContain("Nothing on your list yet");
    expect(await listRows()).toBe(rows);
  });

  test("is told what is wrong at its field, and loses nothing", async () => {
    const visitor = person();
    await visitor.post(add(ITEM.cheaperHere, 2));
    const before = visitor.list();
    const wrong = await visitor.post({ intent: "update", [`q-${ITEM.cheaperHere}`]: "a lot" });
    expect(wrong.status).toBe(422);
    const page = await wrong.text();
    expect(page).toContain(`id="q-${ITEM.cheaperHere}-error"`);
    expect(page).toContain('value="a lot"');
    expect((await visitor.post(add(ITEM.cheaperHere, 0))).status).toBe(422);
    expect((await visitor.post(add(ITEM.withdrawn))).status).toBe(404);
    expect((await visitor.post({ intent: "add", item: "soap", quantity: "1" })).status).toBe(422);
    expect((await visitor.post({ intent: "dance" })).status).toBe(400);
    expect(visitor.list()).toEqual(before);
  });

  test("is told of items that are not on sale (any more), and takes them off", async () => {
    const visitor = person(`tallyhouse_list=${ITEM.withdrawn.toString(36)}-2.${(777_777).toString(36)}-1`);
    const page = await visitor.page();
    expect(page).toContain("Not on sale any more");
    expect(page).toContain(`item ${ITEM.withdrawn}, × 2`);
    expect(page).toContain("An item that we don&#x27;t know, item 777777");
    await visitor.post({ remove: "777777" });
    expect(visitor.list()).toEqual([{ skuId: ITEM.withdrawn, quantity: 2 }]);
  });

  test("sees retail and references, and no club price", async () => {
    const visitor = person();
    await visitor.post(add(ITEM.cheaperHere, 2));
    const page = await visitor.page();
    expect(page).toContain("$25.00");
    expect(page).toContain("$30.00");
    expect(page).not.toContain("$20.00");
    expect(page).toContain("We have not published a price index, so we name no figure.");
  });

  test("a form sent from elsewhere changes nothing", async () => {
    const visitor = person();
    const answered = await visitor.post(add(ITEM.cheaperHere), "/list", { "Sec-Fetch-Site": "cross-site" });
    expect(answered.status).toBe(403);
    expect(visitor.list()).toEqual([]);
  });

  test("with rubbish in the cookie has an empty list", async () => {
    expect(await person("tallyhouse_list=..--%00zz'\"x").page()).toContain("Nothing on your list yet");
  });
});

describe("an account", () => {
  test("has its list in the database, private, and nobody else's", async () => {
    const { owner, door } = database.pools;
    const [ada, ben] = [await createMember(owner), await createMember(owner)];
    const adas = person(await sessionCookie(owner, ada.id));
    const bens = person(await sessionCookie(owner, ben.id));
    await adas.post(add(ITEM.cheaperHere, 2));
    await bens.post(add(ITEM.cheaperThere));
    expect(await readList(door.db, ada.id)).toEqual([{ skuId: ITEM.cheaperHere, quantity: 2 }]);
    expect(adas.jar.has("tallyhouse_list")).toBe(false);
    expect((await adas.get("/list")).headers.get("cache-control")).toBe("private, no-store");
    const page = await adas.page();
    expect(page).toContain(`$${((CLUB_CENTS * 2) / 100).toFixed(2)}`);
    expect(page).toContain("Cheaper here by $5.00");
    expect(await bens.page()).toContain("Costco is cheaper by $2.00");
  });

  test("gets the visitor's list at sign-in, merged, nothing doubled; the cookie is gone", async () => {
    const { owner, door } = database.pools;
    const ada = await createMember(owner);
    const adas = person(await sessionCookie(owner, ada.id));
    await adas.post(add(ITEM.cheaperHere, 3));
    for (let times = 0; times < 2; times += 1) {
      const visitor = person();
      await visitor.post(add(ITEM.cheaperHere, 2));
      await visitor.post(add(ITEM.equivalent, 4));
      const signedIn = await visitor.post({ email: ada.email, password: PASSWORD }, "/sign-in");
      expect(signedIn.status).toBe(303);
      expect(visitor.jar.has("tallyhouse_list")).toBe(false);
      expect(visitor.jar.has("tallyhouse_session")).toBe(true);
      expect(await visitor.page()).toContain("$70.00");
    }
    expect(await readList(door.db, ada.id)).toEqual([
      { skuId: ITEM.cheaperHere, quantity: 3 },
      { skuId: ITEM.equivalent, quantity: 4 },
    ]);
  });

  test("keeps what had no room in the cookie, says so, and takes it in later", async () => {
    const { owner, door } = database.pools;
    const ada = await createAccount(owner);
    const own = await owner.sql<{ id: string }[]>`
      insert into skus (id, product_id, slug, title, brand_slug, department_slug, category_slug, supplier_slug,
        pack_count, pack_size, pack_unit, pack_base_unit, pack_total_micro, picture, popularity, status, listed_at)
      select 500000 + n, s.product_id, 'more-' || n, 'More ' || n, brand_slug, department_slug, category_slug,
        supplier_slug, pack_count, pack_size, pack_unit, pack_base_unit, pack_total_micro, picture, 1, 'active', listed_at
      from skus s, generate_series(1, 100) n where s.id = ${ITEM.cheaperHere} returning id`;
    const full = own.map(({ id }) => `${Number(id).toString(36)}-1`).join(".");
    const first = person(`tallyhouse_list=${full}`);
    await first.post({ email: ada.email, password: PASSWORD }, "/sign-in");
    expect(await readList(door.db, ada.id)).toHaveLength(100);
    const second = person(`tallyhouse_list=${ITEM.stale.toString(36)}-2`);
    await second.post({ email: ada.email, password: PASSWORD }, "/sign-in");
    expect(await second.page()).toContain("Your list was full");
    expect((await second.post(add(ITEM.cheaperThere))).status).toBe(409);
    await second.post({ remove: String(own[0]?.id) });
    await second.post({ intent: "take-in" });
    expect(await second.page()).not.toContain("Your list was full");
    expect((await readList(door.db, ada.id)).at(-1)).toEqual({ skuId: ITEM.stale, quantity: 2 });
  });
});

test("what a member's list claims is in the log, line by line; what it can't compare and what visitors see is not", async () => {
  const { owner } = database.pools;
  const member = person(await sessionCookie(owner, (await createMember(owner)).id));
  const visitor = person();
  await member.post(add(ITEM.twoRetailers, 3));
  await member.post(add(ITEM.stale));
  await visitor.post(add(ITEM.otherPack));
  expect(await member.page()).toContain("We can&#x27;t compare: the last check is too old.");
  expect(await visitor.page()).toContain(`q-${ITEM.otherPack}`);
  await club.close();
  club = await openClub(database.url);
  const logged = await owner.sql`select sku_id, retailer_slug from shown_claims
    where sku_id in (${ITEM.twoRetailers}, ${ITEM.stale}, ${ITEM.otherPack}) order by retailer_slug`;
  expect(logged.map((row) => [Number(row.sku_id), row.retailer_slug])).toEqual([
    [ITEM.twoRetailers, "costco"],
    [ITEM.twoRetailers, "sams"],
  ]);
});

test("the item's page has the same form for everyone", async () => {
  const { owner } = database.pools;
  const member = person(await sessionCookie(owner, (await createMember(owner)).id));
  const visitor = person();
  await visitor.post(add(ITEM.cheaperHere));
  const path = (await visitor.get(`/items/${ITEM.cheaperHere}`)).headers.get("location") ?? "";
  const form = (page: string) => /<form[^>]*class="add-to-list"[\s\S]*?<\/form>/.exec(page)?.[0];
  const fresh = await (await fetch(club.origin + path)).text();
  expect(form(fresh)).toContain(`value="${ITEM.cheaperHere}"`);
  expect(await visitor.page(path)).toBe(fresh);
  expect(form(await member.page(path))).toBe(form(fresh));
});
