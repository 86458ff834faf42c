/** A real browser for journeys. What it complains about fails the test that made it complain. */
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { findOrInstallChromium } from "#scripts/chromium.ts";

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export type Visit = { readonly page: Page; readonly context: BrowserContext };

export type TestBrowser = {
  /** Somebody new: no cookies, a phone's or a desk's screen, with or without JavaScript. */
  visit(options?: { width?: number; javaScript?: boolean }): Promise<Visit>;
};

/** Call it at the top of the file. */
export function testBrowser(): TestBrowser {
  let browser: Browser;
  beforeAll(async () => {
    const executablePath = await findOrInstallChromium(() => undefined);
    browser = await chromium.launch({ executablePath, args: QUIET });
  });
  afterAll(() => browser?.close());
  return {
    async visit({ width = 1280, javaScript = true } = {}) {
      const viewport = { width, height: width < 600 ? 844 : 900 };
      const context = await browser.newContext({ viewport, javaScriptEnabled: javaScript });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      page.on("pageerror", (error) => expect.fail(`${page.url()}: ${error.message}`));
      page.on("console", (message) => {
        if (
          message.type() === "error" &&
          /Content Security Policy|Hydration|Minified React/i.test(message.text())
        ) {
          expect.fail(`${page.url()}: ${message.text()}`);
        }
      });
      return { page, context };
    },
  };
}

/** Nothing sticks out sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const sizes = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(sizes[0], page.url()).toBeLessThanOrEqual(sizes[1] ?? 0);
}
