/** Lists of numbers that only grow, very many of them, in one block of memory that threads can share. */
import { grown, sharedNumbers } from "./shared-arrays.ts";

/** A block: its capacity, the place of the next block (0: none), then the values. */
const HEADER = 2;
const FIRST_CAPACITY = 2;
const MAX_CAPACITY = 1_024;

export type SharedPostings = {
  pool: Int32Array;
  used: number;
  first: Int32Array;
  last: Int32Array;
  fill: Int32Array;
  length: Int32Array;
};

export class Postings {
  readonly #memory: SharedPostings;

  /** Empty, or a view of what another thread has built. */
  constructor(memory: SharedPostings = emptyMemory()) {
    this.#memory = memory;
  }

  /** What another thread can read the lists by, once no more are added. */
  get memory(): SharedPostings {
    return this.#memory;
  }

  /** How many values the list has; 0 for one that was never added to. */
  lengthOf(list: number): number {
    return this.#memory.length[list] ?? 0;
  }

  /** Puts a value at the end of a list. Lists are numbered from 0 and made as they are first used. */
  add(list: number, value: number): void {
    const memory = this.#memory;
    if (list >= memory.first.length) this.#makeRoomForLists(list);
    const last = memory.last[list] as number;
    const capacity = last === 0 ? 0 : (memory.pool[last] as number);
    const fill = memory.fill[list] as number;
    const block = fill < capacity ? last : this.#addBlock(list, capacity);
    const at = block === last ? fill : 0;
    memory.pool[block + HEADER + at] = value;
    memory.fill[list] = at + 1;
    memory.length[list] = (memory.length[list] as number) + 1;
  }

  /** Calls `visit` with runs of the list's values: `pool` from `from` to before `to`. */
  forEachRun(list: number, visit: (pool: Int32Array, from: number, to: number) => void): void {
    if (this.lengthOf(list) === 0) return;
    const { pool, first, last, fill } = this.#memory;
    const end = last[list] as number;
    for (let block = first[list] as number; block !== 0; block = pool[block + 1] as number) {
      const size = block === end ? (fill[list] as number) : (pool[block] as number);
      visit(pool, block + HEADER, block + HEADER + size);
    }
  }

  #addBlock(list: number, before: number): number {
    const memory = this.#memory;
    const capacity = before === 0 ? FIRST_CAPACITY : Math.min(MAX_CAPACITY, before * 2);
    const block = memory.used;
    memory.used += HEADER + capacity;
    if (memory.used > memory.pool.length) memory.pool = grown(memory.pool, memory.used);
    memory.pool[block] = capacity;
    memory.pool[block + 1] = 0;
    if (before === 0) memory.first[list] = block;
    else memory.pool[(memory.last[list] as number) + 1] = block;
    memory.last[list] = block;
    return block;
  }

  #makeRoomForLists(list: number): void {
    const memory = this.#memory;
    memory.first = grown(memory.first, list + 1);
    memory.last = grown(memory.last, list + 1);
    memory.fill = grown(memory.fill, list + 1);
    memory.length = grown(memory.length, list + 1);
  }
}

function emptyMemory(): SharedPostings {
  return {
    pool: sharedNumbers(1 << 16),
    used: 1,
    first: sharedNumbers(1 << 12),
    last: sharedNumbers(1 << 12),
    fill: sharedNumbers(1 << 12),
    length: sharedNumbers(1 << 12),
  };
}
