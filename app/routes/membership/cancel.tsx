import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { cancelMembership } from "#app/commands/cancel-membership.ts";
import { findBilledMembership } from "#app/commands/member-billing.ts";
import { pools } from "#app/db/client.server.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { leavingFor } from "#app/domain/plan-change.ts";
import { stripe } from "#app/stripe/client.ts";
import { ConfirmPage } from "#app/ui/membership/confirm-page.tsx";
import { askingOf, UNAVAILABLE } from "./asking.server.ts";

export const meta: MetaFunction = () => [
  { title: "Cancel your membership - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { accountId, now } = await askingOf(request, context);
  const membership = await findBilledMembership({ db: pools().door.db, stripe: stripe() }, accountId);
  if (membership === undefined) throw redirect("/membership", 303);
  const { cancel } = leavingFor(membership, now);
  if (cancel === null) throw redirect("/membership", 303);
  return { atEnd: cancel === "at-end", until: formatCalendarDate(membership.paidThrough ?? now) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const asking = await askingOf(request, context);
  const cancelled = await cancelMembership({ db: pools().door.db, stripe: stripe() }, asking);
  if (cancelled.ok) return redirect("/membership?done=cancelled", 303);
  switch (cancelled.reason) {
    case "no-billing":
      return data({ refusal: "Only the member who pays can cancel." }, { status: 409 });
    case "billing-unavailable":
      return data({ refusal: UNAVAILABLE }, { status: 503 });
    default: {
      const impossible: never = cancelled.reason;
      throw new Error(`Unknown refusal ${impossible}`);
    }
  }
}

export default function Cancel() {
  const { atEnd, until } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <ConfirmPage
      title="Cancel your membership"
      refusal={answer?.refusal}
      form={{ button: "Cancel my membership", kind: "danger", hidden: {} }}
    >
      {atEnd ? (
        <>
          <p>{`You pay the club price until ${until}, as paid for. Nothing more is charged.`}</p>
          <p>
            Until then you can take it back. If you want your money back instead,{" "}
            <a href="/membership/refund">ask for the whole fee</a>.
          </p>
        </>
      ) : (
        <p>Your renewal is not paid. The membership ends now, and you owe nothing.</p>
      )}
    </ConfirmPage>
  );
}
