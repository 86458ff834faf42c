/** Lists of numbers that only grow, very many of them, in one block of memory. */

/** A block: its capacity, the place of the next block (0: none), then the values. */
const HEADER = 2;
const FIRST_CAPACITY = 2;
const MAX_CAPACITY = 1_024;

export class Postings {
  #pool = new Int32Array(1 << 16);
  #used = 1;
  #first = new Int32Array(1 << 12);
  #last = new Int32Array(1 << 12);
  #fill = new Int32Array(1 << 12);
  #length = new Int32Array(1 << 12);

  /** How many values the list has; 0 for one that was never added to. */
  lengthOf(list: number): number {
    return this.#length[list] ?? 0;
  }

  /** Puts a value at the end of a list. Lists are numbered from 0 and made as they are first used. */
  add(list: number, value: number): void {
    if (list >= this.#first.length) this.#makeRoomForLists(list);
    const last = this.#last[list] as number;
    const capacity = last === 0 ? 0 : (this.#pool[last] as number);
    const fill = this.#fill[list] as number;
    const block = fill < capacity ? last : this.#addBlock(list, capacity);
    const at = block === last ? fill : 0;
    this.#pool[block + HEADER + at] = value;
    this.#fill[list] = at + 1;
    this.#length[list] = (this.#length[list] as number) + 1;
  }

  /** Calls `visit` with runs of the list's values: `pool` from `from` to before `to`. */
  forEachRun(list: number, visit: (pool: Int32Array, from: number, to: number) => void): void {
    if (this.lengthOf(list) === 0) return;
    const last = this.#last[list] as number;
    for (let block = this.#first[list] as number; block !== 0; block = this.#pool[block + 1] as number) {
      const size = block === last ? (this.#fill[list] as number) : (this.#pool[block] as number);
      visit(this.#pool, block + HEADER, block + HEADER + size);
    }
  }

  #addBlock(list: number, before: number): number {
    const capacity = before === 0 ? FIRST_CAPACITY : Math.min(MAX_CAPACITY, before * 2);
    const block = this.#used;
    this.#used += HEADER + capacity;
    if (this.#used > this.#pool.length) this.#pool = grown(this.#pool, this.#used);
    this.#pool[block] = capacity;
    this.#pool[block + 1] = 0;
    if (before === 0) this.#first[list] = block;
    else this.#pool[(this.#last[list] as number) + 1] = block;
    this.#last[list] = block;
    return block;
  }

  #makeRoomForLists(list: number): void {
    this.#first = grown(this.#first, list + 1);
    this.#last = grown(this.#last, list + 1);
    this.#fill = grown(this.#fill, list + 1);
    this.#length = grown(this.#length, list + 1);
  }
}

/** A copy with room for `least` numbers, half as large again. */
export function grown(array: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(Math.max(least, Math.ceil(array.length * 1.5)));
  copy.set(array);
  return copy;
}
