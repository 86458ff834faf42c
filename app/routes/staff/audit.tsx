import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/auth/guards.server.ts";
import { listAudit } from "#app/db/audit-log.ts";
import { pools } from "#app/db/client.server.ts";
import { cleanQuery } from "#app/db/search.ts";
import { Button } from "#app/ui/button.tsx";
import { AuditTable } from "#app/ui/desk/audit-table.tsx";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { Field } from "#app/ui/form.tsx";
import { Pagination } from "#app/ui/pagination.tsx";
import { formatTimeCursor, parseTimeCursor } from "./cursors.ts";
import { useDeskFrame } from "./frame.ts";

const PAGE = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, "pricing");
  const asked = new URL(request.url).searchParams;
  const kind = cleanQuery(asked.get("kind") ?? "");
  const id = cleanQuery(asked.get("id") ?? "");
  const after = parseTimeCursor(asked.get("after"));
  const found = await listAudit(pools().staff.db, {
    subjectKind: kind || undefined,
    subjectId: id || undefined,
    after,
    limit: PAGE + 1,
  });
  const last = found.length > PAGE ? found[PAGE - 1] : undefined;
  const query = `/desk/audit?${new URLSearchParams({ kind, id })}`;
  return {
    kind,
    id,
    rows: found.slice(0, PAGE),
    firstHref: after === undefined ? null : query,
    nextHref: last ? `${query}&after=${formatTimeCursor(last.at, last.id)}` : null,
  };
}

export default function Audit() {
  const { kind, id, rows, firstHref, nextHref } = useLoaderData<typeof loader>();
  return (
    <DeskPage frame={useDeskFrame()} title="Audit">
      <form method="get" className="filters">
        <Field
          label="Kind of subject"
          name="kind"
          required={false}
          maxLength={100}
          defaultValue={kind}
          list="kinds"
        />
        <datalist id="kinds">
          <option value="rule" />
          <option value="change-set" />
          <option value="upload" />
          <option value="membership" />
          <option value="account" />
          <option value="index-basket" />
          <option value="index-publication" />
        </datalist>
        <Field label="Its id" name="id" required={false} maxLength={200} defaultValue={id} />
        <Button>Show</Button>
      </form>
      <AuditTable rows={rows} emptyText="No entry fits." />
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </DeskPage>
  );
}
