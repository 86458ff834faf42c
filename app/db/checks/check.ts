import type postgres from "postgres";

/** An invariant of the whole database. */
export type Check = StatedCheck | WalkedCheck;

type Named = {
  /** How the operator names it: "one-primary-seat". */
  readonly name: string;
  /** What holds in a sound club, as a sentence. */
  readonly about: string;
};

/** One statement finds what breaks it. */
export type StatedCheck = Named & {
  /**
   * Rows (subject text, detail text), each something that breaks it. May read the present from `clock`, which has one row
   * with `now`. Reads only.
   */
  readonly sql: string;
  /** Where Postgres can't judge: whether a row breaks it. Left out, every row does. */
  readonly isBroken?: (row: Found) => boolean;
};

/** Postgres can't judge it: what is stored is walked through, in constant memory. */
export type WalkedCheck = Named & {
  /** Tells whatever breaks it. Reads only. May answer notes that the operator should see even when all holds. */
  readonly walk: (tx: postgres.TransactionSql, tell: (found: Found) => void) => Promise<readonly string[]>;
};

export type Found = { readonly subject: string; readonly detail: string };

export type CheckResult = {
  readonly name: string;
  readonly about: string;
  /** How many break it; all are counted. */
  readonly found: number;
  /** The first of them. */
  readonly examples: readonly Found[];
  /** What the operator should see even when all holds. */
  readonly notes?: readonly string[];
};
