import { formatMoney } from "#app/domain/money.ts";
import { DataTable } from "../../table.tsx";
import { NOTHING } from "../amounts.ts";

export type PreviewRow = { key: string; line: number } & (
  | { ok: false; field: string; sentence: string }
  | {
      ok: true;
      title: string;
      itemId: string | null;
      gtin: string | null;
      pack: string | null;
      packDeclined: string | null;
      priceMinor: number;
      inStock: boolean;
      promotion: string | null;
    }
);

/** The first rows of a file as they would be read, and why others would not. */
export function PreviewTable({ rows, currency }: { rows: readonly PreviewRow[]; currency: string }) {
  return (
    <DataTable
      caption="The first rows as they would be read"
      rows={rows}
      rowKey={({ key }) => key}
      rowState={({ ok }) => (ok ? undefined : "error")}
      emptyText="The file has a header and no rows."
      columns={[
        { header: "Line", numeric: true, cell: ({ line }) => line },
        {
          header: "Title",
          rowHeader: true,
          cell: (row) =>
            row.ok ? (
              row.title
            ) : (
              <>
                <b>{`Rejected, ${row.field}: `}</b>
                {row.sentence}
              </>
            ),
        },
        {
          header: "Price",
          numeric: true,
          cell: (row) => (row.ok ? formatMoney(row.priceMinor, currency) : NOTHING),
        },
        {
          header: "Pack",
          cell: (row) =>
            row.ok
              ? (row.pack ?? <small>{`none: ${row.packDeclined?.replaceAll("-", " ")}`}</small>)
              : NOTHING,
        },
        { header: "GTIN", cell: (row) => (row.ok ? (row.gtin ?? NOTHING) : NOTHING) },
        {
          header: "Item id",
          cell: (row) =>
            row.ok ? (row.itemId ?? <span className="whitespace-nowrap">by title</span>) : NOTHING,
        },
        { header: "Stock", cell: (row) => (row.ok ? (row.inStock ? "in" : "out") : NOTHING) },
        { header: "Promotion", cell: (row) => (row.ok ? (row.promotion ?? NOTHING) : NOTHING) },
      ]}
    />
  );
}
