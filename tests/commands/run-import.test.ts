/** Uploads and the process that reads them: one at a time, stopped at any point, never lost. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { rejectKeeper } from "#app/commands/import-references/reject-keeper.ts";
import { receiveUpload } from "#app/commands/receive-upload.ts";
import { runImport } from "#app/commands/run-import.ts";
import { discardUpload, resumeImport, startImport } from "#app/commands/start-import.ts";
import type { Db } from "#app/db/client.server.ts";
import { countRejects, listRejects } from "#app/db/import-rejects.ts";
import { CHUNK_BYTES, sweepChunks } from "#app/db/upload-chunks.ts";
import { announceWaiting, claimUpload, deleteOldUploads } from "#app/db/upload-runs.ts";
import { findUpload } from "#app/db/uploads.ts";
import { WORKER_SILENCE_MS } from "#app/domain/upload.ts";
import { testDatabase } from "#tests/support/database.ts";
import { addRetailers, csv, NOW } from "#tests/support/reference-files.ts";

const database = testDatabase();
const actor = { id: null, name: "mo@club.test", requestId: undefined };
let owner: Db;
let staff: Db;

beforeAll(() => {
  owner = database.pools.owner.db;
  staff = database.pools.staff.db;
});
beforeEach(async () => {
  await database.pools.owner
    .sql`truncate uploads, upload_chunks, observations, imports, listings, retailers, reference_mappings cascade`;
  await addRetailers(owner);
});

async function* inPieces(content: Buffer, bytes: number) {
  for (let at = 0; at < content.length; at += bytes) yield content.subarray(at, at + bytes);
}

/** A file that was sent in, as pricing staff send it; gives its id. */
async function received(content: string, name = "prices.csv", pieceBytes = 70_001): Promise<string> {
  const file = { name, date: null, bytes: inPieces(Buffer.from(content), pieceBytes) };
  const result = await receiveUpload(staff, { file, actor, now: NOW });
  if (!result.ok) throw new Error(result.reason);
  return result.uploadId;
}

const PLAN = {
  retailer: "costco",
  channel: "online",
  place: "online",
  zone: "+00:00",
  capturedAt: "2026-11-20T10:00:00.000Z",
  columns: {},
} as const;

const started = (uploadId: string) => startImport(staff, { uploadId, actor, now: NOW, plan: PLAN });

function run(uploadId: string, signal = new AbortController().signal) {
  return runImport({ db: owner, clock: () => new Date(), signal }, uploadId);
}

const rows = (count: number, start = 0) =>
  csv(
    "item_id,title,price",
    ...Array.from({ length: count }, (_, i) => `${start + i},Item ${i} 5 lb,${i % 10 === 3 ? "" : "7.99"}`),
  );

async function total(
  table: "observations" | "import_rejects" | "upload_chunks" | "uploads",
): Promise<number> {
  const { sql } = database.pools.owner;
  const [row] = await sql`select count(*)::int as total from ${sql(table)}`;
  return row?.total ?? 0;
}

/** Everything that is kept of an upload's rejected rows, in the order of the file. */
async function rejectsOf(uploadId: string) {
  const kept = await listRejects(staff, uploadId, { limit: 10_000 });
  return kept.map(({ id: _, ...reject }) => reject);
}

/** Rejected rows can't be kept any more once `count` of them are, as if the process went down with those in memory. */
async function breakRejectsBehind(count: number): Promise<void> {
  await database.pools.owner.sql.unsafe(`
    create function break_rejects() returns trigger language plpgsql as $$ begin
      if (select count(*) from import_rejects) >= ${count} then raise exception 'gone'; end if;
      return null;
    end $$;
    create trigger break_rejects before insert on import_rejects for each statement execute function break_rejects()`);
}
const mendRejects = () => database.pools.owner.sql.unsafe("drop function if exists break_rejects cascade");

describe("a file that comes in", () => {
  test("in pieces of any size is the same file, in chunks of one size", async () => {
    const content = rows(60_000);
    const ids = [await received(content, "a.csv", 1_000), await received(content, "b.csv", 3_000_000)];
    const [a, b] = await Promise.all(ids.map((id) => findUpload(staff, id)));
    expect(a?.bytes).toBe(Buffer.byteLength(content));
    expect(a?.sha256).toBe(b?.sha256);
    const lengths = await database.pools.owner.sql`
      select length(content) as bytes from upload_chunks where upload_id = ${ids[0] ?? ""} order by position`;
    expect(lengths.slice(0, -1).every(({ bytes }) => bytes === CHUNK_BYTES)).toBe(true);
  });

  test("and breaks off is not kept", async () => {
    async function* broken() {
      yield Buffer.from("title,price\n");
      throw new Error("The sender broke off.");
    }
    const file = { name: "x.csv", date: null, bytes: broken() };
    await expect(receiveUpload(staff, { file, actor, now: NOW })).rejects.toThrow("broke off");
    expect([await total("uploads"), await total("upload_chunks")]).toEqual([0, 0]);
  });
});

describe("an import", () => {
  test("of two processes that take it at once is one's", async () => {
    const id = await received(rows(2_500));
    await started(id);
    const outcomes = await Promise.all([run(id), run(id), run(id)]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["done", "not-waiting", "not-waiting"]);
    expect(await total("observations")).toBe(2_250);
    expect(await total("import_rejects")).toBe(250);
    expect(await total("upload_chunks")).toBe(0);
    expect(await findUpload(staff, id)).toMatchObject({
      state: "done",
      tally: { rows: 2_500, accepted: 2_250, rejected: 250 },
    });
  });

  test("whose process closes goes back to the queue, and another one brings it to its end", async () => {
    const id = await received(rows(40_000));
    await started(id);
    let looks = 0;
    // Closes between the pieces of the file, when some are saved and some are not read.
    const closing = {
      get aborted() {
        return ++looks > 5;
      },
    } as AbortSignal;
    expect((await run(id, closing)).outcome).toBe("queued");
    const before = await total("observations");
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(36_000);
    expect((await run(id)).outcome).toBe("done");
    expect(await total("observations")).toBe(36_000);
    expect(await total("import_rejects")).toBe(4_000);
  }, 60_000);

  test.each([0, 400, 600, 1_000])(
    "that breaks with %i rejected rows kept and more in memory keeps each once when it is resumed",
    async (kept) => {
      const whole = await received(rows(12_000));
      await started(whole);
      expect((await run(whole)).outcome).toBe("done");
      const expected = await rejectsOf(whole);
      expect(expected).toHaveLength(1_200);
      await database.pools.owner.sql`truncate uploads, observations, imports cascade`;

      const id = await received(rows(12_000));
      await started(id);
      await breakRejectsBehind(kept);
      try {
        await expect(run(id)).rejects.toThrow();
      } finally {
        await mendRejects();
      }
      expect(await rejectsOf(id)).toEqual(expected.slice(0, kept));
      expect(await resumeImport(staff, { uploadId: id, actor, now: NOW })).toEqual({ ok: true });
      expect((await run(id)).outcome).toBe("done");
      expect(await rejectsOf(id)).toEqual(expected);
      expect((await findUpload(staff, id))?.tally).toMatchObject({ rows: 12_000, rejected: 1_200 });
    },
    60_000,
  );

  test("keeps as many rejected rows as there is room for, also when it tells them again", async () => {
    const id = await received(rows(1));
    const tell = async (count: number) => {
      const keeper = await rejectKeeper(owner, id, 500);
      for (let line = 1; line <= count; line++)
        await keeper.add({ line, field: "price", reason: "price-missing", sentence: "None.", cells: [] });
      await keeper.flush();
    };
    await tell(350);
    expect(await countRejects(owner, id)).toBe(350);
    await tell(600);
    expect((await rejectsOf(id)).map(({ line }) => line)).toEqual(
      Array.from({ length: 500 }, (_, i) => i + 1),
    );
  });

  test("whose process is gone without a word is taken over after a while, and not before", async () => {
    const id = await received(rows(10));
    await started(id);
    const now = new Date();
    expect(await claimUpload(owner, id, crypto.randomUUID(), now)).toBe(true);
    expect((await run(id)).outcome).toBe("not-waiting");
    expect(await announceWaiting(owner, now)).toBe(0);
    const later = new Date(now.getTime() + WORKER_SILENCE_MS + 1);
    expect(await announceWaiting(owner, later)).toBe(1);
    const report = await runImport(
      { db: owner, clock: () => later, signal: new AbortController().signal },
      id,
    );
    expect(report.outcome).toBe("done");
  });

  test("of a file whose chunks are gone fails with what to do", async () => {
    const id = await received(rows(10));
    await started(id);
    await database.pools.owner.sql`delete from upload_chunks`;
    expect((await run(id)).outcome).toBe("failed");
    expect((await findUpload(staff, id))?.problem).toBe(
      "prices.csv is not all here any more: send it again.",
    );
  });

  test("keeps every rejected row, also where all of them stand on one line", async () => {
    const id = await received(
      JSON.stringify(Array.from({ length: 600 }, (_, i) => ({ title: `Tea ${i} 5 lb`, price: "ask" }))),
    );
    await started(id);
    await run(id);
    expect(await total("import_rejects")).toBe(600);
  });
});

test("what nobody came back for is swept, with its rejects and chunks; what waits stays", async () => {
  const left = await received(rows(10), "left.csv");
  const done = await received(rows(10), "done.csv");
  await started(done);
  await run(done);
  const queued = await received(rows(10), "queued.csv");
  await started(queued);
  const later = new Date(Date.now() + 365 * 86_400_000);
  expect(await deleteOldUploads(owner, { arriving: later, left: later, done: later })).toBe(2);
  expect(await findUpload(staff, left)).toBeUndefined();
  expect(await findUpload(staff, queued)).toBeDefined();
  expect(await total("import_rejects")).toBe(0);
  expect(await sweepChunks(owner)).toBe(1);
  expect(await total("upload_chunks")).toBe(1);
});

test("a large file that is thrown away is gone at once, and its bytes soon", async () => {
  const uploadId = await received(
    `title,price\nTea 40 ct,5.99\n${"x".repeat(70 * CHUNK_BYTES)}\n`,
    "large.csv",
    900_000,
  );
  expect(await discardUpload(staff, { uploadId, actor, now: NOW })).toEqual({ ok: true });
  expect(await findUpload(staff, uploadId)).toBeUndefined();
  expect(await total("upload_chunks")).toBe(7);
  expect(await sweepChunks(owner)).toBe(7);
});
