import { number, share } from "../amounts.ts";

export type RetailerRateView = {
  slug: string;
  name: string;
  freshnessDays: number;
  confirmed: number;
  fresh: number;
  medianAgeDays: number | null;
};

/** A share in basis points; null of nothing. */
export function rateBps(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part * 10_000) / whole);
}

/** Match rate and freshness by retailer, at a glance. */
export function RateFigures({
  active,
  retailers,
}: {
  active: number;
  retailers: readonly RetailerRateView[];
}) {
  return (
    <dl className="figures">
      {retailers.map((one) => (
        <div key={one.slug}>
          <dt>{one.name}</dt>
          <dd>
            {share(rateBps(one.fresh, active))}
            <small>{`${number(one.fresh)} of ${number(active)} items matched and fresh`}</small>
            <small>{freshText(one)}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The same in one line, above work that needs the screen. */
export function RateLine({ active, retailers }: { active: number; retailers: readonly RetailerRateView[] }) {
  return (
    <dl className="rate-line">
      {retailers.map((one) => (
        <div key={one.slug}>
          <dt>{one.name}</dt>
          <dd title={freshText(one)}>{share(rateBps(one.fresh, active))}</dd>
        </div>
      ))}
    </dl>
  );
}

function freshText({ confirmed, fresh, medianAgeDays }: RetailerRateView): string {
  if (confirmed === 0) return "nothing confirmed yet";
  const age = medianAgeDays === null ? "" : `, median ${medianAgeDays.toFixed(1)} days old`;
  return `${share(rateBps(fresh, confirmed))} of matches fresh${age}`;
}
