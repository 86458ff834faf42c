/** A finished message: what a recipient is told, in both forms. Who gets it, and once, is the outbox's affair. */
export type Mail = {
  /** Which message it is, for the desk's timeline: "renewal-reminder". */
  readonly kind: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};
