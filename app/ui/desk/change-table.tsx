import type { Change } from "#app/domain/change-set.ts";
import { ratioBps } from "#app/domain/money.ts";
import { marginBpsOf, markupBpsOf } from "#app/domain/pricing.ts";
import { type Column, DataTable } from "../table.tsx";
import { cents, changeCents, changeShare, NOTHING, share } from "./amounts.ts";
import { Explain } from "./explain.tsx";

export type ChangeRow = Change & { title: string };

const COLUMNS: readonly Column<ChangeRow>[] = [
  { header: "Item", numeric: true, cell: (row) => <a href={`/desk/skus/${row.skuId}`}>{row.skuId}</a> },
  {
    header: "Title",
    rowHeader: true,
    cell: (row) => (
      <>
        {row.title}
        <details>
          <summary>Explain {cents(row.afterCents)}</summary>
          <Explain steps={row.waterfall} />
        </details>
      </>
    ),
  },
  { header: "Landed cost", numeric: true, cell: (row) => cents(row.landedCents) },
  { header: "Before", numeric: true, cell: (row) => cents(row.beforeCents) },
  { header: "After", numeric: true, cell: (row) => <b>{cents(row.afterCents)}</b> },
  {
    header: "Change",
    numeric: true,
    cell: (row) => (row.beforeCents === null ? "first price" : changeCents(row.afterCents - row.beforeCents)),
  },
  {
    header: "Change %",
    numeric: true,
    cell: (row) =>
      row.beforeCents === null
        ? NOTHING
        : changeShare(ratioBps(row.afterCents - row.beforeCents, row.beforeCents)),
  },
  { header: "Markup", numeric: true, cell: (row) => fromTo(row, markupBpsOf) },
  { header: "Margin", numeric: true, cell: (row) => fromTo(row, marginBpsOf) },
];

/** "10 % → 12 %", both at today's landed cost. */
function fromTo(row: ChangeRow, rate: (clubCents: number, landedCents: number) => number): string {
  const after = share(rate(row.afterCents, row.landedCents));
  return row.beforeCents === null ? after : `${share(rate(row.beforeCents, row.landedCents))} → ${after}`;
}

/** Prices before and after, with what they leave, and how each came about. */
export function ChangeTable({ rows, emptyText }: { rows: readonly ChangeRow[]; emptyText: string }) {
  return (
    <DataTable
      caption="Prices"
      captionHidden
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => String(row.skuId)}
      emptyText={emptyText}
    />
  );
}
