/** The log as a process keeps it, without a database. */
import { describe, expect, test } from "vitest";
import { ClaimLog } from "#app/db/claim-log.server.ts";
import type { TimedClaim } from "#app/db/shown-claims.ts";
import type { ShownClaim } from "#app/domain/shown-claim.ts";

const MINUTE = new Date("2026-03-03T15:00:00Z");
const at = (seconds: number) => new Date(MINUTE.getTime() + seconds * 1000);

function claim(key: string): ShownClaim {
  return {
    key,
    skuId: 100_001,
    observation: "seen-1",
    matchKind: "identical",
    outcome: "cheaper",
    basis: "goods",
    ourCents: 1000,
    theirMinor: 1250,
    theirCurrency: "USD",
    ourUnit: "10.4¢ per oz",
    theirUnit: "13.0¢ per oz",
    ourPack: "2 × 48 oz",
    theirPack: "2 × 48 oz",
    byPerPackMinor: 250,
    byBps: 2000,
    said: "Costco cheaper here",
  };
}

function openLog(maxWaiting?: number) {
  const batches: (readonly TimedClaim[])[] = [];
  const state: { error: Error | undefined } = { error: undefined };
  const log = new ClaimLog(async (claims) => {
    batches.push(claims);
    if (state.error) throw state.error;
  }, maxWaiting);
  return { log, batches, state };
}

describe("a process's log of claims", () => {
  test("writes a claim once a minute, however often it is shown", async () => {
    const { log, batches } = openLog();
    for (let second = 0; second < 60; second += 1) {
      log.note([claim("a")], at(second));
      if (second % 5 === 0) await log.flush();
    }
    expect(batches).toHaveLength(1);
    log.note([claim("a")], at(61));
    await log.flush();
    expect(batches.at(-1)).toMatchObject([{ firstShownAt: at(60), lastShownAt: at(60) }]);
  });

  test("keeps when it was first and last shown while it waits", async () => {
    const { log, batches } = openLog();
    log.note([claim("a")], at(3));
    log.note([claim("a"), claim("b")], at(130));
    await log.flush();
    expect(batches).toMatchObject([
      [
        { claim: { key: "a" }, firstShownAt: at(0), lastShownAt: at(120) },
        { claim: { key: "b" }, firstShownAt: at(120), lastShownAt: at(120) },
      ],
    ]);
  });

  test("writes in statements of a thousand at most", async () => {
    const { log, batches } = openLog();
    log.note(
      Array.from({ length: 2_500 }, (_, index) => claim(`${index}`)),
      MINUTE,
    );
    await log.flush();
    expect(batches.map((batch) => batch.length)).toEqual([1000, 1000, 500]);
  });

  test("keeps what Postgres did not take, tells of it, and writes it the next time", async () => {
    const { log, batches, state } = openLog();
    const heard: unknown[] = [];
    log.start((error, counts) => heard.push(error, counts));
    state.error = new Error("no connection");
    log.note([claim("a")], MINUTE);
    await log.flush();
    expect(heard).toEqual([state.error, { waiting: 1, lost: 0 }]);
    state.error = undefined;
    await log.close();
    expect(log.waiting).toBe(0);
    expect(batches).toHaveLength(2);
  });

  test("holds no more than it may, and says how many it had to leave", async () => {
    const { log, state } = openLog(3);
    const heard: unknown[] = [];
    log.start((_, counts) => heard.push(counts));
    state.error = new Error("no connection");
    log.note(["a", "b", "c", "d", "e", "a"].map(claim), MINUTE);
    await log.flush();
    expect(heard).toEqual([{ waiting: 3, lost: 2 }]);
    state.error = undefined;
    await log.close();
  });

  test("a claim that is shown while it is being written is not forgotten", async () => {
    let release: () => void = () => undefined;
    const written: TimedClaim[] = [];
    const log = new ClaimLog(async (claims) => {
      written.push(...claims);
      if (written.length === 1) await new Promise<void>((resolve) => (release = resolve));
    });
    log.note([claim("a")], MINUTE);
    const flushing = log.flush();
    log.note([claim("a")], at(60));
    release();
    await flushing;
    await log.close();
    expect(written.at(-1)).toMatchObject({ lastShownAt: at(60) });
    expect(log.waiting).toBe(0);
  });
});
