import type { MatchStatus } from "#app/domain/match-decision.ts";
import { VERDICT_LABELS } from "#app/domain/match-review.ts";
import { type Column, DataTable } from "../../table.tsx";
import { NOTHING, share } from "../amounts.ts";
import { Day } from "../when.tsx";
import { MatchState } from "./pair-sheet.tsx";

export type SkuMatchRow = {
  skuId: number;
  listingId: string;
  retailerName: string;
  itemId: string;
  title: string;
  status: MatchStatus;
  kind: "identical" | "other-pack" | "equivalent";
  difference: string | null;
  decidedBy: string | null;
  decidedAtMs: number | null;
  surenessBps: number;
};

const COLUMNS: readonly Column<SkuMatchRow>[] = [
  {
    header: "Listing",
    rowHeader: true,
    cell: (row) => (
      <span className="words">
        <a href={`/desk/matches?pair=${row.skuId}_${row.listingId}`}>{row.title}</a>
        <small className="block">{`${row.retailerName}, item ${row.itemId}`}</small>
      </span>
    ),
  },
  { header: "State", cell: (row) => <MatchState status={row.status} /> },
  {
    header: "Kind",
    cell: (row) => (
      <>
        {VERDICT_LABELS[row.kind]}
        {row.difference !== null && <small className="block">{row.difference}</small>}
      </>
    ),
  },
  {
    header: "Sure",
    numeric: true,
    cell: (row) => (row.surenessBps === 0 ? NOTHING : share(row.surenessBps)),
  },
  {
    header: "Decided",
    cell: (row) =>
      row.decidedAtMs === null ? (
        NOTHING
      ) : (
        <>
          <Day at={new Date(row.decidedAtMs)} />
          <small className="block">{row.decidedBy}</small>
        </>
      ),
  },
];

/** Listings that the item is, was or might be matched to, each with its way to the review. */
export function SkuMatches({ skuId, matches }: { skuId: number; matches: readonly SkuMatchRow[] }) {
  return (
    <section className="grid gap-2">
      <DataTable
        caption="Matches"
        columns={COLUMNS}
        rows={matches}
        rowKey={(row) => row.listingId}
        emptyText="No listing is matched to this item or suggested for it."
      />
      <p>
        <a href={`/desk/skus/${skuId}/match`}>Find a listing and match it by hand</a>
      </p>
    </section>
  );
}
