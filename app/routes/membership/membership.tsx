import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/auth/guards.server.ts";
import { openBillingPortal } from "#app/commands/open-billing-portal.ts";
import { pools } from "#app/db/client.server.ts";
import { findMembershipOf, type SeatedMembership } from "#app/db/memberships.ts";
import { getPlan } from "#app/db/plans.ts";
import { readRenewalFee } from "#app/db/renewals.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { isEntitled } from "#app/domain/entitlement.ts";
import { seatsWord } from "#app/domain/household.ts";
import { formatMemberNumber } from "#app/domain/member-number.ts";
import type { Plan } from "#app/domain/membership.ts";
import { describeMembership } from "#app/domain/membership-words.ts";
import { formatMoney } from "#app/domain/money.ts";
import { seatsText } from "#app/domain/terms.ts";
import { stripe } from "#app/stripe/client.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { MemberCard } from "#app/ui/member-card.tsx";
import { HouseholdLink } from "#app/ui/membership/household-section.tsx";
import { YourPlan } from "#app/ui/membership/your-plan.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { yourPlan } from "./your-plan.server.ts";

export const meta: MetaFunction = () => [
  { title: "Your membership - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = await requireAccount(request, context);
  const db = pools().door.db;
  const membership = await findMembershipOf(db, account.id);
  if (membership === undefined) return { membership: null, plan: null };
  const now = new Date();
  const plan = await getPlan(db, membership.planSlug);
  const next = await getPlan(db, membership.nextPlanSlug ?? membership.planSlug);
  const done = new URL(request.url).searchParams.get("done");
  const renewsOn = membership.paidThrough ?? now;
  const renewalFee = await readRenewalFee(db, membership, { nextPlan: next, renewsOn, now });
  return {
    membership: membershipView(account.name, membership, { plan, next, renewalFee }, now),
    plan: await yourPlan(db, { membership, plan, done, now }),
  };
}

/** The plan and its yearly fee: the subscription's own, unless it is to renew to another plan. */
function planText({ feeCents, nextPlanSlug }: SeatedMembership, plan: Plan): string {
  const yearly = nextPlanSlug === null ? (feeCents ?? plan.feeCents) : plan.feeCents;
  return `${plan.name}, ${formatMoney(yearly, plan.currency)} a year`;
}

/** Who it is for, with the seats that are paid besides. */
function householdText({ addOnSeats }: SeatedMembership, plan: Plan): string {
  if (addOnSeats === 0) return seatsText(plan);
  const fee = formatMoney(addOnSeats * plan.addOnFeeCents, plan.currency);
  return `${seatsText(plan)}, and ${seatsWord(addOnSeats)} for ${fee} a year`;
}

function membershipView(
  name: string,
  membership: SeatedMembership,
  { plan, next, renewalFee }: { plan: Plan; next: Plan; renewalFee: number },
  now: Date,
) {
  const renewing = { ...membership, feeCents: renewalFee };
  const { entitlement, title, detail, cardText } = describeMembership(renewing, next, now);
  const entitled = isEntitled(entitlement);
  const paidThroughText =
    membership.paidThrough === null ? "Nothing yet" : formatCalendarDate(membership.paidThrough);
  const number = formatMemberNumber(membership.number);
  const kind: "success" | "warn" | "info" = !entitled || entitlement.kind === "in-grace" ? "warn" : "info";
  return {
    title,
    detail,
    kind: entitlement.kind === "active" ? ("success" as const) : kind,
    card: { name, memberNumber: number, planName: plan.name, paidThroughText, stateText: cardText },
    facts:
      entitlement.kind === "lapsed"
        ? [
            { label: "Last plan", value: plan.name },
            { label: "Member number", value: number },
          ]
        : [
            { label: "Plan", value: planText(membership, plan) },
            { label: "Member number", value: number },
            { label: "Paid through", value: paidThroughText },
            { label: "Household", value: householdText(membership, plan) },
          ],
    joinHref:
      entitled || entitlement.kind === "suspended" || membership.seat === "household"
        ? null
        : entitlement.kind === "pending"
          ? `/join/${plan.slug}`
          : "/join",
    entitled,
    hasHousehold: entitlement.kind !== "pending",
    hasBilling: membership.seat === "primary" && membership.stripeSubscriptionId !== null,
  };
}

/** Opens Stripe's portal. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { account } = await requireAccount(request, context);
  const returnUrl = `${new URL(request.url).origin}/membership`;
  const opened = await openBillingPortal({ db: pools().door.db, stripe: stripe() }, account.id, returnUrl);
  if (opened.ok) return redirect(opened.url, 303);
  switch (opened.reason) {
    case "no-billing":
      return data({ refusal: "There is nothing to bill yet." }, { status: 409 });
    case "billing-unavailable":
      return data(
        { refusal: "Our payment provider does not answer just now. Please try again in a minute." },
        { status: 503 },
      );
    default: {
      const impossible: never = opened.reason;
      throw new Error(`Unknown refusal ${impossible}`);
    }
  }
}

export default function MembershipPage() {
  const { membership, plan } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (membership === null) {
    return (
      <EmptyState title="You have no membership yet">
        <p>Join to see the club price, and to pay it.</p>
        <ButtonLink href="/join" kind="main">
          See the plans
        </ButtonLink>
      </EmptyState>
    );
  }
  const { title, detail, kind, card, facts, joinHref, hasBilling, hasHousehold, entitled } = membership;
  return (
    <div className="grid max-w-4xl gap-6">
      <h1>Your membership</h1>
      {answer !== undefined && <Notice kind="error">{answer.refusal}</Notice>}
      {plan?.done && <Notice kind="success">{plan.done}</Notice>}
      <Notice kind={kind} title={title}>
        <p>{detail}</p>
      </Notice>
      <div className="flex flex-wrap items-start gap-8">
        <MemberCard card={card} />
        <dl className="grid min-w-64 flex-1 gap-x-6 bg-white p-5">
          {facts.map(({ label, value }) => (
            <div key={label} className="border-concrete-200 border-b py-2 last:border-0">
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {joinHref !== null && (
        <p>
          <ButtonLink href={joinHref} kind="main" size="large">
            {hasBilling ? "Join again" : "Finish joining"}
          </ButtonLink>
        </p>
      )}
      {entitled && (
        <p>
          <a href="/membership/savings">What you have saved so far</a>, line by line, against your fee.
        </p>
      )}
      {plan !== null && <YourPlan plan={plan} />}
      {hasHousehold && <HouseholdLink withCard={entitled} />}
      {hasBilling && <ManageBilling />}
    </div>
  );
}

function ManageBilling() {
  return (
    <section className="grid max-w-prose gap-3">
      <h2>Card and receipts</h2>
      <p>Change the card, or see what you paid, on Stripe's page for members.</p>
      <form method="post">
        <Button>Manage billing</Button>
      </form>
    </section>
  );
}
