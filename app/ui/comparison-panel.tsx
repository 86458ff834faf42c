import type { ReferenceLineData } from "./shelf-sign.tsx";

/** One bar: a unit price on the panel's one unit. `amount` is an integer on any scale that all bars share. */
export type ComparisonBar = {
  label: string;
  kind: "club" | "open-door" | "retail" | "cheaper-here" | "dearer-here" | "same" | "price-only";
  amount: number;
  /** "18.2¢". */
  amountText: string;
  /** "61.5¢/100 ml"; null where the metric unit is the same. */
  metricText: string | null;
  /** "$34.99 for 6 × 32 fl oz". */
  packText: string;
  /** "11 % cheaper here", "Costco is cheaper by 4 %", "Recommended retail price". */
  verdictText: string | null;
  /** "2.4¢ per fl oz, $4.61 on this pack". */
  savingText: string | null;
  checkedText: string | null;
  /** "The same item", "Equivalent: theirs is organic". */
  matchText: string | null;
  evidenceHref: string | null;
};

/** A reference that we don't compare with, and why. */
export type ComparisonRefusal = Pick<ReferenceLineData, "retailer" | "text" | "checkedText" | "evidenceHref">;

export type ComparisonPanelData = {
  /** "per fl oz". */
  perText: string;
  bars: readonly ComparisonBar[];
  refusals: readonly ComparisonRefusal[];
};

/** Who is cheaper, on one unit, with the date and the evidence of each line; a reference that is cheaper says so. */
export function ComparisonPanel({ panel }: { panel: ComparisonPanelData }) {
  const longest = Math.max(1, ...panel.bars.map((bar) => bar.amount));
  return (
    <section className="compare">
      <h2>{`Compared ${panel.perText}`}</h2>
      <p className="compare-lead">
        Goods alone, before delivery, sales tax and membership fees, unless a line says otherwise.
      </p>
      {panel.bars.length > 0 && (
        <ul className="compare-bars">
          {panel.bars.map((bar) => (
            <li key={bar.label} className={bar.kind}>
              <b>{bar.label}</b>
              <svg aria-hidden="true" height="18" width="100%">
                <rect width={`${Math.round((bar.amount / longest) * 1000) / 10}%`} height="18" />
              </svg>
              <b className="amount">
                {bar.amountText}
                {bar.metricText !== null && <small>{bar.metricText}</small>}
              </b>
              <BarText bar={bar} />
            </li>
          ))}
        </ul>
      )}
      {panel.refusals.length > 0 && <h3>Not compared, and why</h3>}
      {panel.refusals.length > 0 && (
        <ul className="compare-refusals">
          {panel.refusals.map((refusal) => (
            <li key={refusal.retailer}>
              <b>{refusal.retailer}</b> {refusal.text}
              <small>
                {refusal.checkedText}
                <EvidenceLink href={refusal.evidenceHref} retailer={refusal.retailer} />
              </small>
            </li>
          ))}
        </ul>
      )}
      <p className="compare-foot">Each price is as seen on the day it was checked. Prices may change.</p>
    </section>
  );
}

function BarText({ bar }: { bar: ComparisonBar }) {
  const facts = [bar.packText, bar.matchText, bar.checkedText].filter((text) => text !== null);
  return (
    <p>
      {bar.verdictText !== null && <strong>{bar.verdictText}</strong>}
      {bar.savingText !== null && <span className="compare-saving">{bar.savingText}</span>}
      <small>
        {facts.join(" · ")}
        <EvidenceLink href={bar.evidenceHref} retailer={bar.label} />
      </small>
    </p>
  );
}

function EvidenceLink({ href, retailer }: { href: string | null; retailer: string }) {
  if (href === null) return null;
  return (
    <a href={href} aria-label={`Evidence for ${retailer}`}>
      Evidence
    </a>
  );
}
