/** A membership's life in a real browser: upgrade, cancel and keep, a renewal that fails and is paid, a household seat. */
import { desc, eq } from "drizzle-orm";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getMembership } from "#app/db/memberships.ts";
import { mails } from "#app/db/tables.server.ts";
import { addDays, addYears, formatCalendarDate } from "#app/domain/calendar-date.ts";
import { expectNoSidewaysScroll, testBrowser } from "#tests/support/browser.ts";
import { testDatabase } from "#tests/support/database.ts";
import {
  daysAgo,
  type JoinedMember,
  joinDemoClub,
  type OpenDemoClub,
  openDemoClub,
} from "#tests/support/demo-club.ts";
import { PASSWORD, sessionCookie } from "#tests/support/people.ts";

const database = testDatabase();
const browser = testBrowser();
let club: OpenDemoClub;
/** An item's path. */
let item: string;

const SCREENS = [
  { width: 1280, javaScript: true },
  { width: 390, javaScript: false },
];
type Screen = (typeof SCREENS)[number];
const HOW = "JavaScript $javaScript, $width px";
const LIMIT = { timeout: 60_000 };

beforeAll(async () => {
  club = await openDemoClub(database);
  const aisle = await (await fetch(`${club.origin}/departments/coffee-tea`)).text();
  item = /href="(\/items\/[^"]+)"/.exec(aisle)?.[1] ?? "";
}, 120_000);
afterAll(() => club?.close());

/** Opens a page of the club. */
async function go(page: Page, path: string): Promise<void> {
  const answer = await page.goto(club.origin + path);
  expect(answer?.status(), path).toBe(200);
  await expectNoSidewaysScroll(page);
}

/** Clicks what leads to another page, and waits until that is there. */
async function follow(page: Page, role: "link" | "button", name: string, to: RegExp): Promise<void> {
  await page.getByRole("main").getByRole(role, { name, exact: true }).click();
  await page.waitForURL(to);
  await expectNoSidewaysScroll(page);
}

const mainText = async (page: Page) => (await page.getByRole("main").textContent()) ?? "";

/** A new screen on which a member is signed in. */
async function screenOf(member: JoinedMember, screen: Screen): Promise<Page> {
  const { page, context } = await browser.visit(screen);
  const [name = "", value = ""] = (await sessionCookie(database.pools.owner, member.id)).split("=");
  await context.addCookies([{ name, value, url: club.origin }]);
  return page;
}

/** Whether the item's sign shows the club price, or the shutter that hides it. */
async function expectClubPrice(page: Page, shown: boolean): Promise<void> {
  await go(page, item);
  expect((await page.locator(".sign-full").textContent())?.includes("Members see")).toBe(!shown);
  const price = page.locator(".sign-full .sign-face > .price");
  if (shown) expect((await price.textContent())?.replaceAll(/\s/g, "")).toMatch(/^\$\d+\.?\d\d$/);
}

const subscriptionOf = (member: JoinedMember) =>
  club.stripe.sandbox.state.subscriptions.get(member.subscriptionId);

describe("an upgrade", () => {
  test.each(SCREENS)(`costs to the cent what the page says: ${HOW}`, LIMIT, async (screen) => {
    const member = await daysAgo(club, 100, () => joinDemoClub(club, database.pools, "Una Upward"));
    const page = await screenOf(member, screen);
    await go(page, "/membership");
    await follow(page, "link", "See what Club Plus costs you today", /\/membership\/plan\/plus$/);
    const button = page.getByRole("main").getByRole("button");
    const said = (await button.textContent()) ?? "";
    const cents = centsIn(said);
    // Half of Club Plus's fee is new; it is paid for the days that are left of the year.
    const joinedOn = addDays(new Date(), -100);
    const yearDays = (addYears(joinedOn, 1).getTime() - joinedOn.getTime()) / 86_400_000;
    expect(Math.abs(cents - (6_000 * (yearDays - 100)) / yearDays)).toBeLessThanOrEqual(1);
    const amounts = await page.getByRole("main").locator("tbody td").allTextContents();
    expect(amounts.map(centsIn).reduce((sum, each) => sum + each, 0)).toBe(cents);
    expect(await mainText(page)).toContain(`I agree: $${(cents / 100).toFixed(2)} today for Club Plus`);

    await follow(page, "button", said, /\/membership\?done=upgrade$/);
    expect(await mainText(page)).toContain("Club Plus, $120.00 a year");
    const charged = [...club.stripe.sandbox.state.invoices.values()].filter(
      (one) => one.customer === member.customerId && one.billing_reason === "subscription_update",
    );
    expect(charged.map(({ status, amount_paid: paid }) => [status, paid])).toEqual([["paid", cents]]);
  });
});

describe("a charge that the bank wants confirmed", () => {
  test.each(SCREENS)(
    `an upgrade: dropped once, then confirmed on Stripe's page: ${HOW}`,
    LIMIT,
    async (screen) => {
      const member = await joinWithAskingCard("Bea Banked");
      const page = await screenOf(member, screen);
      await go(page, "/membership/plan/plus");
      await pressAndWait(page);
      expect(await mainText(page)).toContain("nothing is charged and nothing changes");
      await follow(page, "button", "Drop it, and leave everything as it is", /done=dropped$/);
      expect(await mainText(page)).toContain("nothing was charged");
      expect(paidUpdates(member)).toEqual([]);

      await go(page, "/membership/plan/plus");
      await pressAndWait(page);
      await confirmBeside(page);
      // The page that was left open sees it by itself.
      await page.waitForURL(/\/membership\?done=upgrade$/, { timeout: 30_000 });
      expect(await mainText(page)).toContain("Club Plus, $120.00 a year");
      expect(paidUpdates(member)).toHaveLength(1);
    },
  );

  test.each(SCREENS)(`a household seat, its tab closed and found again: ${HOW}`, LIMIT, async (screen) => {
    const member = await joinWithAskingCard("Sid Seated");
    const page = await screenOf(member, screen);
    await go(page, "/membership/household?seats=1");
    await page.getByRole("checkbox").check();
    await follow(page, "button", "Pay and add", /\/membership\/confirm/);
    await go(page, "/membership");
    await follow(page, "link", "Confirm it or drop it", /\/membership\/confirm/);
    await confirmBeside(page);
    await page.waitForURL(/\/membership\?done=seats$/, { timeout: 30_000 });
    await go(page, "/membership/household");
    expect(await mainText(page)).toContain("2 seats besides the member's own");
    expect(paidUpdates(member)).toHaveLength(1);
  });

  /** Agrees to the price, and is led to the page that waits for the bank. */
  async function pressAndWait(page: Page): Promise<void> {
    await page.getByRole("main").getByRole("button").click();
    await page.waitForURL(/\/membership\/confirm/);
    await expectNoSidewaysScroll(page);
  }

  /** Confirms in the window that opens beside the page. */
  async function confirmBeside(page: Page): Promise<void> {
    const [beside] = await Promise.all([
      page.waitForEvent("popup"),
      page.getByRole("link", { name: "Confirm on Stripe's page" }).click(),
    ]);
    await beside.getByRole("button", { name: /^Pay with Visa ending in 3184/ }).click();
    await beside.getByRole("button", { name: "Complete authentication" }).click();
    await beside.getByText("paid", { exact: true }).waitFor();
    await beside.close();
  }

  async function joinWithAskingCard(name: string): Promise<JoinedMember> {
    const member = await joinDemoClub(club, database.pools, name);
    const { customerId: customer, subscriptionId } = member;
    const { stripe } = club.deps;
    const { id } = await stripe.paymentMethods.attach("pm_card_authenticationRequired", { customer });
    await stripe.subscriptions.update(subscriptionId, { default_payment_method: id });
    return member;
  }

  const paidUpdates = (member: JoinedMember) =>
    [...club.stripe.sandbox.state.invoices.values()].filter(
      (one) =>
        one.customer === member.customerId &&
        one.billing_reason === "subscription_update" &&
        one.status === "paid",
    );
});

/** "$43.56", also within a sentence, and "-$16.44" with any minus, in cents. */
function centsIn(text: string): number {
  const [, minus, digits = ""] = /([-\u2212]?)\$([\d,]+\.\d\d)/.exec(text) ?? [];
  return Math.round(Number(digits.replaceAll(",", "")) * 100) * (minus ? -1 : 1);
}

describe("leaving, and staying after all", () => {
  test.each(SCREENS)(`two clicks, and as many back: ${HOW}`, LIMIT, async (screen) => {
    const member = await joinDemoClub(club, database.pools, "Leo Leaver");
    const { paidThrough } = await getMembership(club.deps.db, member.membershipId);
    const until = formatCalendarDate(paidThrough ?? new Date(0));
    const page = await screenOf(member, screen);
    await go(page, "/membership");
    expect(await mainText(page)).toContain("Your membership is active");

    await follow(page, "link", "Cancel my membership", /\/membership\/cancel$/);
    expect(await mainText(page)).toContain(`You pay the club price until ${until}`);
    await follow(page, "button", "Cancel my membership", /\/membership\?done=cancelled$/);
    expect(await mainText(page)).toContain(
      `You pay the club price until ${until}. Nothing more will be charged.`,
    );
    expect(subscriptionOf(member)?.cancel_at_period_end).toBe(true);
    await expectClubPrice(page, true);

    await go(page, "/membership");
    await follow(page, "link", "Keep my membership", /\/membership\/resume$/);
    expect(await mainText(page)).toContain(
      `I agree: nothing today, and $60.00 every year for Club from ${until}`,
    );
    await follow(page, "button", "Keep my membership", /\/membership\?done=resumed$/);
    expect(await mainText(page)).toContain(`It renews on ${until} for $60.00.`);
    expect(subscriptionOf(member)?.cancel_at_period_end).toBe(false);
  });
});

describe("a renewal that fails", () => {
  test.each(SCREENS)(`leaves the door open, and is paid on Stripe's page: ${HOW}`, LIMIT, async (screen) => {
    const { member, paidThrough } = await daysAgo(club, 367, joinWithFailingCard);
    const page = await screenOf(member, screen);
    await expect.poll(() => reload(page), { timeout: 20_000 }).toContain("Your renewal is not paid yet");
    const graceEnd = formatCalendarDate(addDays(paidThrough, 14));
    expect(await mainText(page)).toContain(`You keep the club price until ${graceEnd}.`);
    await expectClubPrice(page, true);

    await go(page, "/membership");
    await follow(page, "link", "Pay the renewal", /\/membership\/pay$/);
    await page.getByRole("button", { name: "Go on to pay" }).click();
    await page.waitForURL(`${club.stripe.url}/i/**`);
    await expectNoSidewaysScroll(page);
    await page.getByLabel("Card number").fill("4242 4242 4242 4242");
    await page.getByLabel("Expiry").fill("12 / 34");
    await page.getByLabel("Security code").fill("123");
    await page.getByLabel("Name on card").fill(member.name);
    await page.getByRole("button", { name: "Pay $60.00" }).click();
    await page.getByText("paid", { exact: true }).waitFor();

    await expect.poll(() => reload(page), { timeout: 20_000 }).toContain("Your membership is active");
    const renewsOn = formatCalendarDate(addYears(paidThrough, 1));
    expect(await mainText(page)).toContain(`It renews on ${renewsOn} for $60.00.`);
    await expectClubPrice(page, true);
  });

  /** Stripe tells the club in its own time. */
  async function reload(page: Page): Promise<string> {
    await go(page, "/membership");
    return await mainText(page);
  }

  /** Joined with a good card; the one that is to pay the next year fails when it is charged. */
  async function joinWithFailingCard() {
    const member = await joinDemoClub(club, database.pools, "Gus Grace");
    const { stripe, db } = club.deps;
    const { paidThrough } = await getMembership(db, member.membershipId);
    if (paidThrough === null) throw new Error("Nothing was paid");
    const { customerId: customer, subscriptionId } = member;
    const { id } = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
    await stripe.subscriptions.update(subscriptionId, { default_payment_method: id });
    return { member, paidThrough };
  }
});

describe("a household seat", () => {
  test.each(SCREENS)(`invited, taken, and taken back: ${HOW}`, LIMIT, async (screen) => {
    const member = await joinDemoClub(club, database.pools, "Hedda House");
    const page = await screenOf(member, screen);
    const email = `guest.${screen.width}@example.com`;
    await go(page, "/membership");
    await follow(page, "link", "See the household", /\/membership\/household$/);
    await page.getByLabel("E-mail").fill(email);
    await follow(page, "button", "Send the invitation", /done=invited/);
    expect(await mainText(page)).toContain(email);

    const guest = (await browser.visit(screen)).page;
    await expectClubPrice(guest, false);
    await go(guest, await mailedPath(email));
    expect(await mainText(guest)).toContain("Hedda House keeps a seat for you");
    expect(await guest.getByLabel("E-mail").inputValue()).toBe(email);
    await guest.getByLabel("Name").fill("Gil Guest");
    await guest.getByLabel("Password").fill(PASSWORD);
    await follow(guest, "button", "Take the seat", /\/membership$/);
    expect(await mainText(guest)).toContain("Your membership is active");
    await expectClubPrice(guest, true);

    await go(page, "/membership/household");
    await page.getByText("Remove", { exact: true }).click();
    await expectNoSidewaysScroll(page);
    await follow(page, "button", "Remove Gil Guest", /done=removed/);
    expect(await mainText(page)).not.toContain("Gil Guest");
    await expectClubPrice(guest, false);
    await expectClubPrice(page, true);
  });

  /** Path of the link in the newest mail to an address. */
  async function mailedPath(recipient: string): Promise<string> {
    const [mail] = await database.pools.owner.db
      .select({ text: mails.bodyText })
      .from(mails)
      .where(eq(mails.recipient, recipient))
      .orderBy(desc(mails.createdAt), desc(mails.id))
      .limit(1);
    const link = /https?:\/\/\S+token=\S+/.exec(mail?.text ?? "")?.[0];
    if (link === undefined) throw new Error(`No link was mailed to ${recipient}`);
    expect(new URL(link).origin).toBe(club.origin);
    return link.slice(club.origin.length);
  }
});
