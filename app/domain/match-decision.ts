/** What a person may decide of a match, and what becomes of it. */
import type { ComparedMatch } from "./comparison.ts";

export type MatchKind = ComparedMatch["kind"];
export type MatchStatus = ComparedMatch["status"];

/** A match as it stands. */
export type StandingMatch = {
  readonly status: MatchStatus;
  readonly kind: MatchKind;
  readonly difference: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
};

export type Deed =
  | { readonly deed: "confirm"; readonly kind: "identical" | "other-pack" }
  /** An equivalent says what differs (16 CFR 233.2): the page shows it beside the claim. */
  | { readonly deed: "confirm"; readonly kind: "equivalent"; readonly difference: string }
  | { readonly deed: "reject" }
  /** Puts a decided match back into the queue; until then nothing is claimed. */
  | { readonly deed: "reopen" };

export type DecideResult =
  | { readonly ok: true; readonly after: StandingMatch }
  /** `decided`: it waits for nobody any more. `open`: it was not decided, so there is nothing to open again. */
  | { readonly ok: false; readonly reason: "decided" | "open" | "difference-unstated" };

/** A difference is shown whole beside a claim. */
export const MAX_DIFFERENCE = 160;

/** Whether the match waits for somebody. */
export function isOpen(status: MatchStatus): boolean {
  switch (status) {
    case "suggested":
    case "changed":
      return true;
    case "confirmed":
    case "rejected":
      return false;
    default: {
      const impossible: never = status;
      throw new Error(`Unknown status ${impossible}`);
    }
  }
}

/**
 * What `deed` makes of a match; null is a pair that nobody has suggested, which can be confirmed or rejected by hand. A match
 * that is decided already stays as it is: it must be opened again first.
 */
export function decide(match: StandingMatch | null, deed: Deed, by: string, now: Date): DecideResult {
  const open = match === null || isOpen(match.status);
  if (deed.deed === "reopen") {
    if (match === null || open) return { ok: false, reason: "open" };
    return { ok: true, after: { ...match, status: "suggested", decidedBy: null, decidedAt: null } };
  }
  if (!open) return { ok: false, reason: "decided" };
  const decided = { decidedBy: by, decidedAt: now };
  if (deed.deed === "reject") {
    const { kind, difference } = match ?? { kind: "identical", difference: null };
    return { ok: true, after: { status: "rejected", kind, difference, ...decided } };
  }
  const difference = deed.kind === "equivalent" ? deed.difference.trim().slice(0, MAX_DIFFERENCE) : null;
  if (difference === "") return { ok: false, reason: "difference-unstated" };
  return { ok: true, after: { status: "confirmed", kind: deed.kind, difference, ...decided } };
}

/** Whether two say the same of a pair: dates and names aside. */
export function saysTheSame(a: StandingMatch, b: StandingMatch): boolean {
  return a.status === b.status && a.kind === b.kind && a.difference === b.difference;
}
