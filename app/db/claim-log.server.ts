/**
 * The log of claims, as a process keeps it: pages note what they showed and go on, and every few seconds what is new goes to
 * Postgres in one statement. A claim that stands on a page all day is written once a minute, however often it is seen.
 */
import { LRUCache } from "lru-cache";
import type { ShownClaim } from "#app/domain/shown-claim.ts";
import { pools } from "./client.server.ts";
import { logShownClaims, type TimedClaim } from "./shown-claims.ts";

const FLUSH_MS = 5_000;
const MINUTE_MS = 60_000;
/** Claims in one statement, about 500 bytes each. */
const BATCH = 1_000;
/** Claims that may wait while Postgres does not answer; no page can be made then either. About 15 MB. */
const MAX_WAITING = 30_000;
/** Claims of which is known that they were written this minute. */
const MAX_WRITTEN = 50_000;

export type ClaimWriter = (claims: readonly TimedClaim[]) => Promise<unknown>;
export type FailureHearer = (error: unknown, counts: { waiting: number; lost: number }) => void;

export class ClaimLog {
  readonly #write: ClaimWriter;
  readonly #maxWaiting: number;
  #waiting = new Map<string, TimedClaim>();
  /** The minute up to which a claim is written down. */
  readonly #written = new LRUCache<string, number>({ max: MAX_WRITTEN });
  #flushing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #onFailure: FailureHearer = () => undefined;
  #lost = 0;

  constructor(write: ClaimWriter, maxWaiting = MAX_WAITING) {
    this.#write = write;
    this.#maxWaiting = maxWaiting;
  }

  /** Claims that are not in Postgres yet. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Notes that these claims were shown at `at`. Costs a page a few look-ups; never waits, never throws. */
  note(claims: readonly ShownClaim[], at: Date): void {
    const minute = Math.floor(at.getTime() / MINUTE_MS);
    for (const claim of claims) {
      const known = this.#waiting.get(claim.key);
      if (known !== undefined) {
        this.#waiting.set(claim.key, { ...known, lastShownAt: minuteAt(minute) });
      } else if (this.#written.get(claim.key) !== minute) {
        this.#add(claim, minute);
      }
    }
  }

  #add(claim: ShownClaim, minute: number): void {
    if (this.#waiting.size >= this.#maxWaiting) {
      this.#lost += 1;
      return;
    }
    const shownAt = minuteAt(minute);
    this.#waiting.set(claim.key, { claim, firstShownAt: shownAt, lastShownAt: shownAt });
  }

  /** Writes what waits. What could not be written waits on. One at a time; whoever asks meanwhile waits for the same. */
  flush(): Promise<void> {
    this.#flushing ??= this.#flushAll().finally(() => {
      this.#flushing = undefined;
    });
    return this.#flushing;
  }

  async #flushAll(): Promise<void> {
    try {
      while (this.#waiting.size > 0) {
        const batch = [...this.#waiting.values()].slice(0, BATCH);
        await this.#write(batch);
        for (const written of batch) this.#done(written);
      }
    } catch (error) {
      this.#onFailure(error, { waiting: this.#waiting.size, lost: this.#lost });
    }
  }

  /** Shown again while it was being written: it waits on with its new time. */
  #done(written: TimedClaim): void {
    const { key } = written.claim;
    if (this.#waiting.get(key) === written) this.#waiting.delete(key);
    this.#written.set(key, Math.floor(written.lastShownAt.getTime() / MINUTE_MS));
  }

  /** Flushes every few seconds until {@link close}. `onFailure` hears of each flush that failed. */
  start(onFailure: FailureHearer): void {
    this.#onFailure = onFailure;
    this.#timer ??= setInterval(() => void this.flush(), FLUSH_MS).unref();
  }

  /** Stops the clock and writes the rest. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.flush();
    // Noted while that was under way.
    await this.flush();
  }
}

function minuteAt(minute: number): Date {
  return new Date(minute * MINUTE_MS);
}

const globalLog = globalThis as typeof globalThis & { tallyhouseClaims?: ClaimLog };

/** The process's log. Held on globalThis, as the pools are: pages note in one module graph, the server closes in another. */
export function claimLog(): ClaimLog {
  globalLog.tallyhouseClaims ??= new ClaimLog((claims) => logShownClaims(pools().member.db, claims));
  return globalLog.tallyhouseClaims;
}
