/** How often and how long a mail is tried. */
const MINUTES = 60_000;

/** Minutes to the next try after the first, the second ...: in all about a day and a half. */
const WAITS_MINUTES = [1, 5, 15, 60, 240, 720, 1080] as const;

/** Tries before somebody has to look. */
export const MAX_TRIES = WAITS_MINUTES.length + 1;

/** When to try again after `tries` that failed; null when it is given up. */
export function nextTryAt(tries: number, now: Date): Date | null {
  const minutes = WAITS_MINUTES[tries - 1];
  return minutes === undefined ? null : new Date(now.getTime() + minutes * MINUTES);
}

/** How long a mail is one deliverer's: longer than a sending can take, so that it runs out only where one has died. */
export const LEASE_MINUTES = 10;

export function leaseUntil(now: Date): Date {
  return new Date(now.getTime() + LEASE_MINUTES * MINUTES);
}
