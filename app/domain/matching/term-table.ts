/** Terms numbered from 0 as they come: a hash table in memory that threads can share. Terms are ASCII. */
import { grown, grownBytes, sharedBytes, sharedNumbers } from "./shared-arrays.ts";

export type SharedTerms = {
  /** The terms' letters, end to end, and where each begins; one more entry than terms. */
  letters: Uint8Array;
  starts: Int32Array;
  /** Term numbers plus one by hash, 0 where free; a power of two long. */
  slots: Int32Array;
  size: number;
};

/** The table is enlarged when it is fuller than this. */
const MAX_LOAD = 0.6;

export class TermTable {
  readonly #memory: SharedTerms;

  /** Empty, or a view of what another thread has built. */
  constructor(memory: SharedTerms = emptyMemory()) {
    this.#memory = memory;
  }

  /** What another thread can read the table by, once no more are added. */
  get memory(): SharedTerms {
    return this.#memory;
  }

  /** The number of a term; undefined when it was never added. */
  find(term: string): number | undefined {
    const found = this.#memory.slots[this.#slotOf(term)] as number;
    return found === 0 ? undefined : found - 1;
  }

  /** The number of a term, which it gets here when it is new. */
  add(term: string): number {
    const slot = this.#slotOf(term);
    const found = this.#memory.slots[slot] as number;
    return found === 0 ? this.#addAt(slot, term) : found - 1;
  }

  #addAt(slot: number, term: string): number {
    const memory = this.#memory;
    const number = memory.size;
    const start = memory.starts[number] as number;
    const end = start + term.length;
    if (number + 2 > memory.starts.length) memory.starts = grown(memory.starts, number + 2);
    if (end > memory.letters.length) memory.letters = grownBytes(memory.letters, end);
    for (let i = 0; i < term.length; i++) memory.letters[start + i] = term.charCodeAt(i);
    memory.starts[number + 1] = end;
    memory.slots[slot] = number + 1;
    memory.size = number + 1;
    if (memory.size > memory.slots.length * MAX_LOAD) this.#enlarge();
    return number;
  }

  /** The slot that holds the term, or the free one where it belongs. */
  #slotOf(term: string): number {
    const { slots } = this.#memory;
    const mask = slots.length - 1;
    let slot = hashOf(term) & mask;
    for (let held = slots[slot] as number; held !== 0; held = slots[slot] as number) {
      if (this.#isAt(held - 1, term)) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #isAt(number: number, term: string): boolean {
    const { letters, starts } = this.#memory;
    const start = starts[number] as number;
    if ((starts[number + 1] as number) - start !== term.length) return false;
    for (let i = 0; i < term.length; i++) if (letters[start + i] !== term.charCodeAt(i)) return false;
    return true;
  }

  #enlarge(): void {
    const memory = this.#memory;
    const slots = sharedNumbers(memory.slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < memory.size; number++) {
      let slot = this.#hashAt(number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    memory.slots = slots;
  }

  #hashAt(number: number): number {
    const { letters, starts } = this.#memory;
    const end = starts[number + 1] as number;
    let hash = FIRST_HASH;
    for (let i = starts[number] as number; i < end; i++) hash = mixed(hash, letters[i] as number);
    return finished(hash);
  }
}

/** FNV-1a, with its high bits folded in: the table looks at the low ones. */
const FIRST_HASH = 0x811c9dc5 | 0;

function mixed(hash: number, letter: number): number {
  return Math.imul(hash ^ letter, 0x01000193);
}

function finished(hash: number): number {
  return hash ^ (hash >>> 15);
}

function hashOf(term: string): number {
  let hash = FIRST_HASH;
  for (let i = 0; i < term.length; i++) hash = mixed(hash, term.charCodeAt(i));
  return finished(hash);
}

function emptyMemory(): SharedTerms {
  return {
    letters: sharedBytes(1 << 14),
    starts: sharedNumbers(1 << 12),
    slots: sharedNumbers(1 << 13),
    size: 0,
  };
}
