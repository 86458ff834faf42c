/** Packs that are only counted: nested counts multiply, stated totals decide, unlike parts are not added up. */
import type { Count } from "./phrase.ts";
import { declined, type Resolution, type Used } from "./resolution.ts";
import { isHolder } from "./vocabulary.ts";

/** The pack of a title without weight or volume. */
export function resolveCounts(all: readonly Count[], assembly: boolean): Resolution {
  const varying = all.filter((count) => count.doubt !== undefined);
  if (varying.length > 0) return declined("range", varying, "may vary");
  const loads = all.filter((count) => count.noun.unit === "load");
  const counts = distinct(all.filter((count) => count.noun.unit !== "load" && count.n > 1));
  const resolved = decide(counts, loads, all);
  if (!resolved.ok || !assembly) return resolved;
  const parts = counts.some((count) => count.noun.class === "piece");
  return parts ? declined("mixed-contents", counts, "a set of unlike parts") : resolved;
}

function decide(counts: readonly Count[], loads: readonly Count[], all: readonly Count[]): Resolution {
  const [first, second] = counts;
  if (first === undefined) return single(loads[0] ?? all[0]);
  if (second === undefined) return single(first);
  return statedTotal(counts) ?? nested(counts);
}

function single(count: Count | undefined): Resolution {
  if (count === undefined) return declined("no-quantity");
  // "1 case", "50-in-1 card": says nothing of what is in it.
  if (count.n === 1 && count.noun.class !== "generic")
    return declined("no-quantity", [count], "one of something");
  return answer(count.times, count.n / count.times, count.noun.unit, [
    { phrase: count, meaning: `${count.n} in the pack` },
  ]);
}

function answer(count: number, size: number, unit: Count["noun"]["unit"], used: readonly Used[]): Resolution {
  return { ok: true, count, size: String(size), unit, beside: [], used };
}

/** The same number twice is one statement, unless both could be levels of a nesting ("6 ct., 6 pk."). */
function distinct(counts: readonly Count[]): Count[] {
  return counts.filter((count, i) => {
    const earlier = counts.findIndex((other) => other.n === count.n && !levels(other, count));
    return earlier === -1 || earlier >= i;
  });
}

function levels(a: Count, b: Count): boolean {
  if (a.holds || b.per !== undefined) return a !== b;
  return (
    a !== b &&
    (a.noun.class === "package") !== (b.noun.class === "package") &&
    a.noun.class !== "piece" &&
    b.noun.class !== "piece"
  );
}

/** "2-pack, Total 48 Counts": 2 of 24. */
function statedTotal(counts: readonly Count[]): Resolution | undefined {
  const totals = counts.filter((count) => count.role === "total");
  const [total] = totals;
  const others = counts.filter((count) => count.role !== "total");
  if (total === undefined) return undefined;
  if (totals.length > 1) return declined("conflict", totals, "two totals");
  const outer = others.find((count) => isHolder(count.noun));
  const used = [{ phrase: total, meaning: `${total.n} in all` }];
  if (outer !== undefined && total.n % outer.n === 0)
    return answer(outer.n, total.n / outer.n, total.noun.unit, used);
  return others.every((count) => total.n % count.n === 0)
    ? answer(1, total.n, total.noun.unit, used)
    : declined("conflict", counts);
}

/** Packages of pieces, rolls of sheets, "500 sheets/ream, 10 reams/carton": multiplied from the outside in. */
function nested(all: readonly Count[]): Resolution {
  const counts = withoutProduct(all);
  if (counts.length > 2) return chained(counts) ?? declined("ambiguous", counts, "which holds which?");
  const [a, b] = counts;
  if (a === undefined || b === undefined) return declined("ambiguous", counts);
  const outer = holds(a, b) ? a : holds(b, a) ? b : undefined;
  if (outer === undefined)
    return declined(
      a.noun.class === "piece" && b.noun.class === "piece" ? "mixed-contents" : "ambiguous",
      counts,
      "which holds which?",
    );
  const inner = outer === a ? b : a;
  if (isReamTotal(outer, inner)) return allTogether(outer, inner);
  if (mayBeTotal(outer, inner)) return declined("ambiguous", counts, "in each, or all together?");
  const used = [
    { phrase: outer, meaning: `${outer.n} packages` },
    { phrase: inner, meaning: `${inner.n} in each` },
  ];
  return answer(outer.n, inner.n, inner.noun.unit, used);
}

/** "2 packs of 66 (132 ct)": the count that the others multiply to is said once too often. */
function withoutProduct(counts: readonly Count[]): readonly Count[] {
  if (counts.length !== 3) return counts;
  const product = counts.find(
    (count) => counts.reduce((all, other) => (other === count ? all : all * other.n), 1) === count.n,
  );
  return product === undefined ? counts : counts.filter((count) => count !== product);
}

/** More pieces than this are not packed without saying what holds them. */
const MOST_UNLINKED = 2_500;
/** From this many on, pieces that divide evenly into the packages named before them may be all of them. */
const MANY_PIECES = 150;

/** "14 packs, 1,008 wipes", "720 count (12 packs)": nothing says that each package holds so many. */
function mayBeTotal(outer: Count, inner: Count): boolean {
  if (inner.per !== undefined || outer.holds || inner.noun.unit === "sheet")
    return inner.n * outer.n > 1_000_000;
  // "500-count, 6-pack" is a club's way to say six of them.
  const clubs = outer.from > inner.from && inner.clubForm && !outer.plural;
  if (inner.n * outer.n > MOST_UNLINKED && !clubs) return true;
  const divides = inner.n % outer.n === 0 && inner.n >= MANY_PIECES;
  return divides && (outer.from < inner.from || outer.plural);
}

/** "10 reams, 5,000 sheets": no ream has 5,000. */
function isReamTotal(outer: Count, inner: Count): boolean {
  return (
    outer.noun.name === "ream" &&
    inner.noun.unit === "sheet" &&
    inner.per === undefined &&
    inner.n > LARGEST_REAM &&
    inner.n % outer.n === 0
  );
}

const LARGEST_REAM = 1_000;

function allTogether(outer: Count, inner: Count): Resolution {
  const used = [
    { phrase: outer, meaning: `${outer.n} packages` },
    { phrase: inner, meaning: `${inner.n} in all` },
  ];
  return answer(outer.n, inner.n / outer.n, inner.noun.unit, used);
}

/** Whether `outer` counts what `inner` is inside of. */
function holds(outer: Count, inner: Count): boolean {
  if (inner.per !== undefined)
    return inner.per.name === outer.noun.name || (outer.per === undefined && outer.noun.class !== "piece");
  if (outer.per !== undefined) return false;
  if (outer.holds && outer.from < inner.from) return true;
  // "2 pk./6 ct."
  if (outer.overSize && isHolder(outer.noun) && outer.from < inner.from) return true;
  if (outer.noun.unit === "roll" && inner.noun.unit === "sheet") return true;
  // "25-count, 2-pack" is two of 25; "2-pack, 24-count" may be 24 in all.
  const after = outer.from > inner.from || inner.n % outer.n !== 0 || inner.noun.class === "piece";
  if (isHolder(outer.noun)) return !isHolder(inner.noun) && after;
  // "15 Sticks, 10-Count": ten packs of fifteen.
  return (
    outer.noun.class === "generic" &&
    outer.clubForm &&
    inner.noun.class === "piece" &&
    inner.from < outer.from &&
    !inner.clubForm
  );
}

/** Three levels, when every inner one says what holds it. */
function chained(counts: readonly Count[]): Resolution | undefined {
  const outer = counts.filter((count) => count.per === undefined);
  const inner = counts.filter((count) => count.per !== undefined);
  const sheets = inner.find((count) => count.noun.unit === "sheet") ?? inner[0];
  if (outer.length !== 1 || sheets === undefined || outer[0] === undefined) return undefined;
  const packages = counts
    .filter((count) => count !== sheets)
    .reduce((product, count) => product * count.n, 1);
  const linked = inner.every((count) =>
    counts.some((other) => other !== count && other.noun.name === count.per?.name),
  );
  if (!linked) return undefined;
  const used = counts.map((phrase) => ({ phrase, meaning: "one level of the pack" }));
  return answer(packages, sheets.n, sheets.noun.unit, used);
}
