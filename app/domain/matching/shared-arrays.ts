/** Numbers and bytes in memory that threads can share: an index is built by one and searched by several. */

/** A copy with room for `least` numbers, half as large again. */
export function grown(array: Int32Array, least: number): Int32Array<SharedArrayBuffer> {
  const copy = sharedNumbers(Math.max(least, Math.ceil(array.length * 1.5)));
  copy.set(array);
  return copy;
}

export function sharedNumbers(length: number): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(length * 4));
}

/** A copy with room for `least` bytes, half as large again. */
export function grownBytes(array: Uint8Array, least: number): Uint8Array<SharedArrayBuffer> {
  const copy = sharedBytes(Math.max(least, Math.ceil(array.length * 1.5)));
  copy.set(array);
  return copy;
}

export function sharedBytes(length: number): Uint8Array<SharedArrayBuffer> {
  return new Uint8Array(new SharedArrayBuffer(length));
}
