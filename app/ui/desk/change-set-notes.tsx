/** What a change set's page says beside its prices: blocked SKUs, and prices that have moved meanwhile. */
import { BLOCKED_SENTENCES, type BlockedReason } from "#app/domain/change-set.ts";
import { Notice } from "../notice.tsx";
import { type Column, DataTable } from "../table.tsx";
import { cents, counted, number } from "./amounts.ts";

type BlockedRow = { skuId: number; title: string; reason: BlockedReason };

const itemColumn = {
  header: "Item",
  numeric: true,
  cell: (row: { skuId: number }) => <a href={`/desk/skus/${row.skuId}`}>{row.skuId}</a>,
};

const BLOCKED_COLUMNS: readonly Column<BlockedRow>[] = [
  itemColumn,
  { header: "Title", rowHeader: true, cell: (row) => row.title },
  { header: "Why", cell: (row) => BLOCKED_SENTENCES[row.reason] },
];

/** SKUs that are left as they are: how many for which reason, and the first of them by name. */
export function BlockedTable({
  blocked,
}: {
  blocked: { counts: readonly { reason: BlockedReason; count: number }[]; first: readonly BlockedRow[] };
}) {
  const total = blocked.counts.reduce((sum, one) => sum + one.count, 0);
  if (total === 0) return null;
  return (
    <section className="grid gap-2">
      <h2>{`Left as they are: ${number(total)}`}</h2>
      <ul>
        {blocked.counts.map((one) => (
          <li key={one.reason}>{`${number(one.count)}: ${BLOCKED_SENTENCES[one.reason]}`}</li>
        ))}
      </ul>
      <DataTable
        caption={total > blocked.first.length ? `The first ${blocked.first.length}` : "All of them"}
        columns={BLOCKED_COLUMNS}
        rows={blocked.first}
        rowKey={(row) => String(row.skuId)}
        rowState={() => "warn"}
        emptyText=""
      />
    </section>
  );
}

type MovedRow = {
  skuId: number;
  title: string;
  draftedFromCents: number | null;
  currentCents: number | null;
};

/** A draft that can't be published any more, and which prices moved under it. */
export function MovedSinceDraft({ moved }: { moved: { count: number; first: readonly MovedRow[] } }) {
  if (moved.count === 0) return null;
  return (
    <Notice
      kind="warn"
      title={`${counted(moved.count, "price has", "prices have")} moved since this draft was made`}
    >
      <p>It can't be published. Discard it and propose again.</p>
      <ul>
        {moved.first.map((row) => (
          <li key={row.skuId}>
            <a href={`/desk/skus/${row.skuId}`}>{row.skuId}</a>
            {` ${row.title}: drafted from ${cents(row.draftedFromCents)}, now ${cents(row.currentCents)}`}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

type LaterRow = {
  skuId: number;
  title: string;
  publishedCents: number;
  currentCents: number;
  changeSetId: string;
  changeSetName: string;
};

const LATER_COLUMNS: readonly Column<LaterRow>[] = [
  itemColumn,
  { header: "Title", rowHeader: true, cell: (row) => row.title },
  { header: "Here", numeric: true, cell: (row) => cents(row.publishedCents) },
  { header: "Now", numeric: true, cell: (row) => cents(row.currentCents) },
  { header: "By", cell: (row) => <a href={`/desk/change-sets/${row.changeSetId}`}>{row.changeSetName}</a> },
];

/** SKUs of a published change set whose price has moved since: taking it back leaves them alone. */
export function MovedSincePublished({ moved, limit }: { moved: readonly LaterRow[]; limit: number }) {
  if (moved.length === 0) return null;
  return (
    <DataTable
      caption={moved.length < limit ? "Moved since" : `Moved since: the first ${limit}`}
      columns={LATER_COLUMNS}
      rows={moved}
      rowKey={(row) => String(row.skuId)}
      emptyText=""
    />
  );
}
