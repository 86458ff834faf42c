/** Ranges of a sheet in which a value is not a cell's own: merged over rows, or spilled by one formula. */
import type { CellFault } from "#app/domain/reference-file/cell-fault.ts";
import { FaultyFile, fault } from "../file-fault.ts";
import type { FileSource } from "../file-source.ts";

export type Region = {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly fault: CellFault;
};

const MAX_REGIONS = 100_000;

/** "B3:C5" as a region; columns count from 0, rows from 1. */
export function readRegion(range: string, faulty: CellFault): Region | undefined {
  const match = /^([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?$/.exec(range);
  if (match === null) return undefined;
  const [, left = "", top = "", right = left, bottom = top] = match;
  return {
    top: Number(top),
    left: columnOf(left),
    bottom: Number(bottom),
    right: columnOf(right),
    fault: faulty,
  };
}

/** "A" is 0, "AA" is 26. */
export function columnOf(letters: string): number {
  let column = 0;
  for (let i = 0; i < letters.length; i++) column = column * 26 + letters.charCodeAt(i) - 64;
  return column - 1;
}

/** Longer than any mergeCell tag: as much of a piece's end is looked at once more with the next one. */
const TAIL_BYTES = 256;

/**
 * The ranges of a sheet that are merged over several rows. They stand behind its rows, so its bytes are looked through once
 * before the rows are read; inside the texts of cells a "<" is written "&lt;".
 */
export async function findMerged(source: FileSource, pieces: AsyncIterable<Buffer>): Promise<Region[]> {
  const regions: Region[] = [];
  let tail: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    const window = Buffer.concat([tail, piece]);
    let seen = Math.max(0, window.length - TAIL_BYTES);
    if (window.includes("mergeCell")) {
      const tags = window.toString("latin1").matchAll(/<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z0-9:]+)"/g);
      for (const tag of tags) {
        const region = readRegion(tag[1] ?? "", "merged");
        if (region !== undefined && region.bottom > region.top) regions.push(region);
        seen = Math.max(seen, tag.index + tag[0].length);
      }
    }
    if (regions.length > MAX_REGIONS)
      throw new FaultyFile(
        fault(
          "not-a-table",
          `${source.name} has over 100,000 merged cells: unmerge them, or save the sheet as CSV.`,
        ),
      );
    tail = window.subarray(seen);
  }
  return regions;
}

/** Tells the faults of each row's cells, rows being asked for from the top down. */
export function regionReader(known: readonly Region[]) {
  const waiting = [...known].sort((a, b) => b.top - a.top);
  let active: Region[] = [];
  return {
    add(region: Region): void {
      active.push(region);
    },
    faultsOf(row: number): readonly Region[] {
      if (active.length > 0) active = active.filter(({ bottom }) => bottom >= row);
      for (let next = waiting.at(-1); next !== undefined && next.top <= row; next = waiting.at(-1)) {
        waiting.pop();
        if (next.bottom >= row) active.push(next);
      }
      return active;
    },
  };
}
