import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { validate as isUuid } from "uuid";
import { requireStaff } from "#app/auth/guards.server.ts";
import { pools } from "#app/db/client.server.ts";
import { type FoundPerson, findPeople, PEOPLE_CAP, type PersonCursor } from "#app/db/member-search.ts";
import { memberQueryRefusal, readMemberQuery } from "#app/domain/member-query.ts";
import { Button } from "#app/ui/button.tsx";
import { number } from "#app/ui/desk/amounts.ts";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { PeopleTable } from "#app/ui/desk/members/people-table.tsx";
import { Field } from "#app/ui/form.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Pagination } from "#app/ui/pagination.tsx";
import { useDeskFrame } from "../frame.ts";

const PAGE = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, "members");
  const asked = new URL(request.url).searchParams;
  const typed = (asked.get("q") ?? "").slice(0, 254);
  const read = readMemberQuery(typed);
  if (!read.ok) {
    return { typed, refusal: memberQueryRefusal(read.reason), people: null, cappedAt: null };
  }
  const after = parseCursor(asked.get("after"), asked.get("id"));
  const found = await findPeople(pools().door.db, read.query, { after, limit: PAGE + 1 });
  const here = `/desk/members?${new URLSearchParams({ q: typed })}`;
  return {
    typed,
    refusal: null,
    people: found.people.slice(0, PAGE),
    cappedAt: found.capped ? PEOPLE_CAP : null,
    firstHref: after === undefined ? null : here,
    nextHref: nextHref(here, found.people),
  };
}

function parseCursor(name: string | null, accountId: string | null): PersonCursor | undefined {
  if (name === null || accountId === null || !isUuid(accountId)) return undefined;
  return { name: name.slice(0, 200), accountId };
}

function nextHref(here: string, people: readonly FoundPerson[]): string | null {
  const last = people.length > PAGE ? people[PAGE - 1] : undefined;
  if (last === undefined) return null;
  return `${here}&${new URLSearchParams({ after: last.name.toLowerCase(), id: last.accountId })}`;
}

export default function Members() {
  const page = useLoaderData<typeof loader>();
  const { typed, refusal, people, cappedAt, firstHref = null, nextHref = null } = page;
  return (
    <DeskPage frame={useDeskFrame()} title="Members">
      <form method="get" className="filters">
        <Field
          label="Member number, mail address or name"
          hint="Also a Stripe id: cus_ or sub_."
          name="q"
          type="search"
          maxLength={254}
          defaultValue={typed}
          autoComplete="off"
          error={refusal ?? undefined}
        />
        <Button kind="main">Find</Button>
      </form>
      {cappedAt !== null && (
        <Notice kind="info">{`More than ${number(cappedAt)} people fit. Type more to see the right one.`}</Notice>
      )}
      {people !== null && <PeopleTable people={people} />}
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </DeskPage>
  );
}
