import { Button } from "../../button.tsx";
import { DataTable } from "../../table.tsx";
import { When } from "../when.tsx";

export type FeedKeyRow = {
  id: string;
  name: string;
  scopes: readonly string[];
  retailerSlugs: readonly string[];
  createdAt: Date;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
};

/** The feeds' keys, each with a button that ends its use. */
export function FeedKeyTable({ keys }: { keys: readonly FeedKeyRow[] }) {
  return (
    <DataTable
      caption="Keys"
      captionHidden
      rows={keys}
      rowKey={({ id }) => id}
      rowState={({ revokedAt }) => (revokedAt === null ? undefined : "done")}
      emptyText="No program has a key yet."
      columns={[
        { header: "Who uses it", rowHeader: true, cell: ({ name }) => name },
        { header: "Key", cell: ({ id }) => <code>{id}</code> },
        { header: "May", cell: ({ scopes }) => scopes.join(", ") },
        { header: "Retailers", cell: ({ retailerSlugs }) => retailerSlugs.join(", ") },
        { header: "Made", cell: ({ createdAt }) => <When at={createdAt} /> },
        {
          header: "Last used",
          cell: ({ lastUsedAt }) => (lastUsedAt === null ? "Never" : <When at={lastUsedAt} />),
        },
        {
          header: "State",
          cell: ({ id, name, revokedAt }) =>
            revokedAt === null ? (
              <form method="post">
                <Button size="small" name="revoke" value={id} aria-label={`Revoke the key of ${name}`}>
                  Revoke
                </Button>
              </form>
            ) : (
              <>
                Revoked <When at={revokedAt} />
              </>
            ),
        },
      ]}
    />
  );
}
