/** Where the points of the index chart lie. All integers of the drawing's own units. */

export type ChartPoint = { readonly at: number; readonly tenths: number };
export type ChartSeries = { readonly name: string; readonly points: readonly ChartPoint[] };

export const CHART = { width: 440, height: 240, left: 34, right: 104, top: 14, bottom: 26 } as const;
/** Index points between two rules, in tenths. */
const RULE_STEP = 50;
/** 100.0: as dear as they are. */
export const PAR = 1_000;
const LABEL_GAP = 15;

export type Scale = {
  x(at: number): number;
  y(tenths: number): number;
  /** Tenths at which a rule is drawn, the lowest first; par is always among them. */
  readonly rules: readonly number[];
  readonly from: number;
  readonly to: number;
};

/** A scale that holds every point and par. Needs a point at least. */
export function scaleOf(series: readonly ChartSeries[]): Scale {
  const points = series.flatMap((one) => one.points);
  const tenths = [...points.map((point) => point.tenths), PAR];
  const low = Math.floor((Math.min(...tenths) - 1) / RULE_STEP) * RULE_STEP;
  const high = Math.ceil(Math.max(...tenths) / RULE_STEP) * RULE_STEP;
  const from = Math.min(...points.map(({ at }) => at));
  const to = Math.max(...points.map(({ at }) => at));
  const { width, height, left, right, top, bottom } = CHART;
  const span = Math.max(1, to - from);
  return {
    from,
    to,
    rules: Array.from({ length: (high - low) / RULE_STEP + 1 }, (_, i) => low + i * RULE_STEP),
    x: (at) => Math.round(to === from ? width - right : left + ((at - from) / span) * (width - left - right)),
    y: (value) => Math.round(top + ((high - value) / (high - low)) * (height - top - bottom)),
  };
}

/** Heights for labels that belong at `wanted`, moved apart so that none covers another; in the order given. */
export function labelHeights(wanted: readonly number[]): number[] {
  const order = wanted.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y || a.index - b.index);
  const placed = [...wanted];
  let last = Number.NEGATIVE_INFINITY;
  for (const { y, index } of order) {
    last = Math.max(y, last + LABEL_GAP);
    placed[index] = last;
  }
  return placed;
}
