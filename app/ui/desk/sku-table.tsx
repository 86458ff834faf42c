import { type DeskSku, type LowestReference, TROUBLE_LABELS } from "#app/domain/desk-sku.ts";
import { NO_COST_SENTENCES } from "#app/domain/landed-cost.ts";
import { StateLabel } from "../state-label.tsx";
import { type Column, DataTable } from "../table.tsx";
import { cents, NOTHING, share } from "./amounts.ts";

const COLUMNS: readonly Column<DeskSku>[] = [
  { header: "Item", numeric: true, cell: (sku) => <a href={`/desk/skus/${sku.id}`}>{sku.id}</a> },
  {
    header: "Title",
    rowHeader: true,
    cell: (sku) => (
      <>
        {sku.title}
        <span className="flex flex-wrap gap-1">
          {sku.troubles.map((trouble) => (
            <StateLabel key={trouble} tone="waiting" text={TROUBLE_LABELS[trouble]} />
          ))}
        </span>
      </>
    ),
  },
  { header: "Pack", cell: (sku) => <span className="whitespace-nowrap">{sku.packText}</span> },
  { header: "Offer", cell: (sku) => <OfferCell sku={sku} /> },
  { header: "Landed cost", numeric: true, cell: (sku) => cents(sku.landedCents) },
  { header: "Markup", numeric: true, cell: (sku) => share(sku.markupBps) },
  { header: "Margin", numeric: true, cell: (sku) => share(sku.marginBps) },
  { header: "Club price", numeric: true, cell: (sku) => <b>{cents(sku.clubCents)}</b> },
  { header: "Rules say", numeric: true, cell: (sku) => cents(sku.proposedCents) },
  { header: "Lowest proved reference", cell: (sku) => <Lowest lowest={sku.lowest} /> },
  { header: "Gap", numeric: true, cell: (sku) => gapText(sku.lowest) },
];

/** SKUs with cost, price and the lowest proved reference. Markup is on landed cost, margin is of the price. */
export function SkuTable({
  caption,
  skus,
  emptyText,
}: {
  caption: string;
  skus: readonly DeskSku[];
  emptyText: string;
}) {
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={COLUMNS}
      rows={skus}
      rowKey={(sku) => String(sku.id)}
      emptyText={emptyText}
    />
  );
}

function OfferCell({ sku: { offer, noCost } }: { sku: DeskSku }) {
  if (offer === null) return noCost === null ? NOTHING : NO_COST_SENTENCES[noCost];
  return (
    <>
      <span className="whitespace-nowrap">{offer.text}</span>
      <small className="block">{offer.supplierSlug}</small>
    </>
  );
}

function Lowest({ lowest }: { lowest: LowestReference | null }) {
  if (lowest === null) return NOTHING;
  return (
    <>
      <span className="whitespace-nowrap">{`${lowest.retailer} ${lowest.unitText}`}</span>
      {lowest.checkedText && <small className="block">{lowest.checkedText}</small>}
    </>
  );
}

/** "11 % cheaper", "4 % dearer": ours against theirs, per unit. */
export function gapText(lowest: LowestReference | null): string {
  if (lowest === null || lowest.byBps === null) return NOTHING;
  return lowest.outcome === "about-the-same" ? "about the same" : `${share(lowest.byBps)} ${lowest.outcome}`;
}
