/** An import whose process is killed, and two that run at once: the record ends as if neither had happened. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { BATCH_ROWS } from "#app/commands/import-references/import-writer.ts";
import { walkChains } from "#app/db/evidence-chain.ts";
import { testDatabase } from "#tests/support/database.ts";
import { addRetailers, csv, referenceFolder } from "#tests/support/reference-files.ts";

const database = testDatabase();
const folder = referenceFolder();
const MAIN = fileURLToPath(new URL("../../scripts/club/main.ts", import.meta.url));
const ROWS = 3 * BATCH_ROWS + 1_234;
let file: string;

beforeAll(() => {
  const rows = Array.from(
    { length: ROWS },
    (_, i) => `${i},Item ${i} 5 lb,${i % 10_000 === 77 ? "" : priceOf(i)}`,
  );
  file = folder.write("large.csv", csv("item_id,title,price", ...rows));
});
beforeEach(async () => {
  await database.pools.owner.sql`truncate observations, imports, listings, retailers cascade`;
  await addRetailers(database.pools.owner.db);
});

const priceOf = (i: number) => ((i % 900) + 1.99).toFixed(2);

function start() {
  const env = { ...process.env, DATABASE_URL: database.url };
  const child = spawn(
    process.execPath,
    [MAIN, "import", "references", file, "--retailer", "costco", "--json"],
    {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let out = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  const events = () =>
    out
      .split("\n")
      .filter((line) => line.endsWith("}"))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const exit = once(child, "exit");
  return { child, exit, events };
}

async function recordsDone(): Promise<number> {
  const [row] = await database.pools.owner.sql<{ done: number }[]>`
    select coalesce(max(records_done), 0)::int as done from imports`;
  return row?.done ?? 0;
}

/** Kills an import once it has done more than `done` records, and gives how many it had done by then. */
async function killBehind(done: number): Promise<number> {
  const { child, exit } = start();
  while ((await recordsDone()) <= done) {
    if (child.exitCode !== null) throw new Error("The import ended before it could be killed.");
    await sleep(5);
  }
  child.kill("SIGKILL");
  await exit;
  return await recordsDone();
}

/** Everything that the record has: a line an item, "5 7.99". */
async function record(): Promise<string[]> {
  const rows = await database.pools.owner.sql<{ item: string; price: number }[]>`
    select item_id as item, price_minor as price from observations order by item_id::int`;
  return rows.map(({ item, price }) => `${item} ${(price / 100).toFixed(2)}`);
}

async function chainFaults(): Promise<number> {
  let faults = 0;
  await database.pools.owner.sql.begin((tx) => walkChains(tx, () => faults++));
  return faults;
}

const EXPECTED = Array.from({ length: ROWS }, (_, i) => `${i} ${priceOf(i)}`).filter(
  (_, i) => i % 10_000 !== 77,
);

test("killed twice and run again, it has every row once, an unbroken chain, and did nothing twice", async () => {
  const first = await killBehind(0);
  const second = await killBehind(first);
  expect(second).toBeLessThan(ROWS);
  expect(await chainFaults()).toBe(0);
  const { exit, events } = start();
  expect((await exit)[0]).toBe(0);
  expect(events().at(0)).toMatchObject({ event: "started", recordsDone: second });
  // Those of the killed part are told too: their lines were lost with its output.
  expect(
    events()
      .filter(({ event }) => event === "rejected")
      .map(({ line }) => line),
  ).toEqual([79, 10_079]);
  expect(events().at(-1)).toMatchObject({
    event: "finished",
    rows: ROWS,
    accepted: EXPECTED.length,
    unchanged: 0,
    rejected: 2,
  });
  expect(await record()).toEqual(EXPECTED);
  expect(await chainFaults()).toBe(0);
  const imports = await database.pools.owner
    .sql`select accepted, finished_at is not null as finished from imports`;
  expect([...imports]).toEqual([{ accepted: EXPECTED.length, finished: true }]);
}, 120_000);

test("two processes with the same file at once come to one record", async () => {
  const both = [start(), start()];
  for (const { exit } of both) expect((await exit)[0]).toBe(0);
  const ended = both.map(({ events }) => events().at(-1) as { accepted: number; rows: number });
  expect(ended.map(({ rows }) => rows)).toEqual([ROWS, ROWS]);
  expect((ended[0]?.accepted ?? 0) + (ended[1]?.accepted ?? 0)).toBe(EXPECTED.length);
  expect(await record()).toEqual(EXPECTED);
  expect(await chainFaults()).toBe(0);
}, 120_000);
