import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/auth/guards.server.ts";
import { getViewer } from "#app/auth/viewer.server.ts";
import { listAudit } from "#app/db/audit-log.ts";
import { listChangeSets } from "#app/db/change-sets.ts";
import { pools } from "#app/db/client.server.ts";
import { countSkus, countTroubles } from "#app/db/desk-skus.ts";
import { TROUBLE_LABELS, TROUBLES } from "#app/domain/desk-sku.ts";
import { mayDo } from "#app/domain/staff.ts";
import { countUpTo, number } from "#app/ui/desk/amounts.ts";
import { AuditTable } from "#app/ui/desk/audit-table.tsx";
import { ChangeSetTable } from "#app/ui/desk/change-set-table.tsx";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { useDeskFrame } from "./frame.ts";

/** Items are counted up to here. */
const SKUS_CAP = 100_000;

/** The day's work of pricing; whoever has members to look after instead is sent to them. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(request, context);
  if (viewer.kind === "staff" && !mayDo(viewer.role, "pricing")) throw redirect("/desk/members", 303);
  await requireStaff(request, context, "pricing");
  const { db } = pools().staff;
  const [skus, troubles, drafts, audit] = await Promise.all([
    countSkus(db, SKUS_CAP + 1),
    countTroubles(db, new Date()),
    listChangeSets(db, { state: "draft", limit: 5 }),
    listAudit(db, { limit: 10 }),
  ]);
  return { skus, troubles, drafts, audit };
}

export default function DeskHome() {
  const { skus, troubles, drafts, audit } = useLoaderData<typeof loader>();
  return (
    <DeskPage frame={useDeskFrame()} title="Today">
      <p>{`${countUpTo(skus, SKUS_CAP)} items on sale.`}</p>
      <section className="grid gap-2">
        <h2>{`What is wrong with the ${number(troubles.looked)} most popular items`}</h2>
        <ul className="flex flex-wrap gap-2">
          {TROUBLES.map((trouble) => (
            <li key={trouble}>
              <a className="btn btn-small" href={`/desk/skus?trouble=${trouble}`}>
                {`${TROUBLE_LABELS[trouble]}: ${number(troubles.counts[trouble])}`}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <section className="grid gap-2">
        <h2>Drafts that wait</h2>
        <ChangeSetTable changeSets={drafts} emptyText="No draft waits." />
      </section>
      <section className="grid gap-2">
        <h2>Latest changes</h2>
        <AuditTable rows={audit} emptyText="Nothing has been changed yet." />
      </section>
    </DeskPage>
  );
}
