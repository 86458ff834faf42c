import {
  averageChangeBps,
  type ChangeSetState,
  type ChangeSetTally,
  movedCount,
} from "#app/domain/change-set.ts";
import { type Column, DataTable } from "../table.tsx";
import { changeShare, NOTHING, number } from "./amounts.ts";
import { ChangeSetStateLabel } from "./change-set-words.tsx";
import { When } from "./when.tsx";

export type ChangeSetRow = {
  id: string;
  name: string;
  state: ChangeSetState;
  tally: ChangeSetTally | null;
  madeAt: Date;
  madeBy: string | null;
  publishedAt: Date | null;
};

const count = (pick: (tally: ChangeSetTally) => number) => (row: ChangeSetRow) =>
  row.tally === null ? NOTHING : number(pick(row.tally));

const COLUMNS: readonly Column<ChangeSetRow>[] = [
  {
    header: "Change set",
    rowHeader: true,
    cell: (row) => <a href={`/desk/change-sets/${row.id}`}>{row.name}</a>,
  },
  { header: "State", cell: (row) => <ChangeSetStateLabel state={row.state} /> },
  { header: "Moved", numeric: true, cell: count(movedCount) },
  { header: "Up", numeric: true, cell: count((tally) => tally.raised) },
  { header: "Down", numeric: true, cell: count((tally) => tally.lowered) },
  {
    header: "Average",
    numeric: true,
    cell: (row) => (row.tally === null ? NOTHING : changeShare(averageChangeBps(row.tally))),
  },
  { header: "Blocked", numeric: true, cell: count((tally) => tally.blocked) },
  { header: "Made", cell: (row) => <When at={row.madeAt} /> },
  { header: "By", cell: (row) => row.madeBy ?? NOTHING },
  {
    header: "Published",
    cell: (row) => (row.publishedAt === null ? NOTHING : <When at={row.publishedAt} />),
  },
];

/** Change sets with what they do, newest first. */
export function ChangeSetTable({
  changeSets,
  emptyText,
}: {
  changeSets: readonly ChangeSetRow[];
  emptyText: string;
}) {
  return (
    <DataTable
      caption="Change sets"
      captionHidden
      columns={COLUMNS}
      rows={changeSets}
      rowKey={(row) => row.id}
      emptyText={emptyText}
    />
  );
}
