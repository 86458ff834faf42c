import type { Db } from "#app/db/client.server.ts";
import type { SeatedMembership } from "#app/db/memberships.ts";
import { listPlansOnSale } from "#app/db/plans.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { entitlementOf } from "#app/domain/entitlement.ts";
import type { Plan } from "#app/domain/membership.ts";
import { formatMoney } from "#app/domain/money.ts";
import { isChangeWaiting, leavingFor, planChange } from "#app/domain/plan-change.ts";
import type { YourPlanData } from "#app/ui/membership/your-plan.tsx";

const DONE: Readonly<Record<string, string>> = {
  upgrade: "Your new plan starts now. The receipt is under Manage billing.",
  downgrade: "Your plan changes with the renewal.",
  keep: "Your plan stays as it is.",
  "done-already": "That was done already: nothing was charged again.",
  seats: "Your extra seats are changed.",
  "nothing-waits": "No change waits for your bank any more. What you have is below.",
  "not-confirmed": "The change was not confirmed, and nothing was charged. You can ask for it again.",
  dropped: "The change is dropped, and nothing was charged.",
  cancelled: "Your membership is cancelled. Nothing more is charged.",
  resumed: "Your membership renews again.",
  refunded: "Your money is on its way back, and your membership has ended.",
};

/** What this member can do about plan, renewal and leaving. `done`: what the address says was just done. */
export async function yourPlan(
  db: Db,
  {
    membership,
    plan,
    done,
    now,
  }: { membership: SeatedMembership; plan: Plan; done: string | null; now: Date },
): Promise<YourPlanData | null> {
  if (membership.seat !== "primary" || membership.stripeSubscriptionId === null) return null;
  const onSale = await listPlansOnSale(db);
  const { cancel, resume } = leavingFor(membership, now);
  const { kind } = entitlementOf(membership, now);
  const next = onSale.find(({ slug }) => slug === membership.nextPlanSlug);
  return {
    done: DONE[done ?? ""] ?? null,
    plans: [plan, ...onSale.filter(({ slug }) => slug !== plan.slug)].flatMap((wanted) => {
      const change = planChange(membership, plan, { ...wanted, onSale: true }, now);
      return change.ok ? [planLine(wanted, change.kind)] : [];
    }),
    nextText:
      next === undefined || membership.paidThrough === null
        ? null
        : `${next.name} starts on ${formatCalendarDate(membership.paidThrough)}, for ${feeText(next)}.`,
    waitingText: isChangeWaiting(membership, now)
      ? "A change that you asked for waits for your bank. Until you confirm it, nothing is charged and nothing changes."
      : null,
    canPay: membership.state === "past-due" && kind === "in-grace",
    canCancel: cancel !== null,
    canResume: resume,
    canRefund: kind === "active" || kind === "paid-through",
  };
}

function planLine(wanted: Plan, kind: "upgrade" | "downgrade" | "keep"): YourPlanData["plans"][number] {
  const { slug, name } = wanted;
  switch (kind) {
    case "upgrade":
      return { slug, text: `${name}: ${feeText(wanted)}, now.`, action: `See what ${name} costs you today` };
    case "downgrade":
      return { slug, text: `${name}: ${feeText(wanted)}, from the renewal on.`, action: `Change to ${name}` };
    case "keep":
      return { slug, text: `${name}: ${feeText(wanted)}.`, action: `Stay with ${name}` };
    default: {
      const impossible: never = kind;
      throw new Error(`Unknown change ${impossible}`);
    }
  }
}

function feeText({ feeCents, currency }: Plan): string {
  return `${formatMoney(feeCents, currency)} a year`;
}
