export type WaterfallRow = {
  label: string;
  amountText: string;
  note?: string;
  /** The rule that made this step, "Category cap, markup 14 %". */
  ruleText?: string;
  /** A step that another one overruled: kept in sight, set quietly. */
  overruled?: boolean;
};

/** How a price came about, read like a bill: what went in on the left, the amount at the right, the total ruled off. */
export function Waterfall({
  caption,
  rows,
  total,
}: {
  caption: string;
  rows: readonly WaterfallRow[];
  total: { label: string; amountText: string; note?: string };
}) {
  return (
    <table className="bill">
      <caption>{caption}</caption>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.label}${row.amountText}`} className={row.overruled ? "is-overruled" : undefined}>
            <th scope="row">
              {row.label}
              {row.ruleText && <small>{row.ruleText}</small>}
              {row.note && <small>{row.note}</small>}
            </th>
            <td>{row.amountText}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            {total.label}
            {total.note && <small>{total.note}</small>}
          </th>
          <td>{total.amountText}</td>
        </tr>
      </tfoot>
    </table>
  );
}
