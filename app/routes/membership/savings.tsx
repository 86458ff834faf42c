import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireMember } from "#app/auth/guards.server.ts";
import { pools } from "#app/db/client.server.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { Breadcrumbs } from "#app/ui/breadcrumbs.tsx";
import { SavingsLines, SavingsMonths, SavingsNow } from "#app/ui/savings/savings-sections.tsx";
import { readSavings } from "./savings-view.server.ts";

export const handle = { scripts: false };

export const meta: MetaFunction = () => [
  { title: "What you have saved - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account, membership } = await requireMember(request, context);
  const dbs = { door: pools().door.db, member: pools().member.db };
  const { year, ...view } = await readSavings(
    dbs,
    { accountId: account.id, membershipId: membership.id },
    new Date(),
  );
  return { ...view, sinceText: formatCalendarDate(year.from), untilText: formatCalendarDate(year.to) };
}

export default function Savings() {
  const { sinceText, untilText, now, list, months, lines, more } = useLoaderData<typeof loader>();
  return (
    <div className="savings grid gap-6">
      <header className="page-head">
        <Breadcrumbs crumbs={[{ href: "/membership", label: "Your membership" }]} here="Saved so far" />
        <h1>What you have saved</h1>
        <p>{`In the year of your membership that began on ${sinceText}; the next begins on ${untilText}.`}</p>
      </header>
      <SavingsNow now={now} list={list} />
      <p className="max-w-prose">
        Each line is set against the lowest comparison that held on the day you bought it, for the same
        content: the same item or a comparable one, at whoever asked least. Where they were cheaper, the line
        counts against us. Where nothing could be compared, nothing was saved.
      </p>
      <SavingsMonths months={months} />
      <SavingsLines lines={lines} />
      {more && <p>These are the newest lines. The sums above are over all of them.</p>}
    </div>
  );
}
