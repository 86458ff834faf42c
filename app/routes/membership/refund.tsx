import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { offerRefund, type RefundResult, refundFee } from "#app/commands/refund-fee.ts";
import { pools } from "#app/db/client.server.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { formatMoney } from "#app/domain/money.ts";
import { stripe } from "#app/stripe/client.ts";
import { ConfirmPage } from "#app/ui/membership/confirm-page.tsx";
import { PriceLines } from "#app/ui/membership/price-lines.tsx";
import { askingOf, UNAVAILABLE } from "./asking.server.ts";

export const meta: MetaFunction = () => [
  { title: "Your money back - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const asking = await askingOf(request, context);
  const offered = await offerRefund({ db: pools().door.db, stripe: stripe() }, asking);
  if (!offered.ok) {
    const [status, refusal] = REFUSALS[offered.reason];
    return data({ offer: null, refusal }, { status });
  }
  const { payments, totalCents, currency } = offered.offer;
  const lines = payments.map(({ paidAt, leftCents }) => ({
    text: `Paid on ${formatCalendarDate(paidAt)}`,
    amount: formatMoney(leftCents, currency),
  }));
  return { offer: { lines, totalCents, total: formatMoney(totalCents, currency) }, refusal: null };
}

const REFUSALS: Readonly<Record<Extract<RefundResult, { ok: false }>["reason"], [number, string]>> = {
  "no-billing": [409, "You pay for no membership. Only the member who pays can ask for the fee back."],
  "nothing-paid": [
    409,
    "There is no fee of the current year to give back, or it is on its way to your card already.",
  ],
  suspended: [409, "Your membership is suspended. Please write to us, and we will look at it together."],
  disputed: [409, "Your bank is taking this payment back already. We can't refund it a second time."],
  "amount-changed": [409, "The amount changed since you opened this page. Please look at it again."],
  "billing-unavailable": [503, UNAVAILABLE],
};

export async function action({ request, context }: ActionFunctionArgs) {
  const asking = await askingOf(request, context);
  const shownCents = Number((await request.formData()).get("shownCents"));
  const refunded = await refundFee({ db: pools().door.db, stripe: stripe() }, { ...asking, shownCents });
  if (refunded.ok) return redirect("/membership?done=refunded", 303);
  const [status, refusal] = REFUSALS[refunded.reason];
  return data({ refusal }, { status });
}

export default function Refund() {
  const { offer, refusal } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (offer === null) {
    return (
      <ConfirmPage title="Your money back" form={null}>
        <p>{answer?.refusal ?? refusal}</p>
      </ConfirmPage>
    );
  }
  const { lines, total, totalCents } = offer;
  const hidden = { shownCents: String(totalCents) };
  return (
    <ConfirmPage
      title="Your money back"
      refusal={answer?.refusal}
      form={{ button: `Refund ${total} and end my membership`, kind: "danger", hidden }}
    >
      <PriceLines lines={lines} total={{ text: "You get back", amount: total }} />
      <p>
        The whole of it goes back to the card that paid. Banks take a few days to show it. Your membership
        ends now, for everybody in your household, and nothing more is charged. What you bought stays yours.
      </p>
      <p>
        Rather stay until the day that you paid through? <a href="/membership/cancel">Cancel</a> instead.
      </p>
    </ConfirmPage>
  );
}
