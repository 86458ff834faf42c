import type { UploadState } from "#app/domain/upload.ts";
import { type Column, DataTable } from "../../table.tsx";
import { NOTHING, number } from "../amounts.ts";
import { When } from "../when.tsx";
import { ImportStateLabel, sizeText } from "./import-words.tsx";

export type ImportRow = {
  id: string;
  fileName: string;
  bytes: number;
  state: UploadState;
  retailer: string | null;
  sentBy: string;
  sentAt: Date;
  accepted: number | null;
  unchanged: number | null;
  rejected: number | null;
};

const count = (value: number | null) => (value === null ? NOTHING : number(value));

const COLUMNS: readonly Column<ImportRow>[] = [
  { header: "File", rowHeader: true, cell: (row) => <a href={`/desk/imports/${row.id}`}>{row.fileName}</a> },
  { header: "State", cell: (row) => <ImportStateLabel state={row.state} /> },
  { header: "Retailer", cell: (row) => row.retailer ?? NOTHING },
  { header: "Accepted", numeric: true, cell: (row) => count(row.accepted) },
  { header: "Unchanged", numeric: true, cell: (row) => count(row.unchanged) },
  { header: "Rejected", numeric: true, cell: (row) => count(row.rejected) },
  { header: "Size", numeric: true, cell: (row) => sizeText(row.bytes) },
  {
    header: "Sent, by",
    cell: (row) => (
      <>
        <When at={row.sentAt} />
        <small className="block">{row.sentBy}</small>
      </>
    ),
  },
];

/** Files that were sent in here, newest first. */
export function ImportTable({ rows }: { rows: readonly ImportRow[] }) {
  return (
    <DataTable
      caption="Files sent in"
      captionHidden
      columns={COLUMNS}
      rows={rows}
      rowKey={({ id }) => id}
      emptyText="No file has been sent in yet."
    />
  );
}

export type OtherImportRow = {
  id: string;
  fileName: string;
  retailer: string;
  accepted: number;
  unchanged: number;
  rejected: number;
  importedBy: string;
  startedAt: Date;
  finishedAt: Date | null;
};

/** Imports of the command line and of feeds. */
export function OtherImportTable({ rows }: { rows: readonly OtherImportRow[] }) {
  return (
    <DataTable
      caption="From the command line and feeds"
      captionHidden
      rows={rows}
      rowKey={({ id }) => id}
      emptyText="None yet."
      columns={[
        { header: "File", rowHeader: true, cell: ({ fileName }) => fileName },
        { header: "Retailer", cell: ({ retailer }) => retailer },
        { header: "Accepted", numeric: true, cell: ({ accepted }) => number(accepted) },
        { header: "Unchanged", numeric: true, cell: ({ unchanged }) => number(unchanged) },
        { header: "Rejected", numeric: true, cell: ({ rejected }) => number(rejected) },
        { header: "Begun", cell: ({ startedAt }) => <When at={startedAt} /> },
        {
          header: "Finished",
          cell: ({ finishedAt }) =>
            finishedAt === null ? "Did not come to its end" : <When at={finishedAt} />,
        },
        { header: "By", cell: ({ importedBy }) => importedBy },
      ]}
    />
  );
}
