/** Held prices at the desk, without JavaScript: side by side with their history, accepted, refused, decided together. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenClub, openClub } from "#tests/support/club.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createStaff, sessionCookie } from "#tests/support/people.ts";
import { addRetailers, countsOf, csv, referenceFolder } from "#tests/support/reference-files.ts";

const database = testDatabase();
const folder = referenceFolder();
let club: OpenClub;
let cookie: string;

beforeAll(async () => {
  const { owner } = database.pools;
  await addRetailers(owner.db);
  const weeks = [
    "7,Green Tea 40 ct,5.99\n8,Strawberry Jam 2 lb,3.99",
    "7,Green Tea 40 ct,6.29\n8,Strawberry Jam 2 lb,4.19",
  ];
  const wrong = "7,Green Tea 40 ct,62.90\n8,Strawberry Jam 2 lb,0.41\n9,New Rice 5 lb,4.99";
  for (const [n, rows] of [...weeks, wrong, "7,Green Tea 40 ct,62.90"].entries()) {
    const file = folder.write(`week ${n}.csv`, csv("item_id,title,price", rows));
    await countsOf(owner.db, file, {
      capturedAt: { at: new Date(Date.UTC(2026, 9, 4 + 7 * n)), zone: "-08:00" },
    });
  }
  cookie = await sessionCookie(
    owner,
    (await createStaff(owner, "merchandiser", { email: "mo@club.test" })).id,
  );
  club = await openClub(database.url);
});
afterAll(() => club.close());

async function page(path = "/desk/held"): Promise<string> {
  return (await fetch(club.origin + path, { headers: { Cookie: cookie } })).text();
}

function post(fields: Record<string, string>): Promise<Response> {
  return fetch(`${club.origin}/desk/held`, {
    method: "POST",
    headers: { Cookie: cookie, Origin: club.origin, "Sec-Fetch-Site": "same-origin" },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
}

/** Id of the held price whose card has this text. */
async function idOf(text: string): Promise<string> {
  const card = (await page()).split("<article").find((part) => part.includes(text));
  return /name="id" value="([^"]+)"/.exec(card ?? "")?.[1] ?? "";
}

test("each stands beside what its listing was seen for, with why it waits", async () => {
  const html = (await page()).replaceAll("<!-- -->", "");
  expect(html).toContain("3 wait, the oldest first");
  expect(html).toMatch(
    /Strawberry Jam 2 lb[\s\S]*\$0\.41[\s\S]*Misplaced decimal point\?[\s\S]*\$4\.19[\s\S]*\$3\.99/,
  );
  expect(html).toContain("Seen again later");
  expect(html).toMatch(/Held prices<b>3<\/b>/);
});

test("refusing asks why, keeps what was typed, and then it is gone for good", async () => {
  const id = await idOf("Strawberry Jam");
  const unsaid = await post({ intent: "refuse", id, refusal: " x " });
  expect(unsaid.status).toBe(422);
  const html = await unsaid.text();
  expect(html).toContain("Say why, in a few words: the file will come again.");
  expect(html).toContain('value=" x "');
  const refused = await post({ intent: "refuse", id, refusal: "cents for dollars" });
  expect(refused.headers.get("Location")).toBe("/desk/held?done=refused");
  expect(await page()).not.toContain("Strawberry Jam");
  const again = await post({ intent: "accept", id });
  expect(again.status).toBe(409);
  expect(await again.text()).toContain("Somebody has decided about this price already.");
});

test("those that a later check confirms are accepted together", async () => {
  expect((await page()).replaceAll("<!-- -->", "")).toContain("Accept 1 seen again later");
  const accepted = await post({ intent: "accept-confirmed" });
  expect(accepted.headers.get("Location")).toBe("/desk/held?done=confirmed-1");
  expect(await page("/desk/held?done=confirmed-1")).toContain(
    "Accepted one price that a later check confirms.",
  );
  expect((await post({ intent: "accept", id: await idOf("Green Tea") })).status).toBe(302);
  expect(await page()).toContain("Nothing is held");
  const entries = await database.pools.owner.sql`
    select action from audit_entries where subject_kind = 'held-observation' order by at`;
  expect(entries.map(({ action }) => action)).toEqual([
    "refuse-held-price",
    "accept-confirmed-prices",
    "accept-held-price",
  ]);
});

test("a form that is none is refused, and nothing is decided", async () => {
  expect((await post({ intent: "burn" })).status).toBe(422);
  expect((await post({ intent: "accept", id: crypto.randomUUID() })).status).toBe(404);
});
