/** An invariant of the whole database: one statement that finds what breaks it. */
export type Check = {
  /** How the operator names it: "one-primary-seat". */
  readonly name: string;
  /** What holds in a sound club, as a sentence. */
  readonly about: string;
  /**
   * Rows (subject text, detail text), each something that breaks it. May read the present from `clock`, which has one row
   * with `now`. Reads only.
   */
  readonly sql: string;
  /** Where Postgres can't judge: whether a row breaks it. Left out, every row does. */
  readonly isBroken?: (row: Found) => boolean;
};

export type Found = { readonly subject: string; readonly detail: string };

export type CheckResult = {
  readonly name: string;
  readonly about: string;
  /** How many break it; all are counted. */
  readonly found: number;
  /** The first of them. */
  readonly examples: readonly Found[];
};
