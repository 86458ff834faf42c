import { PassThrough, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { runPack } from "#scripts/club/pack.ts";

async function answers(chunks: (string | Buffer)[]): Promise<unknown[]> {
  const output = new PassThrough();
  const all = text(output);
  await runPack(
    (async function* () {
      yield* chunks;
    })(),
    output,
  );
  output.end();
  return (await all)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test("a line in, a line out, in order, whatever the chunks", async () => {
  const lines = [
    '{"id":"a","title":"Water 16.9 fl oz, 40 pk"}\r\n',
    "Tortillas 2 pk., 40 ",
    "tablets\n\n",
    '{"id":2,"title":"Ground Pork, priced per pound"}',
  ];
  expect(await answers([...lines.slice(0, 3), Buffer.from(lines[3] ?? "")])).toEqual([
    {
      id: "a",
      title: "Water 16.9 fl oz, 40 pk",
      pack: { count: 40, size: 16.9, unit: "fl oz", totalBase: 19_991.705984, baseUnit: "ml" },
      because: [
        { words: "16.9 fl oz", meaning: "size" },
        { words: "40 pk", meaning: "40 packages of it" },
      ],
    },
    {
      id: null,
      title: "Tortillas 2 pk., 40 tablets",
      pack: { count: 2, size: 40, unit: "ct", totalBase: 80, baseUnit: "count" },
      because: [
        { words: "2 pk.", meaning: "2 packages" },
        { words: "40 tablets", meaning: "40 in each" },
      ],
    },
    {
      id: 2,
      title: "Ground Pork, priced per pound",
      pack: null,
      reason: "priced-by-weight",
      because: [{ words: "priced per pound", meaning: "sold by weight: no fixed pack" }],
    },
  ]);
});

test("the category tells what an ounce is; a broken line is said to be one", async () => {
  expect(
    await answers(['{"id":1,"title":"Cola 12 oz, 24-count","category":"Beverages"}\n{"id":1,"tit\n']),
  ).toMatchObject([
    { pack: { unit: "fl oz", baseUnit: "ml" } },
    { id: null, pack: null, reason: "unreadable-line" },
  ]);
});

test("fields beside the title are heeded, and a question without a title keeps its id", async () => {
  const lines = [
    { id: 1, title: "Olive Oil", count: "3", size: 2, unit: "Liters" },
    { id: 2, title: "Olive Oil 2 L", size: "3", unit: "firkin" },
    { id: 3, title: "Detergent, 146 loads, 194 fl oz", count: null, size: "", unit: "" },
    { id: 4, title: "Towels", count: "many" },
    { id: 5, name: "No title" },
  ];
  expect(await answers([lines.map((line) => JSON.stringify(line)).join("\n")])).toMatchObject([
    { pack: { count: 3, size: 2, unit: "l", totalBase: 6000 } },
    { pack: null, reason: "unknown-unit" },
    { pack: { count: 1, size: 194, unit: "fl oz" }, beside: [{ amount: "146", unit: "load" }] },
    { pack: null, reason: "unreadable-fields" },
    { id: 5, pack: null, reason: "unreadable-line" },
  ]);
});

test("a price is told on the commodity's unit, US and metric; what is no plain price is left out", async () => {
  const lines = [
    { title: "Drink 32 fl oz, 6-count", price: "$15.99" },
    { title: "Ground Beef 5 lb", price: 19.99, category: "meat" },
    { title: "Large Eggs, 5 dozen", price: "12.49", category: "eggs" },
    { title: "Romaine Hearts, 4 ct.", price: 5 },
    { title: "Rice 5 lb", price: "$5 - $9" },
    { title: "Rice, priced per pound", price: 5 },
  ];
  const answered = await answers([lines.map((line) => JSON.stringify(line)).join("\n")]);
  expect(answered.map((answer) => (answer as { unitPrice?: unknown }).unitPrice)).toEqual([
    { commodity: "beverages", us: "8.3¢ per fl oz", metric: "28.2¢ per 100 ml" },
    { commodity: "meat", us: "$4.00 per lb", metric: "$8.81 per kg" },
    { commodity: "eggs", us: "$2.50 per dozen", metric: "$2.50 per dozen" },
    { commodity: "general-goods", us: "$1.25 each", metric: "$1.25 each" },
    undefined,
    undefined,
  ]);
});

test("a line without an end is cut, answered as unreadable, and the next one is read", async () => {
  const lines = [..."x".repeat(200)].map((x) => x.repeat(1000));
  const answered = await answers([...lines, " oz\r\nRice 5 lb\r\n", "\r\nRice 1 lb"]);
  expect(answered).toMatchObject([
    { title: "x".repeat(200), pack: null, reason: "unreadable-line" },
    { title: "Rice 5 lb", pack: { size: 5 } },
    { title: "Rice 1 lb", pack: { size: 1 } },
  ]);
});

test("letters that fall between two chunks stay whole", async () => {
  const bytes = Buffer.from("\ufeffCafé Molido ½ lb\n");
  expect(await answers([...bytes].map((byte) => Buffer.from([byte])))).toMatchObject([
    { title: "Café Molido ½ lb", pack: { size: 0.5, unit: "lb" } },
  ]);
});

test("waits for a slow reader instead of piling up", async () => {
  let held = 0;
  let most = 0;
  const slow = new Writable({
    highWaterMark: 1024,
    write(chunk: Buffer, _encoding, done) {
      held += 1;
      most = Math.max(most, slow.writableLength - chunk.length);
      setImmediate(done);
    },
  });
  async function* titles() {
    for (let i = 0; i < 2000; i++) yield `{"id":${i},"title":"Granola Bars, 1.5 oz, 24-count"}\n`;
  }
  await runPack(titles(), slow);
  expect(held).toBeGreaterThan(3);
  expect(most).toBe(0);
});
