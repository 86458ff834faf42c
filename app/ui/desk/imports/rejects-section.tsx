import { ButtonLink } from "../../button.tsx";
import { DataTable } from "../../table.tsx";
import { counted, NOTHING, number } from "../amounts.ts";

export type RejectRow = { id: string; line: number; field: string; sentence: string; cell: string | null };

type Props = {
  rows: readonly RejectRow[];
  /** How many are kept; the page shows the first of them. */
  kept: number;
  /** How many the import counted. */
  rejected: number;
  downloadHref: string;
};

/** Rows that were not used, with what is wrong, and all of them as a file to be mended. */
export function RejectsSection({ rows, kept, rejected, downloadHref }: Props) {
  if (kept === 0) return null;
  return (
    <section className="grid grid-cols-1 gap-2">
      <h2>Rejected rows</h2>
      <p>
        {kept < rejected
          ? `The first ${number(kept)} of ${number(rejected)} are kept. `
          : `${counted(kept, "row was", "rows were")} not used. `}
        Mend them in the file, in its own columns, and send it in again; the three columns in front are not
        read.
      </p>
      <div className="actions">
        <ButtonLink href={downloadHref} download>
          {`Download ${counted(kept, "row", "rows")} for mending`}
        </ButtonLink>
      </div>
      <DataTable
        caption={rows.length < kept ? `The first ${rows.length}` : "All of them"}
        rows={rows}
        rowKey={({ id }) => id}
        emptyText="None."
        columns={[
          { header: "Line", numeric: true, cell: ({ line }) => number(line) },
          { header: "Field", cell: ({ field }) => field },
          { header: "What is wrong", rowHeader: true, cell: ({ sentence }) => sentence },
          {
            header: "Cell",
            cell: ({ cell }) => (cell === null || cell === "" ? NOTHING : <code>{cell}</code>),
          },
        ]}
      />
    </section>
  );
}
