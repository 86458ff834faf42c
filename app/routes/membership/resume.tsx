import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { findBilledMembership } from "#app/commands/member-billing.ts";
import { offerResuming, type ResumeResult, resumeMembership } from "#app/commands/resume-membership.ts";
import { pools } from "#app/db/client.server.ts";
import { leavingFor } from "#app/domain/plan-change.ts";
import { parseForm } from "#app/http/forms.ts";
import { stripe } from "#app/stripe/client.ts";
import { ConfirmPage } from "#app/ui/membership/confirm-page.tsx";
import { askingOf, UNAVAILABLE } from "./asking.server.ts";

export const meta: MetaFunction = () => [
  { title: "Keep your membership - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { accountId, now } = await askingOf(request, context);
  const { db } = pools().door;
  const membership = await findBilledMembership({ db, stripe: stripe() }, accountId);
  if (membership === undefined || !leavingFor(membership, now).resume) throw redirect("/membership", 303);
  const { sentence } = await offerResuming(db, membership, now);
  return { hidden: { shown: sentence, at: String(now.getTime()) }, sentence };
}

const REFUSALS: Readonly<Record<Extract<ResumeResult, { ok: false }>["reason"], [number, string]>> = {
  "no-billing": [409, "Only the member who pays can do this."],
  ended: [409, "This membership has ended meanwhile. You can join again, with the same number."],
  "terms-changed": [409, "A date or an amount changed since you opened this page. Please read it again."],
  "billing-unavailable": [503, UNAVAILABLE],
};

const formSchema = z.object({
  shown: z.string().max(500),
  /** Milliseconds since 1970 at which it was shown. */
  at: z.coerce.number().int().min(0).max(1e14),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const asking = await askingOf(request, context);
  const form = parseForm(formSchema, await request.formData());
  if (!form.ok) return data({ refusal: REFUSALS["terms-changed"][1] }, { status: 422 });
  const { shown, at } = form.value;
  const deps = { db: pools().door.db, stripe: stripe() };
  const resumed = await resumeMembership(deps, { ...asking, shown, shownAt: new Date(at) });
  if (resumed.ok) return redirect("/membership?done=resumed", 303);
  const [status, refusal] = REFUSALS[resumed.reason];
  return data({ refusal }, { status });
}

export default function Resume() {
  const { sentence, hidden } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <ConfirmPage
      title="Keep your membership"
      refusal={answer?.refusal}
      form={{ button: "Keep my membership", kind: "main", hidden }}
    >
      <p>
        Your cancellation is taken back. We write to you before every charge, and you can cancel again here.
      </p>
      <p>
        <b>{sentence}</b>
      </p>
    </ConfirmPage>
  );
}
