import { describe, expect, test } from "vitest";
import { PUBLIC_FRESH_SECONDS, PUBLIC_STALE_SECONDS } from "#app/http/caching.ts";
import { type KeptPage, PageCache } from "#app/http/page-cache.ts";

function page(text: string): KeptPage {
  return { status: 200, headers: {}, etag: `"${text}"`, body: { identity: Buffer.from(text) } };
}

function cacheAt(start: number) {
  const time = { now: start };
  return { time, cache: new PageCache({ maxBytes: 10_000, clock: () => time.now }) };
}

describe("the page cache", () => {
  test("makes a page once however many ask at once", async () => {
    const { cache } = cacheAt(0);
    let made = 0;
    const make = async () => {
      made += 1;
      return page("a");
    };
    const pages = await Promise.all(Array.from({ length: 20 }, () => cache.get("/", make)));
    expect(made).toBe(1);
    expect(new Set(pages.map((one) => one?.etag))).toEqual(new Set(['"a"']));
  });

  test("serves a page that has gone stale while the next is made, and that one from then on", async () => {
    const { cache, time } = cacheAt(0);
    await cache.get("/", async () => page("old"));
    time.now = PUBLIC_FRESH_SECONDS * 1000;
    expect(cache.findFresh("/")).toBeUndefined();
    const next = Promise.resolve(page("new"));
    expect((await cache.get("/", () => next))?.etag).toBe('"old"');
    await next;
    await expect.poll(() => cache.findFresh("/")?.etag).toBe('"new"');
  });

  test("a page past its stale time is made anew", async () => {
    const { cache, time } = cacheAt(0);
    await cache.get("/", async () => page("old"));
    time.now = (PUBLIC_FRESH_SECONDS + PUBLIC_STALE_SECONDS) * 1000;
    expect((await cache.get("/", async () => page("new")))?.etag).toBe('"new"');
  });

  test("a failure is not kept, and what may not be shared is not kept", async () => {
    const { cache } = cacheAt(0);
    await expect(cache.get("/", () => Promise.reject(new Error("down")))).rejects.toThrow("down");
    expect(await cache.get("/", async () => undefined)).toBeUndefined();
    expect((await cache.get("/", async () => page("up")))?.etag).toBe('"up"');
  });

  test("holds no more bytes than it may", async () => {
    const { cache } = cacheAt(0);
    for (let i = 0; i < 50; i += 1) await cache.get(`/${i}`, async () => page("x".repeat(1000)));
    const kept = Array.from({ length: 50 }, (_, i) => cache.findFresh(`/${i}`)).filter(
      (one) => one !== undefined,
    );
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length * 1000).toBeLessThan(10_000);
  });
});
