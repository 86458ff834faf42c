import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/auth/guards.server.ts";
import { pools } from "#app/db/client.server.ts";
import { countOpen } from "#app/db/match-queue.ts";
import {
  measureDepartmentRates,
  measureRates,
  RATED_ITEMS,
  RATED_ITEMS_OF_DEPARTMENT,
} from "#app/db/match-rates.ts";
import { findLastMatchRun } from "#app/db/match-runs.ts";
import { countUpTo, number, share } from "#app/ui/desk/amounts.ts";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { RateFigures, rateBps } from "#app/ui/desk/matches/rate-figures.tsx";
import { When } from "#app/ui/desk/when.tsx";
import { type Column, DataTable } from "#app/ui/table.tsx";
import { useDeskFrame } from "../frame.ts";

const CAP = 1_000;

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, "pricing");
  const { db } = pools().staff;
  const now = new Date();
  const [rates, departments, run, open, changed] = await Promise.all([
    measureRates(db, now, RATED_ITEMS),
    measureDepartmentRates(db, now, RATED_ITEMS_OF_DEPARTMENT),
    findLastMatchRun(db),
    countOpen(db, {}, CAP + 1),
    countOpen(db, { verdict: "changed" }, CAP + 1),
  ]);
  return { rates, departments, ofEach: RATED_ITEMS_OF_DEPARTMENT, run: run ?? null, open, changed };
}

type Row = Awaited<ReturnType<typeof measureDepartmentRates>>[number];

export default function MatchRates() {
  const { rates, departments, ofEach, run, open, changed } = useLoaderData<typeof loader>();
  const columns: readonly Column<Row>[] = [
    {
      header: "Department",
      rowHeader: true,
      cell: (row) => <a href={`/desk/matches?department=${row.slug}`}>{row.name}</a>,
    },
    { header: "Items looked at", numeric: true, cell: (row) => number(row.looked) },
    { header: "Anywhere", numeric: true, cell: (row) => <b>{share(rateBps(row.fresh, row.looked))}</b> },
    ...rates.retailers.map(({ slug, name }) => ({
      header: name,
      numeric: true,
      cell: (row: Row) => share(rateBps(row.freshAt[slug] ?? 0, row.looked)),
    })),
  ];
  return (
    <DeskPage
      frame={useDeskFrame()}
      title="Match rates"
      actions={
        <a className="btn" href="/desk/matches">
          Review matches
        </a>
      }
    >
      <p>
        {`The share of items on sale with a confirmed match whose price is fresh, over the ${number(rates.active)} most popular. `}
        The whole club, item by item: <code>npm run club -- match rates</code>.
      </p>
      <RateFigures {...rates} />
      <p>
        <a href="/desk/matches">{`${countUpTo(open, CAP)} wait for review`}</a>,{" "}
        <a href="/desk/matches?verdict=changed">{`${countUpTo(changed, CAP)} of them changed since they were confirmed`}</a>
        .
      </p>
      {run === null ? (
        <p>The matcher has not run yet.</p>
      ) : (
        <p>
          Last run of the matcher: <When at={run.startedAt} />, {run.askedBy}. It looked at{" "}
          {`${number(run.listings)} listings and ${number(run.skus)} new items: ${number(run.suggested)} suggested, ${number(run.withdrawn)} withdrawn, ${number(run.flagged)} changed.`}
        </p>
      )}
      <DataTable
        caption={`By department: confirmed and fresh, of the ${number(ofEach)} most popular items of each`}
        columns={columns}
        rows={departments}
        rowKey={(row) => row.slug}
        emptyText="There is no department yet."
      />
    </DeskPage>
  );
}
