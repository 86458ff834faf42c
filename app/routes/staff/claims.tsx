import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/auth/guards.server.ts";
import { getCatalogue } from "#app/db/catalogue.ts";
import { pools } from "#app/db/client.server.ts";
import { listShownClaims } from "#app/db/shown-claims.ts";
import { CLUB_TIME_ZONE_NAME, isoCalendarDate } from "#app/domain/calendar-date.ts";
import { Button } from "#app/ui/button.tsx";
import { ClaimTable } from "#app/ui/desk/claim-table.tsx";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { Field, Select } from "#app/ui/form.tsx";
import { Pagination } from "#app/ui/pagination.tsx";
import { claimsQuery, readClaimFilter } from "./claim-filter.ts";
import { formatTimeCursor, parseTimeCursor } from "./cursors.ts";
import { useDeskFrame } from "./frame.ts";

const PAGE = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, "pricing");
  const { db } = pools().staff;
  const asked = new URL(request.url).searchParams;
  const { retailers } = await getCatalogue(db);
  const { typed, filter, errors } = readClaimFilter(asked, retailers);
  const after = parseTimeCursor(asked.get("after"));
  const hasErrors = Object.keys(errors).length > 0;
  const found = hasErrors
    ? { claims: [], next: null }
    : await listShownClaims(db, filter, { after, limit: PAGE });
  const query = claimsQuery(typed);
  return {
    typed,
    errors,
    claims: found.claims,
    retailers: retailers.map(({ slug, name }) => ({ value: slug, label: name })),
    today: isoCalendarDate(new Date()),
    fileHref: found.claims.length === 0 ? null : `/desk/claims.csv?${query}`,
    firstHref: after === undefined ? null : `/desk/claims?${query}`,
    nextHref: found.next && `/desk/claims?${query}&after=${formatTimeCursor(found.next.at, found.next.id)}`,
  };
}

export default function Claims() {
  const { typed, errors, claims, retailers, today, fileHref, firstHref, nextHref } =
    useLoaderData<typeof loader>();
  const isAsked = typed.item !== "" || typed.retailer !== "" || typed.day !== "";
  return (
    <DeskPage
      frame={useDeskFrame()}
      title="Claims"
      actions={
        fileHref && (
          <a className="btn" href={fileHref}>
            As a file (CSV)
          </a>
        )
      }
    >
      <p>
        What members were told about other shops&rsquo; prices, with the figures of then. Kept for six months
        after a claim was last shown.
      </p>
      <search>
        <form method="get" className="filters">
          <Field
            label="Item number"
            name="item"
            inputMode="numeric"
            required={false}
            maxLength={15}
            defaultValue={typed.item}
            error={errors.item}
          />
          <Select
            label="Retailer"
            name="retailer"
            required={false}
            options={retailers}
            placeholder="All"
            defaultValue={typed.retailer}
          />
          <Field
            label={`Shown on (${CLUB_TIME_ZONE_NAME})`}
            name="day"
            type="date"
            required={false}
            max={today}
            defaultValue={typed.day}
            error={errors.day}
          />
          <Button>Show</Button>
        </form>
      </search>
      <ClaimTable claims={claims} emptyText={emptyText(isAsked, nextHref !== null)} />
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </DeskPage>
  );
}

function emptyText(isAsked: boolean, hasMore: boolean): string {
  if (hasMore) return "None among the ones looked at so far. Go on to the next ones.";
  return isAsked ? "Nothing was claimed that fits." : "Nothing has been claimed in the last six months.";
}
