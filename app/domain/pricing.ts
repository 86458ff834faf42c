/** How a rule turns a landed cost into a club price. Markup is on cost; margin is of the price: never mixed up. */

/** What a rule aims at. Markup in basis points of landed cost. */
export type Strategy = { readonly kind: "cost-plus"; readonly markupBps: number };

/** Limits that run after the strategy; the margin floor runs last. */
export type Guardrails = {
  /** Price endings in cents (0-99), as 99 for x.99; rounds down to the next lower ending. */
  readonly endingCents?: number;
};

/** One step of a proposal: what it did, to what amount it led, and the rule that made it. */
export type WaterfallStep = {
  readonly label: string;
  readonly cents: number;
  readonly note?: string;
};

export type Waterfall = { readonly steps: readonly WaterfallStep[] };
