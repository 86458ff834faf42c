import { type Column, DataTable } from "../table.tsx";
import { When } from "./when.tsx";

export type AuditRow = {
  id: string;
  at: Date;
  actor: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  before: unknown;
  after: unknown;
  requestId: string | null;
};

const COLUMNS: readonly Column<AuditRow>[] = [
  {
    header: "When, who",
    cell: (row) => (
      <>
        <When at={row.at} />
        <small className="block">{row.actor}</small>
      </>
    ),
  },
  {
    header: "What",
    rowHeader: true,
    cell: (row) => (
      <>
        {row.action}
        {row.requestId !== null && (
          <small className="block" title={row.requestId}>{`request ${shortId(row.requestId)}`}</small>
        )}
      </>
    ),
  },
  { header: "Subject", cell: (row) => <Subject row={row} /> },
  { header: "Before", cell: (row) => <Json value={row.before} /> },
  { header: "After", cell: (row) => <Json value={row.after} /> },
];

/** Who did what to what, newest first. */
export function AuditTable({ rows, emptyText }: { rows: readonly AuditRow[]; emptyText: string }) {
  return (
    <DataTable
      caption="Audit entries"
      captionHidden
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => row.id}
      emptyText={emptyText}
    />
  );
}

function Subject({ row }: { row: AuditRow }) {
  const href = `/desk/audit?kind=${encodeURIComponent(row.subjectKind)}&id=${encodeURIComponent(row.subjectId)}`;
  return (
    <>
      {row.subjectKind}{" "}
      <a href={href} title={row.subjectId} className="whitespace-nowrap">
        {shortId(row.subjectId)}
      </a>
      {row.subjectKind === "change-set" && (
        <small className="block">
          <a href={`/desk/change-sets/${row.subjectId}`}>Open the change set</a>
        </small>
      )}
    </>
  );
}

/** A UUID by its last characters, which tell two of one moment apart; anything else as it is. */
function shortId(id: string): string {
  return /^[0-9a-f-]{36}$/.test(id) ? `…${id.slice(-8)}` : id;
}

/** With spaces between its parts, for lines to end at. */
function Json({ value }: { value: unknown }) {
  if (value === null || value === undefined) return null;
  const text = JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
  return <code className="block min-w-56 max-w-96 text-sm wrap-anywhere">{text}</code>;
}
