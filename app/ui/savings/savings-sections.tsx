import { DataTable } from "../table.tsx";

export type SavingsNowData = {
  savedText: string;
  /** Of the fee, 0 to 100. */
  percent: number;
  feeText: string;
  sentence: string;
};
export type ListAdds = { addsText: string; countText: string };

/** Saved so far, against the fee. */
export function SavingsNow({ now, list }: { now: SavingsNowData; list: ListAdds | null }) {
  return (
    <section className="savings-now">
      <h2>Saved so far</h2>
      <b>{now.savedText}</b>
      <progress value={now.percent} max="100" aria-label={`Of the fee of ${now.feeText}`}>
        {`${now.percent} %`}
      </progress>
      <p>{now.sentence}</p>
      {list !== null && (
        <p>
          <a href="/list">Your list</a>
          {` would add ${list.addsText}, with a comparison for ${list.countText}.`}
        </p>
      )}
    </section>
  );
}

export type SavingsMonthData = {
  month: string;
  monthText: string;
  paidText: string;
  savedText: string;
  isMinus: boolean;
  comparedText: string;
};

export function SavingsMonths({ months }: { months: readonly SavingsMonthData[] }) {
  return (
    <section className="grid gap-3">
      <h2>By month</h2>
      <DataTable
        caption="Savings by month"
        captionHidden
        rows={months}
        rowKey={(month) => month.month}
        emptyText="Nothing was bought in this year yet."
        columns={[
          { header: "Month", rowHeader: true, cell: (month) => month.monthText },
          { header: "Saved", numeric: true, cell: (month) => <Saved {...month} /> },
          { header: "Paid", numeric: true, cell: (month) => month.paidText },
          { header: "Compared", numeric: true, cell: (month) => month.comparedText },
        ]}
      />
    </section>
  );
}

export type SavingsLineData = {
  id: string;
  href: string;
  title: string;
  quantity: number;
  dateText: string;
  paidText: string;
  theirsText: string | null;
  savedText: string;
  isMinus: boolean;
  /** The retailer that asked least, or why nothing is claimed. */
  againstText: string;
  evidenceHref: string | null;
};

export function SavingsLines({ lines }: { lines: readonly SavingsLineData[] }) {
  if (lines.length === 0) return null;
  return (
    <section className="grid gap-3">
      <h2>Line by line</h2>
      <DataTable
        caption="Savings line by line"
        captionHidden
        rows={lines}
        rowKey={(line) => line.id}
        emptyText=""
        columns={[
          {
            header: "Item",
            rowHeader: true,
            cell: (line) => (
              <>
                <a href={line.href}>{line.title}</a>
                <small className="block">{`${line.quantity} × on ${line.dateText}`}</small>
              </>
            ),
          },
          { header: "Saved", numeric: true, cell: (line) => <Saved {...line} /> },
          { header: "Paid", numeric: true, cell: (line) => line.paidText },
          { header: "Theirs", numeric: true, cell: (line) => line.theirsText ?? "–" },
          {
            header: "Against",
            cell: (line) =>
              line.evidenceHref === null ? (
                <small className="words">{line.againstText}</small>
              ) : (
                <a
                  href={line.evidenceHref}
                  aria-label={`Evidence for ${line.title} on ${line.dateText} at ${line.againstText}`}
                >
                  {line.againstText}
                </a>
              ),
          },
        ]}
      />
    </section>
  );
}

function Saved({ savedText, isMinus }: { savedText: string; isMinus: boolean }) {
  return <span className={isMinus ? "savings-minus" : undefined}>{savedText}</span>;
}
