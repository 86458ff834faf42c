/** What the desk's page of one SKU is made of: rules, offers, references, past prices, drafts. */
import { type LandedCostResult, NO_COST_SENTENCES, type Offer } from "#app/domain/landed-cost.ts";
import { formatMoney } from "#app/domain/money.ts";
import type { Rule, RuleScope } from "#app/domain/pricing.ts";
import type { ReferenceLine } from "#app/domain/reference.ts";
import { StateLabel } from "../state-label.tsx";
import { type Column, DataTable } from "../table.tsx";
import { cents, NOTHING } from "./amounts.ts";
import { ruleWords, scopeWords } from "./rule-words.ts";
import { Day, When } from "./when.tsx";

export type CoveringRule = { scope: RuleScope; scopeKey: string; rule: Rule | null; applies: boolean };

const RULE_COLUMNS: readonly Column<CoveringRule>[] = [
  {
    header: "Scope",
    rowHeader: true,
    cell: (one) => (
      <a href={`/desk/rules?${new URLSearchParams({ scope: one.scope, key: one.scopeKey })}`}>
        {scopeWords(one.scope, one.scopeKey)}
      </a>
    ),
  },
  {
    header: "Rule",
    cell: (one) => (one.rule === null ? "no rule" : <span className="words">{ruleWords(one.rule)}</span>),
  },
  { header: "", cell: (one) => one.applies && <StateLabel tone="good" text="Applies" /> },
];

/** Each scope that covers the SKU, closest first, and which rule applies. */
export function CoveringRules({ covering }: { covering: readonly CoveringRule[] }) {
  return (
    <DataTable
      caption="Which rule: the first that is set"
      columns={RULE_COLUMNS}
      rows={covering}
      rowKey={(one) => one.scope}
      emptyText=""
    />
  );
}

export type OfferRow = { offer: Offer; landed: LandedCostResult; chosen: boolean };

const part =
  (pick: (landed: Extract<LandedCostResult, { ok: true }>["landed"]) => number) => (row: OfferRow) =>
    row.landed.ok ? cents(pick(row.landed.landed)) : NOTHING;

const OFFER_COLUMNS: readonly Column<OfferRow>[] = [
  { header: "Supplier", rowHeader: true, cell: ({ offer }) => offer.supplierSlug },
  {
    header: "Case",
    numeric: true,
    cell: ({ offer }) => `${formatMoney(offer.casePriceMinor, offer.currency)} for ${offer.unitsPerCase}`,
  },
  { header: "Landed cost", numeric: true, cell: (row) => <LandedCell row={row} /> },
  { header: "Least cases", numeric: true, cell: ({ offer }) => offer.minimumCases },
  { header: "Rate", numeric: true, cell: rateText },
  { header: "Goods", numeric: true, cell: part((landed) => landed.goodsCents) },
  { header: "Freight", numeric: true, cell: part((landed) => landed.freightCents) },
  { header: "Duty", numeric: true, cell: part((landed) => landed.dutyCents) },
  { header: "Handling", numeric: true, cell: part((landed) => landed.handlingCents) },
  { header: "From", cell: ({ offer }) => <Day at={offer.effectiveFrom} /> },
  {
    header: "Until",
    cell: ({ offer }) => (offer.effectiveUntil === null ? "open" : <Day at={offer.effectiveUntil} />),
  },
];

function rateText({ offer, landed }: OfferRow): string {
  if (!landed.ok || landed.landed.rate === null) return NOTHING;
  const { rateMicro, asOf } = landed.landed.rate;
  return `${offer.currency} ${(rateMicro / 1_000_000).toFixed(4)} of ${asOf.toISOString().slice(0, 10)}`;
}

function LandedCell({ row }: { row: OfferRow }) {
  if (!row.landed.ok) return NO_COST_SENTENCES[row.landed.reason];
  return (
    <>
      <b>{cents(row.landed.landed.cents)}</b> {row.chosen && <StateLabel tone="good" text="Used" />}
    </>
  );
}

/** Every quote with what one unit of it lands at, at today's rate. */
export function OfferTable({ offers }: { offers: readonly OfferRow[] }) {
  return (
    <DataTable
      caption="Offers, per unit in dollars"
      columns={OFFER_COLUMNS}
      rows={offers}
      rowKey={({ offer }) => offer.id}
      rowState={(row) => (row.chosen ? undefined : "done")}
      emptyText="No supplier has quoted this item."
    />
  );
}

const REFERENCE_COLUMNS: readonly Column<ReferenceLine>[] = [
  { header: "Retailer", rowHeader: true, cell: (line) => line.retailer },
  { header: "Per unit", numeric: true, cell: (line) => line.unitText ?? NOTHING },
  { header: "Claim", cell: (line) => <span className="words">{line.text}</span> },
  {
    header: "Evidence",
    cell: (line) =>
      line.observation === null ? (
        NOTHING
      ) : (
        <a className="words" href={`/evidence/${line.observation}`}>
          {line.checkedText}
        </a>
      ),
  },
];

/** What competitors ask, with the claim that may be made or why none may. */
export function ReferenceTable({ references }: { references: readonly ReferenceLine[] }) {
  return (
    <DataTable
      caption="References"
      columns={REFERENCE_COLUMNS}
      rows={references}
      rowKey={(line) => `${line.retailer}${line.observation ?? line.text}`}
      emptyText="No competitor's listing is matched to this item."
    />
  );
}

type PastRow = { clubCents: number; effectiveAt: Date; changeSetId: string; changeSetName: string };

const HISTORY_COLUMNS: readonly Column<PastRow>[] = [
  { header: "From", cell: (past) => <When at={past.effectiveAt} /> },
  { header: "Club price", numeric: true, cell: (past) => cents(past.clubCents) },
  {
    header: "Change set",
    rowHeader: true,
    cell: (past) => <a href={`/desk/change-sets/${past.changeSetId}`}>{past.changeSetName}</a>,
  },
];

/** Club prices that the SKU had, newest first. */
export function PriceHistory({ history }: { history: readonly PastRow[] }) {
  return (
    <DataTable
      caption="Club prices"
      columns={HISTORY_COLUMNS}
      rows={history}
      rowKey={(past) => past.changeSetId}
      emptyText="It has had no club price yet."
    />
  );
}

/** Drafts that would move the SKU; nothing when there are none. */
export function SkuDrafts({
  drafts,
}: {
  drafts: readonly { id: string; name: string; afterCents: number }[];
}) {
  if (drafts.length === 0) return null;
  return (
    <section className="grid gap-1">
      <h2>In drafts</h2>
      <ul>
        {drafts.map((draft) => (
          <li key={draft.id}>
            <a href={`/desk/change-sets/${draft.id}`}>{draft.name}</a>: {cents(draft.afterCents)}
          </li>
        ))}
      </ul>
    </section>
  );
}
