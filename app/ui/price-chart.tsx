import { dayText } from "#app/domain/checked.ts";
import { type PriceHistory, type PriceRun, type PriceSeries, priceTicks } from "#app/domain/price-history.ts";
import { timeTicks } from "./price-chart-axis.ts";

type Link = (observation: string) => string;

const PLOT_TOP = 8;
const PLOT_HEIGHT = 208;
const AXIS_HEIGHT = 26;
/** Units across the plot, whatever its width on the screen: lines are stretched, their strokes and all letters are not. */
const ACROSS = 1_000;

/** Where a time and an amount lie in the plot. */
type Scale = { readonly x: (at: Date) => number; readonly y: (amount: number) => number };

/**
 * How prices went, as steps on one unit: a line as long as a price held, a gap where nobody knew. Drawn on the server; the
 * same is told as a table below. `now` dates the words.
 */
export function PriceChart({
  history,
  now,
  evidenceHref,
}: {
  history: PriceHistory;
  now: Date;
  evidenceHref: Link;
}) {
  const amounts = history.series.flatMap(({ runs }) => runs.map(({ amount }) => amount));
  const ticks = priceTicks(Math.min(...amounts), Math.max(...amounts));
  const scale = scaleOf(history, ticks[0]?.at ?? 0, ticks.at(-1)?.at ?? 1);
  const drawn = withLooks(history.series);
  const since = dayText(history.from, now);
  return (
    <section className="history">
      <h2>{`Price history ${history.perText}`}</h2>
      <ul className="history-key">{drawn.map((one) => keyOf(one, history, now))}</ul>
      <svg
        className="history-plot"
        role="img"
        aria-labelledby="history-title history-desc"
        width="100%"
        height={PLOT_TOP + PLOT_HEIGHT + AXIS_HEIGHT}
      >
        <title id="history-title">{`Prices ${history.perText} from ${since} to ${dayText(history.until, now)}`}</title>
        <defs>
          {drawn.map(
            ({ look }) =>
              MARKS[look] !== undefined && <path key={look} id={`mark-${look}`} d={MARKS[look]} />,
          )}
        </defs>
        <desc id="history-desc">{history.series.map((one) => describe(one, now)).join(" ")}</desc>
        {ticks.map(({ at, text }) => (
          <g key={at} className="history-grid">
            <line x1="0" x2="100%" y1={PLOT_TOP + scale.y(at)} y2={PLOT_TOP + scale.y(at)} />
            <text x="0" y={PLOT_TOP + scale.y(at) - 4}>
              {text}
            </text>
          </g>
        ))}
        {timeTicks(history.from, history.until).map(({ at, text }) => (
          <g key={text} className="history-grid">
            <line
              x1={percent(scale.x(at))}
              x2={percent(scale.x(at))}
              y1={PLOT_TOP + PLOT_HEIGHT}
              y2={PLOT_TOP + PLOT_HEIGHT + 5}
            />
            <text x={percent(scale.x(at))} y={PLOT_TOP + PLOT_HEIGHT + 20} textAnchor={anchorAt(scale.x(at))}>
              {text}
            </text>
          </g>
        ))}
        <svg
          aria-hidden="true"
          y={PLOT_TOP}
          width="100%"
          height={PLOT_HEIGHT}
          viewBox={`0 0 ${ACROSS} ${PLOT_HEIGHT}`}
          preserveAspectRatio="none"
        >
          {drawn.map(({ label, look, kind, runs }) =>
            kind === "retail" ? null : (
              <path key={label} className={`line-${look}`} d={stepPath(runs, scale)} />
            ),
          )}
        </svg>
        {drawn.map((one) => marksOf(one, scale))}
      </svg>
      <p className="compare-foot">
        A mark is a check that found another price, or the first after a gap. Its line is as long as the price
        held, as far as it was checked; where it breaks off, nobody had checked for longer than a check holds.
      </p>
      <details className="history-table">
        <summary>The same as a table</summary>
        <HistoryTable history={history} now={now} evidenceHref={evidenceHref} />
      </details>
    </section>
  );
}

function scaleOf({ from, until }: PriceHistory, least: number, most: number): Scale {
  const span = until.getTime() - from.getTime();
  return {
    x: (at) => Math.round(((at.getTime() - from.getTime()) / span) * ACROSS),
    y: (amount) => Math.round((1 - (amount - least) / (most - least)) * PLOT_HEIGHT * 10) / 10,
  };
}

function percent(x: number): string {
  return `${(x * 100) / ACROSS}%`;
}

/** Letters at the ends stay inside. */
function anchorAt(x: number): "start" | "middle" | "end" {
  if (x < ACROSS * 0.03) return "start";
  return x > ACROSS * 0.97 ? "end" : "middle";
}

/** One subpath a stretch without a gap: across while a price holds, up or down where the next one begins. */
function stepPath(runs: readonly PriceRun[], { x, y }: Scale): string {
  let path = "";
  let end: Date | undefined;
  for (const run of runs) {
    const joins = end !== undefined && end >= run.from;
    path += joins ? `V${y(run.amount)}` : `M${x(run.from)} ${y(run.amount)}`;
    path += `H${x(run.until)}`;
    end = run.until;
  }
  return path;
}

/** Shapes that tell the lines apart without colour; each marks where a price began. */
const MARKS: Readonly<Record<string, string>> = {
  retail: "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1-5 0Z",
  "1": "M-4-4H4V4H-4Z",
  "2": "M0-5L5 4H-5Z",
  "3": "M0-5.5L5.5 0L0 5.5L-5.5 0Z",
  "4": "M0 5L5-4H-5Z",
  "5": "M-4 0A4 4 0 1 1 4 0A4 4 0 1 1-4 0Z",
};

type Drawn = PriceSeries & { readonly look: string };

/** Each series with its look: the club's, retail's, or one of five for the shops in their order. */
function withLooks(series: readonly PriceSeries[]): Drawn[] {
  let shops = 0;
  return series.map((one) => ({
    ...one,
    look: one.kind === "theirs" ? String((shops++ % 5) + 1) : one.kind,
  }));
}

function marksOf({ label, look, runs }: Drawn, { x, y }: Scale) {
  if (MARKS[look] === undefined) return null;
  return runs.map(({ from, amount }) => (
    <use
      key={`${label}${from.getTime()}`}
      className={`mark-${look}`}
      href={`#mark-${look}`}
      x={percent(x(from))}
      y={PLOT_TOP + y(amount)}
    />
  ));
}

/** The last price that is known, with its day where that is past. */
function keyOf({ label, look, runs }: Drawn, { until }: PriceHistory, now: Date) {
  const last = runs.at(-1);
  const isPast = last !== undefined && last.until < until;
  return (
    <li key={label}>
      <svg aria-hidden="true" width="28" height="12">
        {look !== "retail" && <line className={`line-${look}`} x1="0" x2="28" y1="6" y2="6" />}
        {MARKS[look] !== undefined && <use className={`mark-${look}`} href={`#mark-${look}`} x="14" y="6" />}
      </svg>
      {label} <b>{last?.amountText}</b>
      {isPast && <small>{dayText(last.until, now)}</small>}
    </li>
  );
}

/** "Costco: 39.1¢ on 20 Nov, between 37.4¢ and 39.1¢." */
function describe({ label, runs }: PriceSeries, now: Date): string {
  const [least] = [...runs].sort((a, b) => a.amount - b.amount);
  const most = [...runs].sort((a, b) => b.amount - a.amount)[0];
  const last = runs.at(-1);
  if (least === undefined || most === undefined || last === undefined) return "";
  const range = least.amount === most.amount ? "" : `, between ${least.amountText} and ${most.amountText}`;
  return `${label}: ${last.amountText} on ${dayText(last.until, now)}${range}.`;
}

function HistoryTable({
  history,
  now,
  evidenceHref,
}: {
  history: PriceHistory;
  now: Date;
  evidenceHref: Link;
}) {
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">Held</th>
          <th scope="col" className="num">
            {`Price ${history.perText}`}
          </th>
          <th scope="col">Price of the pack</th>
        </tr>
      </thead>
      {history.series.map(({ label, runs }) => (
        <tbody key={label}>
          <tr>
            <th scope="rowgroup" colSpan={3}>
              {label}
            </th>
          </tr>
          {runs.toReversed().map((run) => (
            <tr key={run.from.getTime()}>
              <td>{heldText(run, now)}</td>
              <td className="num">{run.amountText}</td>
              <td>
                {run.observation === null ? (
                  run.packText
                ) : (
                  <a href={evidenceHref(run.observation)}>{run.packText}</a>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function heldText({ from, until }: PriceRun, now: Date): string {
  const [first, last] = [dayText(from, now), dayText(until, now)];
  return first === last ? first : `${first} to ${last}`;
}
