import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/auth/guards.server.ts";
import { listChangeSets } from "#app/db/change-sets.ts";
import { pools } from "#app/db/client.server.ts";
import { CHANGE_SET_STATES } from "#app/domain/change-set.ts";
import { Button } from "#app/ui/button.tsx";
import { ChangeSetTable } from "#app/ui/desk/change-set-table.tsx";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { Select } from "#app/ui/form.tsx";
import { Pagination } from "#app/ui/pagination.tsx";
import { formatTimeCursor, parseTimeCursor } from "./cursors.ts";
import { useDeskFrame } from "./frame.ts";

const PAGE = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, "pricing");
  const asked = new URL(request.url).searchParams;
  const state = CHANGE_SET_STATES.find((one) => one === asked.get("state"));
  const after = parseTimeCursor(asked.get("after"));
  const found = await listChangeSets(pools().staff.db, {
    state,
    after: after && { madeAt: after.at, id: after.id },
    limit: PAGE + 1,
  });
  const last = found.length > PAGE ? found[PAGE - 1] : undefined;
  const query = `/desk/change-sets?state=${state ?? ""}`;
  return {
    state,
    changeSets: found.slice(0, PAGE),
    firstHref: after === undefined ? null : query,
    nextHref: last ? `${query}&after=${formatTimeCursor(last.madeAt, last.id)}` : null,
  };
}

export default function ChangeSets() {
  const { state, changeSets, firstHref, nextHref } = useLoaderData<typeof loader>();
  return (
    <DeskPage frame={useDeskFrame()} title="Change sets">
      <form method="get" className="filters">
        <Select
          label="State"
          name="state"
          required={false}
          options={CHANGE_SET_STATES.map((value) => ({ value, label: value }))}
          placeholder="All"
          defaultValue={state ?? ""}
        />
        <Button>Show</Button>
      </form>
      <ChangeSetTable changeSets={changeSets} emptyText="None. Set a rule and propose prices from it." />
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </DeskPage>
  );
}
