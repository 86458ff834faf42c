/** The SKUs of an index as they were given: a record each in memory that threads can share, far smaller than objects. */
import { MAX_DESCRIPTION, MAX_TITLE, type MatchItem } from "./reading.ts";
import { grown, grownBytes, sharedBytes, sharedNumbers } from "./shared-arrays.ts";

export type SharedItems = {
  bytes: Uint8Array;
  /** Where each record begins; one more entry than records. */
  starts: Int32Array;
  /** 1 where a SKU was taken out. */
  gone: Uint8Array;
  size: number;
};

/** A record: the fields in this order as JSON, trailing empty ones left out. */
type Fields = readonly [
  sku: string,
  title: string,
  brand: string | null | undefined,
  modelno: string | null | undefined,
  price: number | null | undefined,
  gtin: string | null | undefined,
  category: string | null | undefined,
  description: string | null | undefined,
];

/** Places in the bytes are 32-bit numbers. */
const MAX_BYTES = 2 ** 31 - 1;
/** UTF-8 takes at most three bytes for a unit of a string. */
const MAX_BYTES_PER_UNIT = 3;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class ItemStore {
  readonly #memory: SharedItems;

  /** Empty, or a view of what another thread has built. */
  constructor(memory: SharedItems = emptyMemory()) {
    this.#memory = memory;
  }

  /** What another thread can read the records by, once no more are added. */
  get memory(): SharedItems {
    return this.#memory;
  }

  /** Records added, those taken out among them. */
  get size(): number {
    return this.#memory.size;
  }

  /** Adds a record; gives its place. */
  add(sku: string, item: MatchItem): number {
    const memory = this.#memory;
    const place = memory.size;
    const { brand, modelno, price, gtin, category } = item;
    const title = item.title.slice(0, MAX_TITLE);
    const description = item.description?.slice(0, MAX_DESCRIPTION);
    const fields: Fields = [sku, title, brand, modelno, price, gtin, category, description];
    let last = fields.length;
    while (fields[last - 1] === undefined || fields[last - 1] === null) last -= 1;
    const record = JSON.stringify(fields.slice(0, last));
    const start = memory.starts[place] as number;
    const room = start + record.length * MAX_BYTES_PER_UNIT;
    if (room > MAX_BYTES) throw new RangeError("The SKUs take more than 2 GB: match them in several runs.");
    if (room > memory.bytes.length) memory.bytes = grownBytes(memory.bytes, room);
    if (place + 2 > memory.starts.length) memory.starts = grown(memory.starts, place + 2);
    if (place + 1 > memory.gone.length) memory.gone = grownBytes(memory.gone, place + 1);
    memory.starts[place + 1] = start + encoder.encodeInto(record, memory.bytes.subarray(start)).written;
    memory.size = place + 1;
    return place;
  }

  /** Takes the record out: it stays where it is and is passed over. */
  remove(place: number): void {
    this.#memory.gone[place] = 1;
  }

  isGone(place: number): boolean {
    return this.#memory.gone[place] === 1;
  }

  /** The SKU and what was said of it. */
  get(place: number): { sku: string; item: MatchItem } {
    const { bytes, starts } = this.#memory;
    // A decoder reads no shared memory: the slice is a copy.
    const record = bytes.slice(starts[place] as number, starts[place + 1] as number);
    const [sku, title, brand, modelno, price, gtin, category, description] = JSON.parse(
      decoder.decode(record),
    ) as Fields;
    return { sku, item: { title, brand, modelno, price, gtin, category, description } };
  }
}

function emptyMemory(): SharedItems {
  return { bytes: sharedBytes(1 << 16), starts: sharedNumbers(1 << 10), gone: sharedBytes(1 << 10), size: 0 };
}
