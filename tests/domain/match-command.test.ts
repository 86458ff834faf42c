import { Readable, Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { runListings } from "#scripts/club/match/listings.ts";
import { runPairs } from "#scripts/club/match/pairs.ts";
import { madeSku } from "#scripts/learn-matching/catalogue.ts";

/** A reader that takes its time: every write waits for the one before. */
function collector(): { stream: Writable; text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    highWaterMark: 1,
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      setImmediate(done);
    },
  });
  return { stream, text: () => chunks.join("") };
}

function input(lines: readonly (object | string)[]): Readable {
  return Readable.from(lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`));
}

async function pairs(lines: readonly (object | string)[]) {
  const output = collector();
  const errors = collector();
  const code = await runPairs(input(lines), { output: output.stream, errors: errors.stream });
  return { code, answers: parsed(output.text()), errors: errors.text() };
}

function parsed(text: string) {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

const JIF = { title: "Jif Creamy Peanut Butter, 48 oz", price: "$8.98" };

describe("club match --jsonl", () => {
  test("answers each pair with score, verdict and why", async () => {
    const { code, answers } = await pairs([
      { id: "p1", a: JIF, b: { title: "Jif Peanut Butter, Creamy, 48 oz" } },
    ]);
    expect(code).toBe(0);
    expect(answers).toEqual([
      {
        id: "p1",
        score: expect.any(Number),
        verdict: "identical",
        why: expect.arrayContaining(["Same brand: Jif."]),
      },
    ]);
  });

  test("a line that can't be used is told with its number, and the rest goes on", async () => {
    const { code, answers, errors } = await pairs([
      "{oops",
      "",
      { id: 2, a: JIF },
      { id: 3, a: JIF, b: JIF },
    ]);
    expect(code).toBe(0);
    expect(answers.map(({ id }) => id)).toEqual([3]);
    expect(errors).toMatch(/^pairs, line 1: not JSON\.\npairs, line 3: b: /);
  });

  test("nothing usable is wrong use", async () => {
    expect(await pairs(["nothing", "here"])).toMatchObject({ code: 2, answers: [] });
    expect(await pairs([])).toMatchObject({ code: 2, answers: [] });
  });

  test("more than a buffer's worth goes through a slow reader whole and in order", async () => {
    const many = Array.from({ length: 600 }, (_, id) => ({ id, a: JIF, b: JIF }));
    const { answers } = await pairs(many);
    expect(answers.map(({ id }) => id)).toEqual(many.map(({ id }) => id));
  });
});

describe("club match --skus --listings", () => {
  const skus = [
    { sku: "A1", ...JIF },
    { sku: "A2", title: "Jif Extra Crunchy Peanut Butter, 48 oz" },
    { sku: "A3", title: "Great Value Creamy Peanut Butter, 40 oz", gtin: 78742371634 },
  ];

  async function listings(ours: readonly (object | string)[], theirs: readonly (object | string)[], top = 5) {
    const output = collector();
    const errors = collector();
    const streams = { output: output.stream, errors: errors.stream };
    const code = await runListings({ skus: input(ours), listings: input(theirs), top }, streams);
    return { code, answers: parsed(output.text()), errors: errors.text() };
  }

  test("writes the best SKUs of each listing, best first", async () => {
    const { code, answers } = await listings(
      skus,
      [{ listing: "L1", title: "Jif Peanut Butter, Creamy, 48 oz" }],
      2,
    );
    expect(code).toBe(0);
    expect(answers).toMatchObject([{ listing: "L1", candidates: [{ sku: "A1", verdict: "identical" }, {}] }]);
  });

  test("bad lines of either file are told by file and line", async () => {
    const { code, answers, errors } = await listings(
      [...skus, "x"],
      [{}, { id: 7, title: "Jif Creamy, 48 oz" }],
    );
    expect(code).toBe(0);
    expect(answers.map(({ listing }) => listing)).toEqual([7]);
    expect(errors).toMatch(/skus, line 4: not JSON\.\nlistings, line 1: title: /);
  });

  test('of two SKUs with one id the later counts, and the line is told; 7 and "7" are two ids', async () => {
    const { answers, errors } = await listings(
      [
        { sku: "A1", title: "Duracell AA Alkaline Batteries, 40-count" },
        { sku: "A1", ...JIF },
        { sku: 7, title: "Jif Creamy Peanut Butter, 40 oz" },
        { sku: "7", title: "Jif Creamy Peanut Butter, 16 oz" },
      ],
      [{ id: "L", ...JIF }],
    );
    expect(errors).toBe('skus, line 2: "A1" was there before; this line replaces it.\n');
    expect(answers[0].candidates.map(({ sku }: { sku: unknown }) => sku).sort()).toEqual(["7", 7, "A1"]);
  });

  test("titles without a word, in other scripts and of 10 kB are answered, the empty ones with a word about it", async () => {
    const { code, answers, errors } = await listings(skus, [
      { id: 1, title: "" },
      { id: 2, title: " - ! ", gtin: "078742371634" },
      { id: 3, title: "ピーナッツバター クリーミー 48オンス" },
      { id: 4, title: "Jif Creamy Peanut Butter ".repeat(400) },
      { id: 5, title: "\ud800 🍎 \u0000" },
    ]);
    expect(code).toBe(0);
    expect(answers.map(({ listing }) => listing)).toEqual([1, 2, 3, 4, 5]);
    expect(answers[0].candidates).toEqual([]);
    expect(answers[1].candidates[0]).toMatchObject({ sku: "A3", verdict: "identical" });
    expect(errors).toBe(
      "listings, line 1: the title has no words and there is no GTIN: it matches nothing.\n" +
        "listings, line 2: the title has no words: only the GTIN is gone by.\n" +
        "listings, line 5: the title has no words and there is no GTIN: it matches nothing.\n",
    );
  });

  test("threads change nothing: the same bytes with none and with three", async () => {
    const made = Array.from({ length: 220 }, (_, i) => madeSku(i));
    const run = async (threads: number) => {
      const output = collector();
      const errors = collector();
      const theirs = [...made.map(({ listing }) => listing), "oops", ...made.map(({ item }) => item)];
      await runListings(
        {
          skus: input(made.map(({ id, item }) => ({ id, ...item }))),
          listings: input(theirs),
          top: 3,
          threads,
        },
        { output: output.stream, errors: errors.stream },
      );
      return output.text() + errors.text();
    };
    const alone = await run(0);
    expect(alone.split("\n").length).toBe(442);
    expect(await run(3)).toBe(alone);
  });

  test("no SKU is wrong use", async () => {
    expect((await listings(["x"], [{ title: "Jif" }])).code).toBe(2);
  });
});
