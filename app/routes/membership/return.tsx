import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/auth/guards.server.ts";
import { syncMembership } from "#app/commands/sync-membership.ts";
import { pools } from "#app/db/client.server.ts";
import { findMembershipOf } from "#app/db/memberships.ts";
import { getPlan } from "#app/db/plans.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { entitlementOf, isEntitled } from "#app/domain/entitlement.ts";
import { formatMemberNumber } from "#app/domain/member-number.ts";
import type { Membership, Plan } from "#app/domain/membership.ts";
import { stripe } from "#app/stripe/client.ts";
import { isUnavailable } from "#app/stripe/problem.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { MemberCard, type MemberCardData } from "#app/ui/member-card.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { LiftedShutter } from "#app/ui/shutter.tsx";
import { Steps } from "#app/ui/steps.tsx";

/** Seconds between looks while Stripe has not said yes. */
const LOOK_AGAIN_SECONDS = 3;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page?.card ? "You're in - Tallyhouse" : "One moment - Tallyhouse" },
  { name: "robots", content: "noindex" },
  ...(page?.card ? [] : [{ httpEquiv: "refresh", content: String(LOOK_AGAIN_SECONDS) }]),
];

/**
 * Where Stripe sends people back. The address proves nothing: the session must be this account's, and Stripe is asked.
 * When its answer lets somebody in, the page is read once more, as the member that they are now.
 */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account, membership: seen } = await requireAccount(request, context);
  const db = pools().door.db;
  const membership = await findMembershipOf(db, account.id);
  const { pathname, search, searchParams } = new URL(request.url);
  const sessionId = searchParams.get("session");
  if (membership === undefined || sessionId === null || sessionId !== membership.checkoutSessionId) {
    throw redirect("/membership", 303);
  }
  if (seen?.entitled)
    return { card: cardOf(account.name, membership, await getPlan(db, membership.planSlug)) };
  const now = new Date();
  const current = await readTruth(membership.id, now, context.requestId);
  if (current !== undefined && isEntitled(entitlementOf(current, now)))
    throw redirect(pathname + search, 303);
  return { card: null };
}

function cardOf(name: string, { number, paidThrough }: Membership, plan: Plan): MemberCardData {
  return {
    name,
    memberNumber: formatMemberNumber(number),
    planName: plan.name,
    paidThroughText: paidThrough === null ? "" : formatCalendarDate(paidThrough),
    stateText: null,
  };
}

/** The membership after looking at Stripe; undefined while Stripe does not answer. */
async function readTruth(membershipId: string, now: Date, requestId: string) {
  try {
    const deps = { db: pools().door.db, stripe: stripe() };
    return (await syncMembership(deps, membershipId, { now, actor: "return page", requestId })).after;
  } catch (error) {
    if (isUnavailable(error)) return undefined;
    throw error;
  }
}

export default function JoinReturn() {
  const { card } = useLoaderData<typeof loader>();
  return (
    <div className="grid max-w-3xl gap-6">
      <Steps label="Joining" steps={["Plan", "Account and terms", "Pay"]} current={card === null ? 2 : 3} />
      {card === null ? <Waiting /> : <Joined card={card} />}
    </div>
  );
}

function Waiting() {
  return (
    <>
      <h1>We're waiting for Stripe</h1>
      <Notice kind="info">
        <p>Your payment is being confirmed. This page looks again by itself; you can also close it.</p>
      </Notice>
      <p>
        Nothing happens? <a href="/membership">See your membership</a>. You are never charged twice.
      </p>
    </>
  );
}

function Joined({ card }: { card: MemberCardData }) {
  return (
    <>
      <h1>You're in</h1>
      <p className="max-w-prose">{`Welcome, ${card.name}. The shutters are up: every sign shows the club price now. Your member number is ${card.memberNumber}.`}</p>
      <div className="w-fit max-w-full">
        <LiftedShutter>
          <div className="w-[min(22rem,calc(100vw-1.5rem))]">
            <MemberCard card={card} />
          </div>
        </LiftedShutter>
      </div>
      <p className="flex flex-wrap gap-3">
        <ButtonLink href="/" kind="main" size="large">
          Walk the aisles
        </ButtonLink>
        <ButtonLink href="/membership" size="large">
          Your membership
        </ButtonLink>
      </p>
    </>
  );
}
