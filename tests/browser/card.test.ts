/** The card on a phone without a network, in a real browser. */
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "#scripts/chromium.ts";
import { type OpenClub, openClub } from "#tests/support/club.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createMember, sessionCookie, type TestMember } from "#tests/support/people.ts";

const database = testDatabase();
const executablePath = findChromium();
if (executablePath === undefined) console.warn("No Chromium here: the card is not tried in a browser.");

let club: OpenClub;
let browser: Browser;

beforeAll(async () => {
  if (executablePath === undefined) return;
  club = await openClub(database.url);
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});
afterAll(async () => {
  await browser?.close();
  await club?.close();
});

/** A phone on which a member is signed in. */
async function phoneOf(member: TestMember): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const [name = "", value = ""] = (await sessionCookie(database.pools.door, member.id)).split("=");
  await context.addCookies([{ name, value, url: club.origin }]);
  return { context, page: await context.newPage() };
}

/** Paths of what the browser keeps for offline. */
const keptPaths = (page: Page) =>
  page.evaluate(async () => {
    const kept: string[] = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) kept.push(new URL(url).pathname);
    }
    return kept;
  });

/** Opens the card and waits until it is kept: the worker does that after the page is shown. */
async function openCard(page: Page): Promise<void> {
  await page.goto(`${club.origin}/card`);
  await expect.poll(() => keptPaths(page), { timeout: 20_000 }).toContain("/card");
  await expect.poll(async () => (await keptPaths(page)).some((path) => path.endsWith(".css"))).toBe(true);
}

describe.skipIf(executablePath === undefined)("the card offline", () => {
  test("opened once, it opens without a network, and says when it was checked", async () => {
    const member = await createMember(database.pools.owner, { name: "Mina Okafor" });
    const { context, page } = await phoneOf(member);
    await openCard(page);
    expect(await page.getByText("You are offline.").isVisible()).toBe(false);
    await context.setOffline(true);
    await page.reload();
    expect(await page.getByRole("heading", { name: "Mina Okafor" }).isVisible()).toBe(true);
    expect(await page.getByText("You are offline.").isVisible()).toBe(true);
    expect(await page.getByText(/^Last checked \d/).isVisible()).toBe(true);
    const code = page.getByRole("img", { name: /^QR code/ });
    expect((await code.boundingBox())?.width).toBeGreaterThan(100);
    await context.setOffline(false);
    await page.reload();
    expect(await page.getByText("You are offline.").isVisible()).toBe(false);
    await context.close();
  });

  test("nothing else is kept: no other private page, no price", async () => {
    const { context, page } = await phoneOf(await createMember(database.pools.owner));
    await openCard(page);
    for (const path of ["/", "/membership", "/account", "/membership/household"]) {
      await page.goto(club.origin + path);
    }
    const kept = await keptPaths(page);
    expect(
      kept.filter(
        (path) =>
          !/^\/(?:card|card\.js|assets\/[^/]+\.(?:css|woff2)|icons\/.+|favicon\.svg|site\.webmanifest)$/.test(
            path,
          ),
      ),
    ).toEqual([]);
    await context.setOffline(true);
    await expect(page.goto(`${club.origin}/membership`)).rejects.toThrow(/ERR_INTERNET_DISCONNECTED/);
    await context.close();
  });

  test("signing out takes it along", async () => {
    const { context, page } = await phoneOf(await createMember(database.pools.owner));
    await openCard(page);
    await page.goto(`${club.origin}/account`);
    await page.getByRole("button", { name: "Sign out here" }).click();
    await page.waitForURL(`${club.origin}/`);
    await expect.poll(() => keptPaths(page)).toEqual([]);
    await context.setOffline(true);
    await expect(page.goto(`${club.origin}/card`)).rejects.toThrow(/ERR_INTERNET_DISCONNECTED/);
    await context.close();
  });

  test("so does the end of the seat, as soon as the club can be asked", async () => {
    const member = await createMember(database.pools.owner);
    const { context, page } = await phoneOf(member);
    await openCard(page);
    await database.pools.owner.sql`update memberships set state = 'ended' where id = ${member.membershipId}`;
    await page.goto(`${club.origin}/card`);
    expect(new URL(page.url()).pathname).toBe("/join");
    expect(await keptPaths(page)).not.toContain("/card");
    await context.close();
  });

  test("fits a phone, and nothing breaks the page's own rules", async () => {
    const member = await createMember(database.pools.owner, {
      name: "Maximiliana Featherstonehaugh-Cholmondeley of Somewhere",
    });
    const { context, page } = await phoneOf(member);
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await openCard(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
