import { formatMoney } from "#app/domain/money.ts";
import { type Column, DataTable } from "../table.tsx";
import { cents } from "./amounts.ts";
import { Day, When } from "./when.tsx";

/** A claim as it was shown, with the figures of then. */
export type ClaimRow = {
  id: string;
  skuId: number;
  title: string;
  said: string;
  outcome: "cheaper" | "dearer" | "about-the-same";
  ourCents: number;
  ourPack: string;
  ourUnit: string;
  theirMinor: number;
  theirCurrency: string;
  theirPack: string;
  theirUnit: string;
  retailer: string;
  itemId: string;
  matchKind: "identical" | "other-pack" | "equivalent";
  matchDecidedBy: string | null;
  matchDecidedAt: Date | null;
  observationId: string;
  firstShownAt: Date;
  lastShownAt: Date;
};

const KINDS: Readonly<Record<ClaimRow["matchKind"], string>> = {
  identical: "Same item and pack",
  "other-pack": "Same item, other pack",
  equivalent: "Comparable",
};

const COLUMNS: readonly Column<ClaimRow>[] = [
  {
    header: "First and last shown",
    cell: (row) => (
      <>
        <When at={row.firstShownAt} />
        <br />
        <When at={row.lastShownAt} />
      </>
    ),
  },
  {
    header: "What was said",
    rowHeader: true,
    cell: (row) => (
      <>
        {row.said}
        <small className="block">
          <a href={`/desk/claims?item=${row.skuId}`} aria-label={`Claims on item ${row.skuId}`}>
            {row.skuId}
          </a>{" "}
          {row.title}
        </small>
      </>
    ),
  },
  {
    header: "Ours then",
    numeric: true,
    cell: (row) => <Price price={cents(row.ourCents)} pack={row.ourPack} unit={row.ourUnit} />,
  },
  {
    header: "Theirs then",
    numeric: true,
    cell: (row) => (
      <Price
        price={formatMoney(row.theirMinor, row.theirCurrency)}
        pack={row.theirPack}
        unit={row.theirUnit}
      />
    ),
  },
  {
    header: "On which basis",
    cell: (row) => (
      <>
        <a href={`/evidence/${row.observationId}`} aria-label={`Evidence of ${row.retailer}`}>
          Evidence
        </a>
        {`, ${row.retailer} ${row.itemId}`}
        <small className="block">
          {KINDS[row.matchKind]}
          {row.matchDecidedBy !== null && `, confirmed by ${row.matchDecidedBy}`}
          {row.matchDecidedAt !== null && (
            <>
              {", "}
              <Day at={row.matchDecidedAt} />
            </>
          )}
        </small>
      </>
    ),
  },
];

function Price({ price, pack, unit }: { price: string; pack: string; unit: string }) {
  return (
    <>
      {price}
      <small className="block">{pack}</small>
      <small className="block">{unit}</small>
    </>
  );
}

/** Claims by when they were first shown, the latest first. */
export function ClaimTable({ claims, emptyText }: { claims: readonly ClaimRow[]; emptyText: string }) {
  return (
    <DataTable
      caption="Claims that members were shown"
      captionHidden
      columns={COLUMNS}
      rows={claims}
      rowKey={(row) => row.id}
      emptyText={emptyText}
    />
  );
}
