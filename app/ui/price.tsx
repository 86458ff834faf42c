import { type Currency, formatMoney, minorDigits } from "#app/domain/money.ts";

/** "$999.99" fits at full size; what is longer is set smaller. */
const LONG = 7;

/** An amount as a shelf sign sets it: big whole part, raised cents. Read aloud and copied, it is still "$18.49". */
export function Price({ minor, currency }: { minor: number; currency: Currency }) {
  const text = formatMoney(minor, currency);
  if (minorDigits(currency) === 0) return <b className="price">{text}</b>;
  return (
    <b className={text.length > LONG ? "price price-long" : "price"}>
      {text.slice(0, -3)}
      <span>
        <i>.</i>
        {text.slice(-2)}
      </span>
    </b>
  );
}

/** An amount inside a line, a form or a table cell: tabular figures, no raised cents. */
export function Amount({ minor, currency }: { minor: number; currency: Currency }) {
  return <span className="amount">{formatMoney(minor, currency)}</span>;
}
