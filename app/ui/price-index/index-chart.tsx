import { indexText } from "#app/domain/price-index.ts";
import { CHART, type ChartSeries, labelHeights, PAR, scaleOf } from "./chart-scale.ts";

/** Lines are told apart by their dashes and their names, not by colour alone. */
const LOOKS = ["is-1", "is-2", "is-3", "is-4", "is-5"] as const;

/** The index over time, drawn on the server. What it shows stands in the table beside it too. */
export function IndexChart({
  series,
  fromText,
  toText,
}: {
  series: readonly ChartSeries[];
  /** Dates of the first and the last point. */
  fromText: string;
  toText: string;
}) {
  const drawn = series.filter(({ points }) => points.length > 0);
  if (drawn.length === 0) return null;
  const scale = scaleOf(drawn);
  const { width, height, left, right } = CHART;
  const ends = drawn.map(({ points }) => points.at(-1) as { at: number; tenths: number });
  const heights = labelHeights(ends.map(({ tenths }) => scale.y(tenths)));
  const told = drawn
    .map(({ name }, i) => `${name} ${indexText((ends[i] as { tenths: number }).tenths)}`)
    .join(", ");
  return (
    <svg
      className="index-chart"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`Price index from ${fromText} to ${toText}, where 100 is as dear as they are. Latest: ${told}.`}
    >
      {scale.rules.map((tenths) => (
        <g key={tenths} className={tenths === PAR ? "par" : undefined}>
          <path d={`M${left} ${scale.y(tenths)}H${width - right}`} />
          <text x={left - 6} y={scale.y(tenths) + 4} textAnchor="end">
            {tenths / 10}
          </text>
        </g>
      ))}
      <text x={left} y={height - 6}>
        {fromText === toText ? "" : fromText}
      </text>
      <text x={width - right} y={height - 6} textAnchor="end">
        {toText}
      </text>
      {drawn.map(({ name, points }, i) => (
        <g key={name} className={`series ${LOOKS[i % LOOKS.length]}`}>
          <path
            d={points
              .map(({ at, tenths }, n) => `${n === 0 ? "M" : "L"}${scale.x(at)} ${scale.y(tenths)}`)
              .join("")}
          />
          {points.map(({ at, tenths }) => (
            <circle key={at} cx={scale.x(at)} cy={scale.y(tenths)} r="3" />
          ))}
          <text x={width - right + 9} y={(heights[i] ?? 0) + 4}>
            {name} <tspan>{indexText((ends[i] as { tenths: number }).tenths)}</tspan>
          </text>
        </g>
      ))}
    </svg>
  );
}
