import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/auth/guards.server.ts";
import { pools } from "#app/db/client.server.ts";
import { findPlan } from "#app/db/plans.ts";
import { planTermsSchema } from "#app/domain/plan-terms.ts";
import { earliestMembersFrom, termsMark } from "#app/domain/plan-terms-input.ts";
import { stripe } from "#app/stripe/client.ts";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { PlanForm } from "#app/ui/desk/plans/plan-form.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { actorOf } from "../actor.ts";
import { useDeskFrame } from "../frame.ts";
import { planAction } from "./plan-action.server.ts";

const DONE: Readonly<Record<string, string>> = {
  set: "The terms are set, and Stripe has the fee.",
  "add-on":
    'The terms are set, and Stripe has the fee of the plan. Now run "npm run club -- billing setup": it makes the price of an extra seat; until then seats are sold at the price that Stripe has, if any.',
  same: "Those are its terms already: nothing was changed.",
};

function notFound(): Response {
  return new Response("Not found", { status: 404, statusText: "Not Found" });
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireStaff(request, context, "administration");
  const plan = await findPlan(pools().door.db, params.plan ?? "");
  if (plan === undefined) throw notFound();
  return {
    plan,
    seen: termsMark(planTermsSchema.parse(plan)),
    earliest: earliestMembersFrom(new Date()),
    done: DONE[new URL(request.url).searchParams.get("done") ?? ""],
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requireStaff(request, context, "administration");
  const planSlug = params.plan ?? "";
  const answer = await planAction({
    deps: { db: pools().door.db, stripe: stripe() },
    planSlug,
    form: await request.formData(),
    actor: actorOf(staff, context),
    now: new Date(),
  });
  if (answer === undefined) throw notFound();
  if (answer.kind === "done") return redirect(`/desk/plans/${planSlug}?done=${answer.done}`, 303);
  const { errors, typed, status } = answer;
  return data({ errors, typed }, { status });
}

export default function DeskPlan() {
  const { plan, seen, earliest, done } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  return (
    <DeskPage frame={useDeskFrame()} title={plan.name}>
      {done && refusal === undefined && <Notice kind="success">{done}</Notice>}
      <p>
        <a href="/desk/plans">All plans and fee changes</a>
      </p>
      <PlanForm
        plan={plan}
        seen={seen}
        earliest={earliest}
        errors={refusal?.errors ?? {}}
        typed={refusal?.typed}
      />
    </DeskPage>
  );
}
