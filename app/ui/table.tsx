import type { ReactNode } from "react";

export type Column<Row> = {
  header: string;
  cell: (row: Row) => ReactNode;
  /** Amounts, counts, rates: right-aligned, tabular figures. */
  numeric?: boolean;
  /** The cell that names the row. */
  rowHeader?: boolean;
  /** Makes the header a link that sorts by this column. */
  sort?: { href: string; direction: "ascending" | "descending" | null };
};

type TableProps<Row> = {
  /** What the table is; also the name of the region that scrolls. */
  caption: string;
  captionHidden?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Colours a row by its state, never for decoration. */
  rowState?: (row: Row) => "warn" | "error" | "done" | undefined;
  emptyText: string;
  footer?: ReactNode;
};

/** A dense table whose head stays in sight and which scrolls inside itself on a narrow screen. */
export function DataTable<Row>({
  caption,
  captionHidden = false,
  columns,
  rows,
  rowKey,
  rowState,
  emptyText,
  footer,
}: TableProps<Row>) {
  if (rows.length === 0) return <p className="table-empty">{emptyText}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label={caption} tabIndex={0}>
      <table className="table">
        <caption className={captionHidden ? "sr-only" : undefined}>{caption}</caption>
        <thead>
          <tr>{columns.map(headerCell)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const state = rowState?.(row);
            return (
              <tr key={rowKey(row)} className={state && `row-${state}`}>
                {columns.map((column) => bodyCell(column, row))}
              </tr>
            );
          })}
        </tbody>
        {footer && <tfoot>{footer}</tfoot>}
      </table>
    </section>
  );
}

function headerCell<Row>({ header, numeric, sort }: Column<Row>) {
  return (
    <th
      key={header}
      scope="col"
      className={numeric ? "num" : undefined}
      aria-sort={sort ? (sort.direction ?? "none") : undefined}
    >
      {sort ? <a href={sort.href}>{header}</a> : header}
    </th>
  );
}

function bodyCell<Row>({ header, cell, numeric, rowHeader }: Column<Row>, row: Row) {
  return rowHeader ? (
    <th key={header} scope="row">
      {cell(row)}
    </th>
  ) : (
    <td key={header} className={numeric ? "num" : undefined}>
      {cell(row)}
    </td>
  );
}
