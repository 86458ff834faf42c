/** A merchandiser takes a file in, in a real browser: with JavaScript and its bar, and on a phone without. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectNoSidewaysScroll, testBrowser } from "#tests/support/browser.ts";
import { type OpenClub, openClub } from "#tests/support/club.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createStaff, PASSWORD } from "#tests/support/people.ts";
import { addRetailers, csv } from "#tests/support/reference-files.ts";

const database = testDatabase();
const browser = testBrowser();
let club: OpenClub;
let email: string;

beforeAll(async () => {
  const { owner } = database.pools;
  await addRetailers(owner.db);
  ({ email } = await createStaff(owner, "merchandiser"));
  club = await openClub(database.url);
});

afterAll(() => club?.close());

async function deskOf(options: { width?: number; javaScript?: boolean }) {
  const { page, context } = await browser.visit(options);
  await page.goto(`${club.origin}/sign-in?then=/desk/imports`);
  await page.getByLabel(/mail/i).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.goto(`${club.origin}/desk/imports`);
  return { page, context };
}

const file = (name: string, ...rows: string[]) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(csv("id,name,offer price", ...rows)),
});

test("with JavaScript: the bar, the guesses, the rows, the result and the rows for mending", async () => {
  const { page, context } = await deskOf({});
  const rows = Array.from(
    { length: 3_000 },
    (_, i) => `${i},Green Tea No. ${i} 40 ct,${i % 7 === 0 ? "" : "$5.99"}`,
  );
  await page.getByLabel("A file of another club's prices").setInputFiles(file("costco tea.csv", ...rows));
  await page.getByRole("button", { name: "Send the file" }).click();
  await page.getByRole("heading", { name: "costco tea.csv" }).waitFor();
  expect(await page.getByLabel("Retailer").inputValue()).toBe("costco");
  // The browser told the file's own date.
  expect(await page.getByLabel("Captured at", { exact: true }).first().inputValue()).not.toBe("");
  await page.getByText("Of the first 20 rows, 3 would be rejected").waitFor();
  await page.getByRole("button", { name: "Start the import" }).click();
  await page.getByText("The whole file was read.").waitFor();
  await page.getByRole("heading", { name: "Rejected rows" }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download 429 rows for mending" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("rejected costco tea.csv");
  await context.close();
});

test("without JavaScript, on a phone: the same way", async () => {
  const { page, context } = await deskOf({ width: 390, javaScript: false });
  await page.getByLabel("A file of another club's prices").setInputFiles(file("jam.csv", "1,Jam 2 lb,$3.49"));
  await page.getByRole("button", { name: "Send the file" }).click();
  await page.getByLabel("Retailer").selectOption("sams");
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Start the import" }).click();
  await page.getByText("Say when the prices were captured").first().waitFor();
  expect(await page.getByLabel("Retailer").inputValue()).toBe("sams");
  await page.locator("#capturedAt").fill("2026-11-20T10:00");
  await page.getByRole("button", { name: "Start the import" }).click();
  // The page looks again by itself.
  await page.getByText("The whole file was read.").waitFor();
  await expectNoSidewaysScroll(page);
  await context.close();
});

test("a file that is none says why, where the file is chosen", async () => {
  const { page, context } = await deskOf({});
  await page
    .getByLabel("A file of another club's prices")
    .setInputFiles({ name: "list.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n") });
  await page.getByRole("button", { name: "Send the file" }).click();
  await page.getByText("list.pdf is a PDF, not a table").waitFor();
  await context.close();
});
