/** What a charge is made of, with its total; a credit has its minus. */
export function PriceLines({
  lines,
  total,
}: {
  lines: readonly { text: string; amount: string }[];
  total: { text: string; amount: string };
}) {
  return (
    <table className="w-full">
      <caption className="sr-only">{total.text}</caption>
      <tbody>
        {lines.map(({ text, amount }) => (
          <tr key={text} className="border-concrete-200 border-b">
            <th scope="row" className="py-2 pr-4 text-left font-normal">
              {text}
            </th>
            <td className="py-2 text-right tabular-nums">{amount}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" className="py-2 pr-4 text-left">
            {total.text}
          </th>
          <td className="py-2 text-right font-bold tabular-nums">{total.amount}</td>
        </tr>
      </tfoot>
    </table>
  );
}
