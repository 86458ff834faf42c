/** One import in a process of its own, so that its memory and time are its own: `{ file, capturedAt }` in, figures out. */
import { importReferences } from "#app/commands/import-references.ts";
import { openPools } from "#app/db/client.server.ts";

export type ImportFigures = {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
  readonly rows: number;
  readonly accepted: number;
  readonly unchanged: number;
};

const [url = "", file = "", capturedAt = ""] = process.argv.slice(2);
const pools = openPools({ url }, { size: 4 });
const startedAt = performance.now();
const outcome = await importReferences(pools.owner.db, {
  file,
  retailerSlug: "costco",
  importedBy: "bench",
  capturedAt: { at: new Date(capturedAt), zone: "+00:00" },
  channel: "online",
  place: "online",
  now: new Date(),
});
const seconds = (performance.now() - startedAt) / 1000;
await pools.close();
if (!outcome.ok) throw new Error(outcome.sentence);
const { user, system } = process.cpuUsage();
const { rows, accepted, unchanged } = outcome.tally;
const figures: ImportFigures = {
  seconds,
  cpuSeconds: (user + system) / 1e6,
  peakMb: process.resourceUsage().maxRSS / 1024,
  rows,
  accepted,
  unchanged,
};
console.log(JSON.stringify(figures));
