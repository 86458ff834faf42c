import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer, viewerDb } from "#app/auth/viewer.server.ts";
import { listPlansOnSale } from "#app/db/plans.ts";
import type { Plan } from "#app/domain/membership.ts";
import { formatMoney } from "#app/domain/money.ts";
import { breakEvenCents, rewardText, seatsText } from "#app/domain/terms.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { PlanCard, type PlanCardData, PlanCards } from "#app/ui/plan-card.tsx";
import { Steps } from "#app/ui/steps.tsx";

export const meta: MetaFunction = () => [
  { title: "Join Tallyhouse" },
  {
    name: "description",
    content: "Members see and pay the club price. The fee comes back in full, any time.",
  },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(request, context);
  if (viewer.kind !== "visitor" && viewer.membership?.entitled) throw redirect("/membership", 303);
  const plans = await listPlansOnSale(viewerDb(viewer));
  const base = plans[0];
  return { plans: plans.map((plan) => ({ slug: plan.slug, card: planCard(plan, base ?? plan) })) };
}

function planCard(plan: Plan, base: Plan): PlanCardData {
  const gives = [plan.blurb, "The whole fee back, whenever you ask"];
  if (plan.rewardBps > 0) gives.splice(1, 0, rewardText(plan));
  const from = breakEvenCents(plan, base);
  return {
    name: plan.name,
    yearlyFeeMinor: plan.feeCents,
    currency: plan.currency,
    gives,
    seatsText: seatsText(plan),
    forText:
      from === undefined
        ? null
        : `Pays for itself from ${formatMoney(from, plan.currency).replace(/\.00$/, "")} of shopping a year`,
    tone: plan.rewardBps > 0 ? "plus" : "base",
  };
}

export default function Plans() {
  const { plans } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <Steps label="Joining" steps={["Plan", "Account and terms", "Pay"]} current={0} />
      <div>
        <h1>Join the club</h1>
        <p className="mt-2 max-w-prose">
          Anyone may walk the aisles. Members see the club price, and pay it. One year, one fee; leave online
          whenever you like.
        </p>
      </div>
      {plans.length === 0 ? (
        <EmptyState title="No plan is on sale just now">
          <p>Please come back later. You can still walk the aisles.</p>
        </EmptyState>
      ) : (
        <PlanCards>
          {plans.map(({ slug, card }) => (
            <PlanCard key={slug} plan={card}>
              <ButtonLink href={`/join/${slug}`} kind="main" size="large" wide>
                {`Join ${card.name}`}
              </ButtonLink>
            </PlanCard>
          ))}
        </PlanCards>
      )}
      <p>
        <a href="/terms">The terms of each plan</a>, with dates and amounts, before you give a card.
      </p>
    </div>
  );
}
