/** A list, in a real browser: built by a visitor, taken along into the club; the index published at the desk. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

const main = async (page: Page) => (await page.getByRole("main").textContent()) ?? "";

describe("a visitor's list", () => {
  test.each([
    ["with JavaScript, at a desk", { width: 1280, javaScript: true }, "coffee-tea"],
    ["without JavaScript, on a phone", { width: 390, javaScript: false }, "pantry"],
  ] as const)("%s", { timeout: 90_000 }, async (_how, screen, department) => {
    const { page } = await browser.visit(screen);
    await page.goto(`${club.origin}/departments/${department}`);
    const items = await page
      .locator(".rack .sign-title a")
      .evaluateAll((links) => links.slice(0, 6).map((link) => link.getAttribute("href")));
    for (const href of items) {
      await page.goto(club.origin + href);
      await page.getByLabel("How many").fill("2");
      await page.getByRole("button", { name: "Add to list" }).click();
      await page.waitForURL(/\/list\?done=added/);
    }
    expect(await page.locator(".list-line").count()).toBe(6);
    if (screen.javaScript) await expectNoSidewaysScroll(page);
    expect(await main(page)).toMatch(/At retail.*Our published index stood at \d+\.\d against/s);

    await page
      .getByLabel(/^How many:/)
      .first()
      .fill("no");
    await page.getByRole("button", { name: "Update quantities" }).click();
    await page.locator("[aria-invalid=true]").waitFor();
    expect(
      await page
        .getByLabel(/^How many:/)
        .first()
        .inputValue(),
    ).toBe("no");
    await page
      .getByLabel(/^How many:/)
      .first()
      .fill("3");
    // Enter sends the quantities, and takes nothing off.
    await page
      .getByLabel(/^How many:/)
      .first()
      .press("Enter");
    await page.waitForURL(/done=updated/);
    expect(
      await page
        .getByLabel(/^How many:/)
        .first()
        .inputValue(),
    ).toBe("3");
    await page
      .getByRole("button", { name: /^Take .* off the list$/ })
      .last()
      .click();
    await page.waitForURL(/done=removed/);
    expect(await page.locator(".list-line").count()).toBe(5);

    await signInAs(page, club, "member", "/list");
    expect(await page.locator(".list-line").count()).toBeGreaterThanOrEqual(5);
    expect(await main(page)).toMatch(/Here.*(Cheaper here by|is cheaper by|About the same)/s);
    await page.getByText("Line by line").first().click();
    await page
      .getByRole("link", { name: /^Evidence for/ })
      .first()
      .click();
    await page.waitForURL(/\/evidence\//);

    await page.goto(`${club.origin}/membership/savings`);
    expect(await main(page)).toMatch(/% of your fee|That is your fee/);
    expect(await main(page)).toMatch(/Your list would add/);
    if (screen.javaScript) await expectNoSidewaysScroll(page);
    await page.goto(`${club.origin}/list`);
    await page.getByText("Empty the list").click();
    await page.getByRole("button", { name: "Yes, take everything off" }).click();
    await page.getByText("Nothing on your list yet").waitFor();
  });
});

describe("the price index", () => {
  test("is published at the desk after a confirmation, read by everybody, and withdrawn with a reason", {
    timeout: 90_000,
  }, async () => {
    const desk = (await browser.visit({ javaScript: false })).page;
    await signInAs(desk, club, "merchandiser", "/list");
    await desk.goto(`${club.origin}/desk/price-index`);
    await desk.getByRole("link", { name: "The common forty" }).click();
    await desk.getByRole("button", { name: "Publish these figures" }).click();
    await desk.getByText("Tick the box to tell everybody these figures.").first().waitFor();
    const shown = (await desk.locator("label[for=confirm]").textContent()) ?? "";
    await desk.getByRole("checkbox").check();
    await desk.getByRole("button", { name: "Publish these figures" }).click();
    await desk.waitForURL(/done=published/);

    const visitor = (await browser.visit({ width: 390 })).page;
    await visitor.goto(`${club.origin}/price-index?basket=the-common-forty`);
    const against = /Costco (\d+\.\d) on (\d+) items/.exec(shown);
    expect(await main(visitor)).toContain(`Against Costco${against?.[1]}`);
    expect(await visitor.locator(".index-chart circle").count()).toBeGreaterThan(8);
    await expectNoSidewaysScroll(visitor);
    await visitor
      .getByRole("link", { name: /at Costco: evidence$/ })
      .first()
      .click();
    await visitor.waitForURL(/\/evidence\//);

    await desk.getByText("Withdraw", { exact: true }).nth(1).click();
    await desk.getByLabel("Why? Everybody will read it.").first().fill("A check was read wrongly.");
    await desk.getByRole("button", { name: "Withdraw it" }).first().click();
    await desk.waitForURL(/done=withdrawn/);
    // The visitor's page is kept for a minute: another address of it is made anew.
    await visitor.goto(`${club.origin}/price-index?basket=the-common-forty&fresh=1`);
    expect(await main(visitor)).toContain("A check was read wrongly.");
  });
});
