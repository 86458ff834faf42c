import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { dropWaitingChange, findWaitingChange, type WaitingChange } from "#app/commands/confirm-change.ts";
import type { BilledMembership } from "#app/commands/member-billing.ts";
import { pools } from "#app/db/client.server.ts";
import { formatCalendarDateTime } from "#app/domain/calendar-date.ts";
import { seatsWord } from "#app/domain/household.ts";
import { formatMoney } from "#app/domain/money.ts";
import { stripe } from "#app/stripe/client.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { askingOf, UNAVAILABLE } from "./asking.server.ts";

/** While somebody is with their bank, the page looks again by itself: so often, so far apart. */
const LOOKS = 60;
const LOOK_AGAIN_SECONDS = 5;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: "Confirm with your bank - Tallyhouse" },
  { name: "robots", content: "noindex" },
  ...(page?.nextLook
    ? [{ httpEquiv: "refresh", content: `${LOOK_AGAIN_SECONDS};url=${page.nextLook}` }]
    : []),
];

/**
 * Waits with the member for the bank. Stripe's page of the charge has no way back here, so it opens beside this one, and
 * this one looks at Stripe until the change is done or gone. Whoever closes it finds it again from the membership's page.
 */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const asking = await askingOf(request, context);
  const { searchParams } = new URL(request.url);
  const wanted = searchParams.get("for");
  const look = Math.max(0, Math.trunc(Number(searchParams.get("look"))) || 0);
  const found = await findWaitingChange({ db: pools().door.db, stripe: stripe() }, asking);
  if (!found.ok) {
    if (found.reason === "no-billing") throw redirect("/membership", 303);
    return data({ change: null, nextLook: addressOf(wanted, look + 1) }, { status: 503 });
  }
  const { change, membership } = found;
  if (change === null) throw redirect(`/membership?done=${outcomeOf(membership, wanted)}`, 303);
  const nextLook = look < LOOKS ? addressOf(markOf(change), look + 1) : null;
  return { change: changeView(change), nextLook };
}

/** What the address carries, so that the end of the waiting can be told. */
function markOf({ plan, addOnSeats }: WaitingChange): string {
  return plan === null ? `seats-${addOnSeats}` : plan.slug;
}

function addressOf(wanted: string | null, look: number): string {
  const params = new URLSearchParams({ ...(wanted !== null && { for: wanted }), look: String(look) });
  return `/membership/confirm?${params}`;
}

/** How the waiting ended, in the words of the membership's page. */
function outcomeOf({ planSlug, addOnSeats }: BilledMembership, wanted: string | null): string {
  if (wanted === null) return "nothing-waits";
  if (planSlug === wanted) return "upgrade";
  return wanted === `seats-${addOnSeats}` ? "seats" : "not-confirmed";
}

function changeView({ plan, addOnSeats, url, dueCents, currency, until }: WaitingChange) {
  return {
    url,
    what: plan === null ? seatsWord(addOnSeats) : plan.name,
    amount: formatMoney(dueCents, currency),
    until: formatCalendarDateTime(until),
  };
}

/** Lets the change go. */
export async function action({ request, context }: ActionFunctionArgs) {
  const asking = await askingOf(request, context);
  const wanted = new URL(request.url).searchParams.get("for");
  const dropped = await dropWaitingChange({ db: pools().door.db, stripe: stripe() }, asking);
  if (!dropped.ok) {
    if (dropped.reason === "no-billing") throw redirect("/membership", 303);
    return data({ refusal: UNAVAILABLE }, { status: 503 });
  }
  const outcome = dropped.membership === undefined ? "dropped" : outcomeOf(dropped.membership, wanted);
  const isDone = outcome === "upgrade" || outcome === "seats";
  return redirect(`/membership?done=${isDone ? outcome : "dropped"}`, 303);
}

export default function Confirm() {
  const { change, nextLook } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (change === null) return <Unavailable />;
  const { url, what, amount, until } = change;
  return (
    <div className="grid max-w-2xl gap-6">
      <h1>Confirm with your bank</h1>
      {answer?.refusal && <Notice kind="error">{answer.refusal}</Notice>}
      <section className="grid gap-4 bg-white p-5">
        <p>
          Your bank wants to hear from you before it pays <b>{amount}</b> for {what}. Until you confirm it,
          nothing is charged and nothing changes.
        </p>
        <p>
          <ButtonLink href={url} target="_blank" rel="noopener" kind="main" size="large">
            Confirm on Stripe's page
          </ButtonLink>
        </p>
        <p>
          It opens in a window of its own; you can pay with another card there too. Then come back here.{" "}
          {nextLook === null ? "This page has stopped looking." : "This page sees it by itself."}{" "}
          <a href="/membership/confirm">Look now</a>
        </p>
        <p>It waits until {until}. After that it is dropped, and you can ask for it again.</p>
      </section>
      <form method="post">
        <Button kind="quiet">Drop it, and leave everything as it is</Button>
      </form>
      <p>
        <a href="/membership">Back to your membership</a>
      </p>
    </div>
  );
}

function Unavailable() {
  return (
    <div className="grid max-w-2xl gap-6">
      <h1>Confirm with your bank</h1>
      <Notice kind="warn">
        <p>
          Our payment provider does not answer just now. This page looks again by itself. Nothing is ever
          charged twice.
        </p>
      </Notice>
      <p>
        <a href="/membership">Back to your membership</a>
      </p>
    </div>
  );
}
