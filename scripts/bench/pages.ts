/**
 * What a page costs. Floors: a bare node:http server that sends the very same bytes, and the page's own SQL run alone.
 * CPU is the server process's, user and system; answers are gzipped as a browser asks for them.
 */
import { fileURLToPath } from "node:url";
import { findMemberItem, findVisitorItem } from "#app/db/items.ts";
import { listMemberShelf, listVisitorShelf } from "#app/db/skus.ts";
import { ensureBuild } from "../build.ts";
import { type BenchClub, openBenchClub } from "./bench-club.ts";
import { load } from "./load.ts";
import { type Measured, runMeasured } from "./measured-process.ts";

const CONNECTIONS = 4;
/** Enough for the compiler to be done with a page: before, a request costs half as much again. */
const WARM_UP = 1_500;
const DEPARTMENT = "pantry";

type Page = {
  readonly name: string;
  readonly path: string;
  readonly cookie?: string;
  readonly sql: () => Promise<unknown>;
};
type Figures = { perSecond: number; cpuMs: number; p95Ms: number; soloMs: number };
type Row = {
  page: string;
  figures: Figures;
  bare: Figures;
  sqlMs: number;
  rawBytes: number;
  gzipBytes: number;
};

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Prints a table for each size, and how the largest compares with the smallest. */
export async function benchPages(options: { skus: readonly number[]; requests: number }): Promise<void> {
  await ensureBuild();
  const tables: Row[][] = [];
  for (const skus of options.skus) {
    const club = await openBenchClub(skus);
    try {
      const rows = await measureClub(club, options.requests);
      print(`${skus.toLocaleString("en-US")} SKUs`, rows);
      tables.push(rows);
    } finally {
      await club.close();
    }
  }
  const [smallest, largest] = [tables[0], tables.at(-1)];
  if (smallest === undefined || largest === undefined || smallest === largest) return;
  console.log("\nCPU per request, largest club against smallest:");
  smallest.forEach((row, i) => {
    console.log(
      `  ${row.page.padEnd(22)} x ${((largest[i]?.figures.cpuMs ?? 0) / row.figures.cpuMs).toFixed(2)}`,
    );
  });
}

async function measureClub(club: BenchClub, requests: number): Promise<Row[]> {
  const server = await runMeasured(script("club-server.ts"), {
    NODE_ENV: "production",
    DATABASE_URL: club.url,
    PORT: "0",
    LOG_LEVEL: "info",
  });
  try {
    const rows: Row[] = [];
    for (const page of await pagesOf(club)) rows.push(await measurePage(server, page, requests));
    return rows;
  } finally {
    await server.stop();
  }
}

async function pagesOf(club: BenchClub): Promise<Page[]> {
  const { visitor, member } = club.pools;
  const scope = { kind: "department", slug: DEPARTMENT } as const;
  const shelf = await listVisitorShelf(visitor.db, { scope });
  const item = [...shelf.rows].sort((a, b) => b.references.length - a.references.length)[0];
  if (item === undefined) throw new Error(`There is nothing in ${DEPARTMENT}.`);
  const department = `/departments/${DEPARTMENT}`;
  const product = `/items/${item.id}-${item.slug}`;
  const cookie = club.memberCookie;
  return [
    { name: "department, visitor", path: department, sql: () => listVisitorShelf(visitor.db, { scope }) },
    { name: "product, visitor", path: product, sql: () => findVisitorItem(visitor.db, item.id) },
    {
      name: "department, member",
      path: department,
      cookie,
      sql: () => listMemberShelf(member.db, { scope }),
    },
    { name: "product, member", path: product, cookie, sql: () => findMemberItem(member.db, item.id) },
  ];
}

async function measurePage(server: Measured, page: Page, requests: number): Promise<Row> {
  const cookie: Record<string, string> = page.cookie === undefined ? {} : { Cookie: page.cookie };
  const gzip = { ...cookie, "Accept-Encoding": "gzip" };
  const figures = await measure(server, page.path, gzip, requests);
  const { bodyBytes: rawBytes } = await load({
    port: server.port,
    path: page.path,
    headers: cookie,
    connections: 1,
    requests: 1,
  });
  const sent = await fetchRaw(server.port, page.path, gzip);
  const floor = await runMeasured(script("bare-server.ts"), {}, sent);
  try {
    const bare = await measure(floor, page.path, gzip, requests);
    return {
      page: page.name,
      figures,
      bare,
      sqlMs: await medianMs(page.sql),
      rawBytes,
      gzipBytes: sent.body.byteLength,
    };
  } finally {
    await floor.stop();
  }
}

async function measure(
  server: Measured,
  path: string,
  headers: Record<string, string>,
  requests: number,
): Promise<Figures> {
  const { port } = server;
  await load({ port, path, headers, connections: CONNECTIONS, requests: WARM_UP });
  const before = await server.cpuMs();
  const run = await load({ port, path, headers, connections: CONNECTIONS, requests });
  const cpuMs = ((await server.cpuMs()) - before) / run.requests;
  const solo = await load({ port, path, headers, connections: 1, requests: Math.ceil(requests / 4) });
  return { perSecond: run.requests / run.seconds, cpuMs, p95Ms: run.p95Ms, soloMs: solo.p50Ms };
}

/** The answer's bytes as they are on the wire, and the headers that came with them. */
async function fetchRaw(port: number, path: string, headers: Record<string, string>) {
  const { request } = await import("node:http");
  return await new Promise<{ body: Uint8Array; headers: Record<string, string> }>((resolve, reject) => {
    const sent = request({ port, path, headers, host: "127.0.0.1" }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const kept = Object.entries(answer.headers).filter(
          ([name]) => !["date", "connection", "keep-alive", "content-length"].includes(name),
        );
        resolve({
          body: new Uint8Array(Buffer.concat(chunks)),
          headers: Object.fromEntries(kept) as Record<string, string>,
        });
      });
    });
    sent.on("error", reject);
    sent.end();
  });
}

async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 300; i += 1) {
    const startedAt = performance.now();
    await work();
    if (i >= 50) times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

function print(title: string, rows: readonly Row[]): void {
  console.log(`\n${title}`);
  console.table(
    Object.fromEntries(
      rows.map(({ page, figures, bare, sqlMs, rawBytes, gzipBytes }) => [
        page,
        {
          "req/s": Math.round(figures.perSecond),
          "CPU ms": round(figures.cpuMs),
          "p95 ms": round(figures.p95Ms),
          "raw KB": round(rawBytes / 1024),
          "gzip KB": round(gzipBytes / 1024),
          "bare CPU ms": round(bare.cpuMs),
          "CPU / bare": round(figures.cpuMs / bare.cpuMs),
          "bare req/s / ours": round(bare.perSecond / figures.perSecond),
          "SQL ms": round(sqlMs),
          "page / SQL": round(figures.soloMs / sqlMs),
        },
      ]),
    ),
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
