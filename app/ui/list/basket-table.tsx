import type { BasketOutcome } from "#app/domain/basket-comparison.ts";

export type BasketTableLine = {
  id: number;
  title: string;
  href: string;
  quantity: number;
  /** Null where the line is not compared; `noteText` then says why. */
  oursText: string | null;
  theirsText: string | null;
  noteText: string;
  checkedText: string | null;
  evidenceHref: string | null;
};

export type BasketTableData = {
  name: string;
  outcome: BasketOutcome | "price-only";
  /** "9 of 12 items". */
  countText: string;
  ownLabel: string;
  oursText: string;
  theirsText: string;
  /** "Cheaper here by $12.40 (8.1 %)"; null where nothing is claimed. */
  verdictText: string | null;
  lines: readonly BasketTableLine[];
};

/** What a list costs at each retailer: both totals over the same lines, and every line with its record below. */
export function BasketTables({ baskets }: { baskets: readonly BasketTableData[] }) {
  return (
    <ul className="basket">
      {baskets.map((basket) => (
        <li key={basket.name} className={basket.outcome}>
          <h3>{basket.name}</h3>
          <dl>
            <div>
              <dt>{basket.ownLabel}</dt>
              <dd>{basket.oursText}</dd>
            </div>
            <div>
              <dt>{basket.name === "Retail" ? "At retail" : `At ${basket.name}`}</dt>
              <dd>{basket.theirsText}</dd>
            </div>
          </dl>
          <p>
            {basket.verdictText !== null && <strong>{basket.verdictText}</strong>}
            <small>{`Over the ${basket.countText} that can be compared`}</small>
          </p>
          <details>
            <summary>Line by line</summary>
            <BasketLines basket={basket} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function BasketLines({ basket }: { basket: BasketTableData }) {
  const compared = basket.lines.filter((line) => line.theirsText !== null);
  const others = basket.lines.filter((line) => line.theirsText === null);
  return (
    <>
      <table className="basket-lines">
        <caption className="sr-only">{`Line by line against ${basket.name}`}</caption>
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col" className="num">
              {basket.ownLabel}
            </th>
            <th scope="col" className="num">
              {basket.name}
            </th>
          </tr>
        </thead>
        <tbody>
          {compared.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                <a href={line.href}>{line.title}</a>{" "}
                <span className="whitespace-nowrap">{`× ${line.quantity}`}</span>
                <LineRecord line={line} retailer={basket.name} />
              </th>
              <td className="num">{line.oursText}</td>
              <td className="num">{line.theirsText}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {others.length > 0 && (
        <ul className="basket-others">
          {others.map((line) => (
            <li key={line.id}>
              <a href={line.href}>{line.title}</a>
              <LineRecord line={line} retailer={basket.name} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function LineRecord({ line, retailer }: { line: BasketTableLine; retailer: string }) {
  return (
    <small>
      {recordText(line)}
      {line.evidenceHref !== null && (
        <a href={line.evidenceHref} aria-label={`Evidence for ${line.title} at ${retailer}`}>
          Evidence
        </a>
      )}
    </small>
  );
}

/** A note is set off from the check by a point; a reason, which is a sentence, is not. */
function recordText({ noteText, checkedText }: BasketTableLine): string {
  if (checkedText === null) return noteText;
  return noteText.endsWith(".") ? `${noteText} ${checkedText}` : `${noteText} · ${checkedText}`;
}
