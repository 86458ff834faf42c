import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import {
  type ChangePlanResult,
  changePlan,
  offerPlanChange,
  type PlanOffer,
  type PlanOfferResult,
} from "#app/commands/change-plan.ts";
import { pools } from "#app/db/client.server.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { formatMoney } from "#app/domain/money.ts";
import { QUOTE_MINUTES } from "#app/domain/plan-change.ts";
import { rewardText } from "#app/domain/terms.ts";
import { parseForm } from "#app/http/forms.ts";
import { stripe } from "#app/stripe/client.ts";
import { ConfirmPage } from "#app/ui/membership/confirm-page.tsx";
import { PriceLines } from "#app/ui/membership/price-lines.tsx";
import { askingOf, UNAVAILABLE } from "./asking.server.ts";

export const meta: MetaFunction = () => [
  { title: "Change your plan - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { accountId, now } = await askingOf(request, context);
  const at = new Date(Math.floor(now.getTime() / 1000) * 1000);
  const deps = { db: pools().door.db, stripe: stripe() };
  const offered = await offerPlanChange(deps, { accountId, planSlug: params.plan ?? "", at, now });
  if (!offered.ok) {
    if (offered.reason === "change-waiting") throw toConfirm(undefined);
    return data(
      { offer: null, refusal: REFUSALS[offered.reason] },
      { status: STATUS[offered.reason] ?? 409 },
    );
  }
  return { offer: offerView(offered.offer, at), refusal: null };
}

function offerView({ kind, current, wanted, quote, renewsOn, sentence, shown }: PlanOffer, at: Date) {
  const on = formatCalendarDate(renewsOn);
  const reward = wanted.rewardBps > 0 ? `${rewardText(wanted)}.` : null;
  const money = (cents: number) => formatMoney(cents, quote?.currency ?? wanted.currency);
  return {
    kind,
    title: kind === "keep" ? `Stay with ${wanted.name}` : `Change to ${wanted.name}`,
    what: {
      upgrade: `You are on ${current.name}, paid through ${on}. ${wanted.name} starts now; what is left of your fee counts towards it.`,
      downgrade: `You stay on ${current.name}, with all that it gives, until ${on}. ${wanted.name} starts then. Nothing is charged today, and you can take this back until then.`,
      keep: `${wanted.name} goes on after ${on}. Nothing is charged today.`,
    }[kind],
    reward,
    lines: quote?.lines.map(({ text, cents }) => ({ text, amount: money(cents) })) ?? [],
    total: quote === null ? null : money(quote.dueCents),
    sentence,
    hidden: { at: String(at.getTime() / 1000), shown },
  };
}

/** The page that waits for the bank with the member; `plan`: the one that was just agreed to. */
function toConfirm(plan: string | undefined) {
  return redirect(plan === undefined ? "/membership/confirm" : `/membership/confirm?for=${plan}`, 303);
}

type Refusal = Exclude<
  Extract<ChangePlanResult | PlanOfferResult, { ok: false }>["reason"],
  "change-waiting"
>;

const REFUSALS: Readonly<Record<Refusal, string>> = {
  "not-on-sale": "This plan is not on sale. Nothing was charged, and your plan stays as it was.",
  "same-plan": "That is your plan already.",
  "household-seat": "Only the member who pays can change the plan.",
  "no-billing": "You pay for no membership yet. Join on the plan that you want.",
  "not-active":
    "Your membership is not active, so its plan can't be changed. You can join again on the plan that you want.",
  "renewal-open": "Your renewal is not paid yet. Settle it first, then change the plan.",
  cancelled: "Your membership is cancelled and will not renew. Keep it first, then change the plan.",
  "price-changed": `The price was worked out anew: it changes by the second and is kept for ${QUOTE_MINUTES} minutes. Nothing was charged. Please look at it again.`,
  "card-declined":
    "Your card was declined. Nothing was charged, and your plan stays as it was. Use another card under Manage billing on your membership page, then try again.",
  "billing-unavailable": UNAVAILABLE,
};

const STATUS: Readonly<Partial<Record<Refusal, number>>> = {
  "not-on-sale": 404,
  "billing-unavailable": 503,
  "card-declined": 402,
};

const formSchema = z.object({ at: z.coerce.number().int().min(0).max(1e11), shown: z.string().max(100) });

export async function action({ request, context, params }: ActionFunctionArgs) {
  const asking = await askingOf(request, context);
  const form = parseForm(formSchema, await request.formData());
  if (!form.ok) return data({ refusal: REFUSALS["price-changed"] }, { status: 422 });
  const { at, shown } = form.value;
  const deps = { db: pools().door.db, stripe: stripe() };
  const wish = { ...asking, planSlug: params.plan ?? "", at: new Date(at * 1000), shown };
  const changed = await changePlan(deps, wish);
  if (changed.ok && changed.kind === "confirm") throw toConfirm(params.plan);
  if (changed.ok) return redirect(`/membership?done=${changed.kind}`, 303);
  const { reason } = changed;
  if (reason === "change-waiting") throw toConfirm(undefined);
  return data({ refusal: REFUSALS[reason] }, { status: STATUS[reason] ?? 409 });
}

export default function ChangePlan() {
  const { offer, refusal } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (offer === null) {
    return (
      <ConfirmPage title="Change your plan" form={null}>
        <p>{answer?.refusal ?? refusal}</p>
      </ConfirmPage>
    );
  }
  const { title, kind, what, reward, lines, total, sentence, hidden } = offer;
  const button = { upgrade: `Pay ${total} and change`, downgrade: "Change at the renewal", keep: "Stay" }[
    kind
  ];
  return (
    <ConfirmPage title={title} refusal={answer?.refusal} form={{ button, kind: "main", hidden }}>
      <p>{what}</p>
      {reward !== null && <p>{reward}</p>}
      {total !== null && <PriceLines lines={lines} total={{ text: "To pay today", amount: total }} />}
      <p>
        <b>{sentence}</b>
      </p>
    </ConfirmPage>
  );
}
