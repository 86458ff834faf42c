/** Chance that comes out the same every time: one stream of numbers for each key. */
import { v7 as uuidv7 } from "uuid";

export type Random = {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** A number from `min` to `max`. */
  between(min: number, max: number): number;
  /** Whether something of this share (0-1) happens. */
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
};

/** The stream of `key`. Streams of different keys have nothing to do with each other, millions of them as few. */
export function randomOf(key: string): Random {
  // SFC32 (Chris Doty-Humphrey's small fast counter), seeded with 64 bits of the key.
  let a = hashText(key, 0x811c9dc5, 0x01000193);
  let b = hashText(key, 0x9dc5811c, 0x85ebca6b);
  let c = a ^ b;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 10; round++) next();
  return {
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    between: (min, max) => min + next() * (max - min),
    chance: (share) => next() < share,
    pick: (list) => {
      const picked = list[Math.floor(next() * list.length)];
      if (picked === undefined) throw new Error("Nothing to pick from.");
      return picked;
    },
  };
}

/** FNV-1a with a start and a prime of choice: two of them make 64 bits. */
function hashText(text: string, start: number, prime: number): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), prime);
  return hash ^ (hash >>> 15);
}

/** A version 7 UUID of `at`, the same for the same random stream. */
export function uuidOf(random: Random, at: Date): string {
  const bytes = Uint8Array.from({ length: 16 }, () => Math.floor(random.next() * 256));
  return uuidv7({ msecs: at.getTime(), random: bytes });
}
