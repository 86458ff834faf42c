import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { validate as isUuid } from "uuid";
import { requireStaff } from "#app/auth/guards.server.ts";
import { type WithdrawFeeChangeResult, withdrawFeeChange } from "#app/commands/withdraw-fee-change.ts";
import { pools } from "#app/db/client.server.ts";
import { listOpenFeeChanges } from "#app/db/fee-changes.ts";
import { listPlans } from "#app/db/plans.ts";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { FeeChangeTable, PlanTable } from "#app/ui/desk/plans/plan-tables.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { actorOf } from "../actor.ts";
import { useDeskFrame } from "../frame.ts";

type Refusal = Exclude<WithdrawFeeChangeResult, { ok: true }>["reason"];

const REFUSALS: Readonly<Record<Refusal, readonly [status: number, text: string]>> = {
  "not-found": [404, "This fee change is not there."],
  "in-effect": [409, "This fee change has taken effect. Set the fee again instead."],
  "members-told": [409, "Members were told of this fee change already. Set the fee again instead."],
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, "administration");
  const { db } = pools().door;
  const now = new Date();
  const [plans, changes] = await Promise.all([listPlans(db), listOpenFeeChanges(db, now)]);
  const planOf = new Map(plans.map((plan) => [plan.slug, plan]));
  return {
    plans,
    changes: changes.map(({ planSlug, ...change }) => ({
      ...change,
      planName: planOf.get(planSlug)?.name ?? planSlug,
      currency: planOf.get(planSlug)?.currency ?? "USD",
      withdrawable: change.told === 0 && change.effectiveFrom > now,
    })),
    withdrawn: new URL(request.url).searchParams.get("done") === "withdrawn",
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const staff = await requireStaff(request, context, "administration");
  const changeId = String((await request.formData()).get("changeId") ?? "");
  const actor = actorOf(staff, context);
  const result: WithdrawFeeChangeResult = isUuid(changeId)
    ? await withdrawFeeChange(pools().door.db, { changeId, actor, now: new Date() })
    : { ok: false, reason: "not-found" };
  if (result.ok) return redirect("/desk/plans?done=withdrawn", 303);
  const [status, error] = REFUSALS[result.reason];
  return data({ error }, { status });
}

export default function DeskPlans() {
  const { plans, changes, withdrawn } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  return (
    <DeskPage frame={useDeskFrame()} title="Plans">
      {refusal && <Notice kind="error">{refusal.error}</Notice>}
      {withdrawn && refusal === undefined && (
        <Notice kind="success">
          The fee change is withdrawn: present members keep the fee that they have. The fee for new members
          stays; set it on the plan's page.
        </Notice>
      )}
      <PlanTable plans={plans} />
      <section className="grid gap-2">
        <h2>Fee changes for present members</h2>
        <FeeChangeTable changes={changes} />
      </section>
    </DeskPage>
  );
}
