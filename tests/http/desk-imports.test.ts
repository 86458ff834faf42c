/** Files at the desk over HTTP, without JavaScript: sent, mapped, previewed, read in the background, mended and sent again. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenClub, openClub } from "#tests/support/club.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createMember, createStaff, sessionCookie } from "#tests/support/people.ts";
import { addRetailers, csv } from "#tests/support/reference-files.ts";
import { formula, workbook } from "#tests/support/workbook.ts";

const database = testDatabase();
const cookies = {} as Record<"member" | "support" | "merchandiser", string>;
let club: OpenClub;

beforeAll(async () => {
  const { owner } = database.pools;
  await addRetailers(owner.db);
  const people = {
    member: await createMember(owner),
    support: await createStaff(owner, "support"),
    merchandiser: await createStaff(owner, "merchandiser", { email: "mo@club.test" }),
  };
  for (const [who, { id }] of Object.entries(people))
    cookies[who as keyof typeof cookies] = await sessionCookie(owner, id);
  club = await openClub(database.url);
});

afterAll(() => club?.close());

const headers = (cookie: string) => ({
  Cookie: cookie,
  Origin: club.origin,
  "Sec-Fetch-Site": "same-origin",
});

const get = (path: string, cookie = cookies.merchandiser) =>
  fetch(club.origin + path, { headers: { Cookie: cookie }, redirect: "manual" });

const post = (path: string, fields: Record<string, string>, cookie = cookies.merchandiser) =>
  fetch(club.origin + path, {
    method: "POST",
    headers: headers(cookie),
    body: new URLSearchParams(fields),
    redirect: "manual",
  });

/** Sends a file; gives the answer. */
function send(name: string, content: string | Buffer, cookie = cookies.merchandiser) {
  const form = new FormData();
  form.set("fileDate", "2026-11-20T10:00:00.000Z");
  form.set("file", new Blob([new Uint8Array(Buffer.from(content))]), name);
  return fetch(`${club.origin}/desk/imports`, {
    method: "POST",
    headers: headers(cookie),
    body: form,
    redirect: "manual",
  });
}

/** Sends a file that is taken in; gives the address of its page. */
async function sent(name: string, content: string | Buffer): Promise<string> {
  const answer = await send(name, content);
  expect(answer.status).toBe(303);
  return answer.headers.get("Location") ?? "";
}

const page = async (path: string) => await (await get(path)).text();

/** The answers that the page of `path` is filled in with. */
async function answers(path: string): Promise<Record<string, string>> {
  const html = await page(path);
  const inputs = [...html.matchAll(/<input[^>]*\sname="([^"]*)"[^>]*>/g)].map(([tag, name = ""]) => [
    name,
    /\svalue="([^"]*)"/.exec(tag)?.[1] ?? "",
  ]);
  const selects = [...html.matchAll(/<select[^>]*\sname="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)].map(
    ([, name = "", options = ""]) => [
      name,
      /<option[^>]*value="([^"]*)"[^>]*selected/.exec(options)?.[1] ??
        /<option[^>]*selected[^>]*value="([^"]*)"/.exec(options)?.[1] ??
        "",
    ],
  );
  return Object.fromEntries([...inputs, ...selects]);
}

/** Waits until the import is in one of the states: its own row says so. */
async function until(path: string, ...states: string[]) {
  const id = path.split("/").at(-1) ?? "";
  for (let tries = 0; tries < 300; tries++) {
    const [row] = await database.pools.owner.sql`select state, problem, tally from uploads where id = ${id}`;
    if (row !== undefined && states.includes(row.state)) return row;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${path} did not become ${states.join(" or ")}.`);
}

const counts = async () => {
  const [row] = await database.pools.owner.sql`select count(*)::int as observations from observations`;
  return row?.observations as number;
};

const FILE = csv(
  "item_id,title,price,upc",
  "1,Long Grain Rice 5 lb,$4.99,036000291452",
  "2,Olive Oil 2 L,$15.49 to $18.49,",
  '3,"=HYPERLINK(""http://bad.test"")",,',
  "4,Ground Coffee 3 lb,$14.99,",
);

describe("who may come in", () => {
  test("pricing staff; to everybody else nothing is there, and a file that they send is not kept", async () => {
    for (const cookie of ["", cookies.member, cookies.support]) {
      expect((await get("/desk/imports", cookie)).status).toBe(404);
      expect((await send("prices.csv", FILE, cookie)).status).toBe(404);
      expect((await get(`/desk/imports/${crypto.randomUUID()}/rejects.csv`, cookie)).status).toBe(404);
    }
    expect(await database.pools.owner.sql`select id from uploads`).toHaveLength(0);
    expect((await get(`/desk/imports/${crypto.randomUUID()}`)).status).toBe(404);
    expect((await get("/desk/imports/x/rejects.csv")).status).toBe(404);
  });

  test("not from another site", async () => {
    const answer = await fetch(`${club.origin}/desk/imports`, {
      method: "POST",
      headers: { Cookie: cookies.merchandiser, Origin: "https://bad.test", "Sec-Fetch-Site": "cross-site" },
      body: new FormData(),
    });
    expect(answer.status).toBe(403);
  });
});

describe("a file that can't be used", () => {
  test("none at all is asked for", async () => {
    const form = new FormData();
    form.set("file", new Blob([]), "");
    const answer = await fetch(`${club.origin}/desk/imports`, {
      method: "POST",
      headers: headers(cookies.merchandiser),
      body: form,
    });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("Choose a file first.");
    const plain = await post("/desk/imports", { file: "x" });
    expect(plain.status).toBe(400);
  });

  test.each([
    ["list.pdf", Buffer.from("%PDF-1.7\n"), "is a PDF, not a table"],
    ["leer é.csv", Buffer.alloc(0), "leer é.csv is empty."],
    ["old.xls", Buffer.from("d0cf11e0a1b11ae1", "hex"), "an old Office document"],
  ])(
    "%s is told what it is, its bytes are not kept, and it can be thrown away",
    async (name, content, why) => {
      const path = await sent(name, content);
      expect(await page(path)).toContain(why);
      const id = path.split("/").at(-1) ?? "";
      expect(
        await database.pools.owner.sql`select 1 from upload_chunks where upload_id = ${id}`,
      ).toHaveLength(0);
      const gone = await post(path, { intent: "discard" });
      expect(gone.headers.get("Location")).toBe("/desk/imports?done=discarded");
      expect((await get(path)).status).toBe(404);
    },
  );
});

describe("a file of prices", () => {
  let path: string;

  test("is taken in, and asked about with guesses, reasons and samples", async () => {
    path = await sent("costco november.csv", FILE);
    const html = await page(path);
    expect(await answers(path)).toMatchObject({
      retailer: "costco",
      channel: "online",
      capturedAt: "2026-11-20T10:00",
      "column-title": "*",
      "column-price": "*",
      "column-brand": "",
    });
    expect(html).toContain("By its name");
    expect(html).toContain("Long Grain Rice 5 lb");
    expect(html).toMatch(/Rejected, price: .*is a range/);
    expect(html).not.toContain('<script src="/imports.js"');
  });

  test("what is wrong is told at its field, and nothing that was chosen is lost", async () => {
    const given = {
      ...(await answers(path)),
      intent: "start",
      retailer: "",
      channel: "in-club",
      capturedAt: "2031-01-01T00:00",
      "column-title": "",
      "column-brand": "title",
    };
    const answer = await post(path, given);
    expect(answer.status).toBe(422);
    const html = await answer.text();
    for (const field of ["retailer", "place", "capturedAt", "column-title"])
      expect(html).toContain(`id="${field}-error"`);
    expect(html).toMatch(/<option[^>]*value="in-club"[^>]*selected|<option[^>]*selected[^>]*value="in-club"/);
    expect(html).toContain('value="2031-01-01T00:00"');
  });

  test("the preview follows what was chosen", async () => {
    const answer = await post(path, { ...(await answers(path)), intent: "plan", "column-title": "item_id" });
    expect(answer.status).toBe(303);
    expect((await answers(path))["column-title"]).toBe("item_id");
    await post(path, { ...(await answers(path)), intent: "plan", "column-title": "*" });
  });

  test("is read in the background, once", async () => {
    const given = { ...(await answers(path)), intent: "start" };
    const [first, second] = await Promise.all([post(path, given), post(path, given)]);
    expect([first.status, second.status].sort()).toEqual([303, 409]);
    await until(path, "done");
    const html = await page(path);
    expect(html).toContain("The whole file was read.");
    expect(html).toMatch(/Accepted<\/dt><dd>2/);
    expect(html).toMatch(/Rejected<\/dt><dd>2/);
    expect(await counts()).toBe(2);
    const id = path.split("/").at(-1) ?? "";
    expect(await database.pools.owner.sql`select 1 from upload_chunks where upload_id = ${id}`).toHaveLength(
      0,
    );
    expect((await post(path, given)).status).toBe(409);
  });

  test("its rejected rows come as a file without live formulas, and are read when they are mended", async () => {
    const answer = await get(`${path}/rejects.csv`);
    expect(answer.headers.get("Content-Disposition")).toContain("attachment");
    const text = await answer.text();
    expect(text.split("\r\n").slice(0, 2)).toEqual([
      "rejected line,rejected field,rejected because,item_id,title,price,upc",
      "3,price,“$15.49 to $18.49” is a range: a range is not a price.,2,Olive Oil 2 L,$15.49 to $18.49,",
    ]);
    expect(text).toContain(`"'=HYPERLINK(""http://bad.test"")"`);
    const mended = await sent("costco mended.csv", text.replace("$15.49 to $18.49,", "$15.49,"));
    expect(await page(mended)).not.toContain("This file is in already");
    await post(mended, { ...(await answers(mended)), intent: "start" });
    await until(mended, "done");
    expect(await counts()).toBe(3);
  });

  test("sent again says that it is in, and how it was read; nothing is doubled", async () => {
    const again = await sent("copy.csv", FILE);
    const html = await page(again);
    expect(html).toContain("This file is in already");
    expect(html).toContain("As last time");
    expect(html).toContain("set up by mo@club.test");
    await post(again, { ...(await answers(again)), intent: "start" });
    const { tally } = await until(again, "done");
    expect(tally).toMatchObject({ accepted: 0, unchanged: 2, rejected: 2 });
    expect(await counts()).toBe(3);
  });

  test("stands in the list and in the audit trail with who and when", async () => {
    const list = await page("/desk/imports");
    expect(list).toContain("costco november.csv");
    expect(list).toContain("mo@club.test");
    const trail = await database.pools.owner.sql`
      select action from audit_entries where subject_id = ${path.split("/").at(-1) ?? ""} order by id`;
    expect(trail.map(({ action }) => action)).toEqual([
      "receive-upload",
      "plan-import",
      "plan-import",
      "start-import",
    ]);
  });
});

test("a workbook: another sheet can be looked at, and a formula is rejected with its row", async () => {
  const book = workbook({
    sheets: [
      {
        name: "Prices",
        rows: [
          ["title", "price"],
          ["Tea 40 ct", formula("B9*2", "5.99")],
        ],
      },
      {
        name: "More",
        rows: [
          ["title", "price"],
          ["Jam 2 lb", 3.49],
        ],
      },
    ],
  });
  const path = await sent("book.xlsx", book);
  expect(await page(path)).toContain("is the result of a formula");
  expect((await post(path, { intent: "sheet", sheet: "gone" })).status).toBe(422);
  expect((await post(path, { intent: "sheet", sheet: "More" })).status).toBe(303);
  expect(await page(path)).toContain("Jam 2 lb");
});

test("a large import can be stopped and resumed, and comes to its end with each row once", async () => {
  const before = await counts();
  const rows = Array.from({ length: 60_000 }, (_, i) => `b${i},Big Item ${i} 5 lb,${(i % 900) + 1}.99,`);
  const path = await sent("sams big.csv", csv("item_id,title,price,upc", ...rows));
  await post(path, { ...(await answers(path)), intent: "start", retailer: "sams" });
  await until(path, "running", "done");
  expect(await page(path)).toContain('http-equiv="refresh"');
  expect((await post(path, { intent: "stop" })).status).toBe(303);
  await until(path, "stopped");
  expect(await page(path)).toContain("Stopped. What was read is in");
  expect(await counts()).toBeLessThan(before + 60_000);
  expect((await post(path, { intent: "resume" })).status).toBe(303);
  await until(path, "done");
  expect(await counts()).toBe(before + 60_000);
}, 120_000);
