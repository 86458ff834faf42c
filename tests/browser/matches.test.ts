/** A merchandiser reviews matches: with the keys, and on a phone without JavaScript. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectNoSidewaysScroll, testBrowser } from "#tests/support/browser.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type OpenDemoClub, openDemoClub, signInAs } from "#tests/support/demo-club.ts";

const database = testDatabase();
const browser = testBrowser();
let club: OpenDemoClub;

beforeAll(async () => {
  club = await openDemoClub(database);
}, 120_000);
afterAll(() => club?.close());

/** The pair on the screen: "210001_<uuid>". */
function shownPair(page: Page): Promise<string> {
  return page.locator("input[name=pair]").first().inputValue();
}

async function stateOf(pair: string): Promise<unknown> {
  const [skuId = "", listingId = ""] = pair.split("_");
  const [row] = await database.pools.owner.sql`
    select status, kind, difference from matches where sku_id = ${skuId} and listing_id = ${listingId}`;
  return row;
}

async function press(page: Page, key: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
}

test("with the keys: confirm, reject, pass over, state a difference, take back", {
  timeout: 90_000,
}, async () => {
  const { page } = await browser.visit();
  await signInAs(page, club, "merchandiser");
  await page.goto(`${club.origin}/desk`);
  await page.getByRole("link", { name: /^Matches/ }).click();
  const first = await shownPair(page);
  await press(page, "1");
  expect(await stateOf(first)).toMatchObject({ status: "confirmed", kind: "identical" });

  const second = await shownPair(page);
  expect(second).not.toBe(first);
  await press(page, "x");
  expect(await stateOf(second)).toMatchObject({ status: "rejected" });

  const passed = await shownPair(page);
  await press(page, "n");
  expect(await stateOf(passed)).toMatchObject({ status: "suggested" });

  const third = await shownPair(page);
  await page.keyboard.press("3");
  await page.keyboard.press("ArrowDown");
  await press(page, "Enter");
  expect(await stateOf(third)).toMatchObject({ status: "confirmed", kind: "equivalent" });
  expect((await stateOf(third)) as { difference: string }).toHaveProperty(
    "difference",
    expect.stringContaining("brand"),
  );

  await press(page, "u");
  expect(await stateOf(third)).toMatchObject({ status: "suggested", difference: null });
  expect(await page.getByRole("status").textContent()).toContain("taken back");
  await press(page, "u");
  expect(await stateOf(second)).toMatchObject({ status: "suggested" });
});

test("on a phone, without JavaScript: plain forms say what is missing and lose nothing", {
  timeout: 90_000,
}, async () => {
  const { page } = await browser.visit({ width: 390, javaScript: false });
  await signInAs(page, club, "merchandiser");
  await page.goto(`${club.origin}/desk/matches?order=unsure`);
  const pair = await shownPair(page);
  await page.getByRole("button", { name: "Confirm as comparable" }).click();
  expect(await page.getByRole("alert").textContent()).toContain("Say what differs");
  expect(await shownPair(page)).toBe(pair);
  await page.getByLabel("In other words").fill("Another grade of the same brand");
  await page.getByRole("button", { name: "Confirm as comparable" }).click();
  await expect
    .poll(() => stateOf(pair))
    .toMatchObject({ status: "confirmed", difference: "Another grade of the same brand" });

  await page.goto(`${club.origin}/desk/matches?pair=${pair}`);
  expect(await page.getByRole("main").textContent()).toContain(
    "merchandiser@tallyhouse.example confirmed it",
  );
  await page.getByRole("button", { name: "Open again" }).click();
  await expect.poll(() => stateOf(pair)).toMatchObject({ status: "suggested" });
});

test("sure ones at once: what was shown is confirmed, and taken back as one", {
  timeout: 90_000,
}, async () => {
  const { page } = await browser.visit();
  await signInAs(page, club, "merchandiser");
  const confirmed = async () => {
    const [row] = await database.pools.owner.sql<{ count: number }[]>`
      select count(*)::int as count from matches where status = 'confirmed'`;
    return row?.count ?? 0;
  };
  const before = await confirmed();
  await page.goto(`${club.origin}/desk/matches/sure?retailer=sams`);
  const button = page.getByRole("button", { name: /^Confirm \d+ match/ });
  const shown = Number(/\d+/.exec((await button.textContent()) ?? "")?.[0]);
  await button.click();
  expect(await page.getByRole("alert").textContent()).toContain("Tick the box");
  await page.getByRole("checkbox").check();
  await button.click();
  await page.getByText("are confirmed").waitFor();
  expect(await confirmed()).toBe(before + shown);
  await page.getByRole("button", { name: "Take all of it back" }).click();
  await page.getByText(/wait again/).waitFor();
  expect(await confirmed()).toBe(before);
});

test("an item's page leads to its matches, and a listing is found by hand", { timeout: 90_000 }, async () => {
  const { page } = await browser.visit();
  await signInAs(page, club, "merchandiser");
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["", "/sure?retailer=sams", "/rates"]) {
    await page.goto(`${club.origin}/desk/matches${path}`);
    await expectNoSidewaysScroll(page);
  }
  await page.goto(`${club.origin}/desk/skus/210002`);
  await page.getByRole("link", { name: "Find a listing and match it by hand" }).click();
  await page.getByLabel(/Words of its title/).fill("jasmine rice");
  await page.getByRole("button", { name: "Find" }).click();
  await page
    .getByRole("table")
    .getByRole("link", { name: /Jasmine Rice/ })
    .first()
    .click();
  expect(await shownPair(page)).toMatch(/^210002_/);
  expect((await (await fetch(`${club.origin}/desk/matches`)).text()).includes("Paddy Lane")).toBe(false);
});
