import { DataTable } from "../table.tsx";

export type IndexRow = {
  id: string;
  dateText: string;
  versionText: string;
  withdrawnText: string | null;
  figures: readonly { name: string; text: string | null; linesText: string }[];
};

/** Every publication, newest first, a column a retailer. */
export function IndexTable({ rows, names }: { rows: readonly IndexRow[]; names: readonly string[] }) {
  const figure = (row: IndexRow, name: string) => row.figures.find((one) => one.name === name);
  return (
    <DataTable
      caption="Every publication"
      rows={rows}
      rowKey={(row) => row.id}
      rowState={(row) => (row.withdrawnText === null ? undefined : "done")}
      emptyText="Nothing is published yet."
      columns={[
        {
          header: "Prices of",
          rowHeader: true,
          cell: (row) => (
            <>
              {row.dateText} <small>{row.versionText}</small>
              {row.withdrawnText !== null && <small className="block">{row.withdrawnText}</small>}
            </>
          ),
        },
        ...names.map((name) => ({
          header: name,
          numeric: true,
          cell: (row: IndexRow) => {
            const found = figure(row, name);
            if (found === undefined) return "";
            return (
              <>
                {found.text === null ? (
                  <>not published</>
                ) : row.withdrawnText === null ? (
                  <b>{found.text}</b>
                ) : (
                  <s>{found.text}</s>
                )}
                <small className="block">{found.linesText}</small>
              </>
            );
          },
        })),
      ]}
    />
  );
}

type IndexItem = {
  id: number;
  href: string;
  title: string;
  quantity: number;
  checks: readonly { name: string; href: string }[];
};

/** The basket, with the record of each check that the figures stand on. */
export function IndexItems({ items }: { items: readonly IndexItem[] }) {
  return (
    <DataTable
      caption="The items in the basket"
      captionHidden
      rows={items}
      rowKey={(item) => String(item.id)}
      emptyText="The basket is empty."
      columns={[
        { header: "Item", rowHeader: true, cell: (item) => <a href={item.href}>{item.title}</a> },
        { header: "How many", numeric: true, cell: (item) => item.quantity },
        {
          header: "Checks that count",
          cell: (item) =>
            item.checks.length === 0 ? (
              <small>Not compared this time</small>
            ) : (
              <span className="index-checks">
                {item.checks.map((check) => (
                  <a
                    key={check.name}
                    href={check.href}
                    aria-label={`${item.title} at ${check.name}: evidence`}
                  >
                    {check.name}
                  </a>
                ))}
              </span>
            ),
        },
      ]}
    />
  );
}
