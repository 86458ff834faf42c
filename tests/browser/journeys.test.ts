/** The club's main job, in a real browser: a visitor joins and sees club prices; a merchandiser moves one. */
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

/** What stands large on the open item's sign. */
async function bigPrice(page: Page): Promise<string> {
  const text = await page.locator(".sign-full .sign-face > .price").textContent();
  return (text ?? "").replaceAll(/\s/g, "");
}

describe("a visitor joins", () => {
  test.each([
    ["with JavaScript, at a desk", { width: 1280, javaScript: true }],
    ["without JavaScript, on a phone", { width: 390, javaScript: false }],
  ])("%s", { timeout: 90_000 }, async (_how, screen) => {
    const { page } = await browser.visit(screen);
    await page.goto(club.origin);
    await page.getByRole("link", { name: "Coffee & tea" }).first().click();
    await page.locator(".rack .sign-title a").first().click();
    const item = page.url();
    await expect.poll(() => page.locator(".sign-full").textContent()).toContain("Members see");
    if (screen.javaScript) await expectNoSidewaysScroll(page);

    await page.goto(`${club.origin}/join`);
    await page.getByRole("link", { name: "Join Club Plus" }).click();
    await page.getByRole("button", { name: "Go on to pay" }).click();
    await expect
      .poll(() => page.getByRole("alert").or(page.locator("[aria-invalid=true]")).count())
      .toBeGreaterThan(0);
    await page.getByLabel("Name").fill("Vera Newcomer");
    await page.getByLabel("E-mail").fill(`vera.${screen.width}@example.com`);
    await page.getByLabel("Password").fill("seven quiet pallets");
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Go on to pay" }).click();

    await page.waitForURL(/\/c\/pay\//);
    await page.getByLabel(/Card number/i).fill("4242 4242 4242 4242");
    await page.getByLabel(/Expir/i).fill("12 / 34");
    await page.getByLabel(/CVC|security code/i).fill("123");
    const name = page.getByLabel(/Name/i);
    if ((await name.count()) > 0) await name.first().fill("Vera Newcomer");
    await page.locator('button[value="pay"]').click();

    await page.waitForURL(/\/join\/return/);
    await page.getByText("You're in").waitFor();
    await page.goto(item);
    expect(await bigPrice(page)).toMatch(/^\$\d+\.?\d\d$/);
    expect(await page.locator(".sign-full").textContent()).not.toContain("Members see");
    await page.goto(`${club.origin}/membership`);
    expect(await page.getByRole("main").textContent()).toContain("Your membership is active");
  });
});

describe("a merchandiser sets another margin", () => {
  test("and the member sees the new price, once it is published", { timeout: 90_000 }, async () => {
    const member = (await browser.visit()).page;
    await signInAs(member, club, "member");
    await member.goto(`${club.origin}/departments/coffee-tea`);
    const href = await member.locator(".rack .sign-title a").first().getAttribute("href");
    await member.goto(club.origin + href);
    const before = await bigPrice(member);
    const id = /\/items\/(\d+)/.exec(member.url())?.[1];

    const desk = (await browser.visit()).page;
    await signInAs(desk, club, "merchandiser");
    await desk.goto(`${club.origin}/desk/skus/${id}`);
    await desk.getByLabel("Markup on landed cost").fill("a lot");
    await desk.getByRole("button", { name: "Set the rule" }).click();
    await expect.poll(() => desk.locator("[aria-invalid=true]").count()).toBe(1);
    await desk.getByLabel("Markup on landed cost").fill("3.7");
    await desk.getByRole("button", { name: "Set the rule" }).click();
    await desk.getByRole("button", { name: "Propose a price" }).click();
    await desk.waitForURL(/\/desk\/change-sets\//);
    await member.reload();
    expect(await bigPrice(member)).toBe(before);

    await desk.getByRole("checkbox").check();
    await desk.getByRole("button", { name: /Publish/ }).click();
    await desk
      .getByText(/Published/)
      .first()
      .waitFor();
    await member.reload();
    expect(await bigPrice(member)).not.toBe(before);

    const visitor = (await browser.visit()).page;
    const answered = await visitor.goto(`${club.origin}/desk`);
    expect(answered?.status()).toBe(404);
  });
});
