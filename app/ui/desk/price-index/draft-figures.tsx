import { Button } from "../../button.tsx";
import { Field } from "../../form.tsx";
import { DataTable } from "../../table.tsx";

export type DraftFigureRow = {
  name: string;
  /** Null where nothing may be published. */
  indexText: string | null;
  linesText: string;
  /** What the figure tells, or why there is none. */
  discloses: string;
  checkedText: string | null;
  dropped: readonly { skuId: number; title: string; sentence: string }[];
};

/** The figures as they would be published now, and which lines drop out of each. */
export function DraftFigures({ figures }: { figures: readonly DraftFigureRow[] }) {
  return (
    <DataTable
      caption="Draft figures"
      captionHidden
      rows={figures}
      rowKey={(figure) => figure.name}
      rowState={(figure) => (figure.indexText === null ? "warn" : undefined)}
      emptyText="Nothing in this basket can be compared with anybody now."
      columns={[
        { header: "Against", rowHeader: true, cell: (figure) => figure.name },
        { header: "Index", numeric: true, cell: (figure) => <b>{figure.indexText ?? "–"}</b> },
        { header: "Lines", numeric: true, cell: (figure) => figure.linesText },
        { header: "Checks", cell: (figure) => figure.checkedText ?? "" },
        { header: "What it tells", cell: (figure) => figure.discloses },
        {
          header: "Left out",
          cell: ({ dropped }) =>
            dropped.length === 0 ? (
              "None"
            ) : (
              <details>
                <summary>{dropped.length}</summary>
                <ul>
                  {dropped.map(({ skuId, title, sentence }) => (
                    <li key={skuId}>
                      <a href={`/desk/skus/${skuId}`}>{title}</a> {sentence}
                    </li>
                  ))}
                </ul>
              </details>
            ),
        },
      ]}
    />
  );
}

export type PublicationRow = {
  id: string;
  asOfText: string;
  versionText: string;
  figuresText: string;
  withdrawnText: string | null;
};

/** What was published of a basket, each with its withdrawal or the form for it. */
export function Publications({
  rows,
  error,
  typed,
}: {
  rows: readonly PublicationRow[];
  error: string | undefined;
  typed: Readonly<Record<string, string>>;
}) {
  return (
    <section className="grid gap-2">
      <h2>Published</h2>
      <DataTable
        caption="Publications"
        captionHidden
        rows={rows}
        rowKey={(row) => row.id}
        rowState={(row) => (row.withdrawnText === null ? undefined : "done")}
        emptyText="Nothing is published of this basket."
        columns={[
          { header: "Prices of", rowHeader: true, cell: (row) => `${row.asOfText} (${row.versionText})` },
          { header: "Figures", cell: (row) => row.figuresText },
          {
            header: "Withdraw",
            cell: (row) =>
              row.withdrawnText ?? (
                <Withdraw
                  row={row}
                  error={typed.publicationId === row.id ? error : undefined}
                  typed={typed.publicationId === row.id ? typed.reason : undefined}
                />
              ),
          },
        ]}
      />
    </section>
  );
}

function Withdraw({
  row,
  error,
  typed,
}: {
  row: PublicationRow;
  error: string | undefined;
  typed: string | undefined;
}) {
  return (
    <details open={error !== undefined}>
      <summary>Withdraw</summary>
      <form method="post" className="grid gap-2" noValidate>
        <input type="hidden" name="publicationId" value={row.id} />
        <Field
          id={`reason-${row.id}`}
          label="Why? Everybody will read it."
          name="reason"
          maxLength={300}
          defaultValue={typed}
          error={error}
        />
        <Button kind="danger" size="small" name="intent" value="withdraw">
          Withdraw it
        </Button>
      </form>
    </details>
  );
}
