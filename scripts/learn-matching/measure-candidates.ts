/** `node scripts/learn-matching/measure-candidates.ts 200000 20000`: how fast, how large and how complete the candidates are. */
import { CandidateIndex } from "#app/domain/matching/candidates.ts";
import { madeSku } from "./catalogue.ts";

const [skus = 200_000, listings = 20_000] = process.argv.slice(2).map(Number);
const index = new CandidateIndex();
const started = performance.now();
for (let i = 0; i < skus; i++) {
  const { id, item } = madeSku(i);
  index.add(id, item);
}
const built = performance.now();
const spent = process.cpuUsage();
let found = 0;
let first = 0;
let identical = 0;
for (let k = 0; k < listings; k++) {
  const { item, listing } = madeSku((k * 7_919) % skus);
  // Of a million, some are made twice.
  const isIt = ({ sku }: { sku: string }) => madeSku(Number(sku.slice(1))).item.title === item.title;
  const ranked = index.match(listing, 5);
  if (ranked.some(isIt)) found += 1;
  if (ranked[0] !== undefined && isIt(ranked[0])) first += 1;
  if (ranked.some((one) => one.verdict === "identical" && isIt(one))) identical += 1;
}
const matched = performance.now();
const { user, system } = process.cpuUsage(spent);
const share = (n: number) => `${((100 * n) / listings).toFixed(1)} %`;
console.info(`${skus} SKUs indexed in ${((built - started) / 1000).toFixed(1)} s`);
console.info(
  `${listings} listings matched in ${((matched - built) / 1000).toFixed(1)} s: ${Math.round((listings * 1000) / (matched - built))} a second`,
);
console.info(
  `the SKU among the best five ${share(found)}, first ${share(first)}, called identical ${share(identical)}`,
);
console.info(`of the processor: ${Math.round((listings * 1e6) / (user + system))} a second`);
const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
console.info(
  `memory ${[rss, heapUsed, arrayBuffers].map((bytes) => `${Math.round(bytes / 1e6)} MB`).join(", ")} (resident, heap, arrays)`,
);
