/** Files of a competitor's prices as large as wanted: titles, barcodes and prices of the large demo catalogue. */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { largeSku } from "../../seed/large/variations.ts";

/** Writes `rows` rows as CSV, each of another item. Another `round` asks other prices for the same items. */
export async function writeReferenceFile(path: string, rows: number, round = 0): Promise<void> {
  await pipeline(Readable.from(lines(rows, round)), createWriteStream(path));
}

function* lines(rows: number, round: number): Generator<string> {
  yield "item_id,title,price,brand,category,upc,availability,url\n";
  let piece = "";
  for (let n = 0; n < rows; n++) {
    const sku = largeSku(n);
    const cells = [
      `I${sku.id}`,
      sku.title,
      ((sku.baseCents + round * 7) / 100).toFixed(2),
      sku.brand.name,
      sku.categoryName,
      sku.gtin14,
      "in stock",
      `https://shop.example/ip/${sku.id}`,
    ];
    piece += `${cells.map(quoted).join(",")}\n`;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

function quoted(cell: string): string {
  return /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
