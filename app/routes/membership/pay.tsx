import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { openRenewalInvoice } from "#app/commands/pay-renewal.ts";
import { pools } from "#app/db/client.server.ts";
import { stripe } from "#app/stripe/client.ts";
import { ConfirmPage } from "#app/ui/membership/confirm-page.tsx";
import { askingOf, UNAVAILABLE } from "./asking.server.ts";

export const meta: MetaFunction = () => [
  { title: "Pay your renewal - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

/** Opened from a mail too: whoever is signed out signs in first, and comes back here. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await askingOf(request, context);
  return null;
}

/** Sends to Stripe's own page of the open renewal, where a bank can ask its questions. */
export async function action({ request, context }: ActionFunctionArgs) {
  const asking = await askingOf(request, context);
  const opened = await openRenewalInvoice({ db: pools().door.db, stripe: stripe() }, asking);
  if (opened.ok) return redirect(opened.url, 303);
  switch (opened.reason) {
    case "nothing-open":
      return redirect("/membership", 303);
    case "billing-unavailable":
      return data({ refusal: UNAVAILABLE }, { status: 503 });
    default: {
      const impossible: never = opened.reason;
      throw new Error(`Unknown refusal ${impossible}`);
    }
  }
}

export default function PayRenewal() {
  const answer = useActionData<typeof action>();
  return (
    <ConfirmPage
      title="Pay your renewal"
      refusal={answer?.refusal}
      form={{ button: "Go on to pay", kind: "main", hidden: {} }}
    >
      <p>You pay on Stripe's own page, with any card. Your bank can ask you to confirm it there.</p>
    </ConfirmPage>
  );
}
