import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { validate as isUuid, v7 as uuidv7 } from "uuid";
import { requireStaff } from "#app/auth/guards.server.ts";
import {
  offerRefundAsStaff,
  type RefundAsStaffResult,
  refundFeeAsStaff,
} from "#app/commands/refund-fee-as-staff.ts";
import { pools } from "#app/db/client.server.ts";
import { findDeskMembership } from "#app/db/support-desk.ts";
import { formatMemberNumber } from "#app/domain/member-number.ts";
import { refundSchema } from "#app/domain/support.ts";
import { parseForm } from "#app/http/forms.ts";
import { stripe } from "#app/stripe/client.ts";
import { Button } from "#app/ui/button.tsx";
import { cents } from "#app/ui/desk/amounts.ts";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { ErrorSummary, Field } from "#app/ui/form.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { actorOf } from "../actor.ts";
import { useDeskFrame } from "../frame.ts";

type Refusal = Exclude<RefundAsStaffResult, { ok: true }>["reason"];

const REFUSALS: Readonly<Record<Refusal, readonly [status: number, text: string]>> = {
  "not-found": [404, "This membership is not there."],
  "form-used": [409, "This form was used already. Nothing was done; load the page again."],
  "no-billing": [409, "Nothing was ever paid for this membership."],
  "nothing-paid": [409, "Nothing of the running year is left to refund."],
  suspended: [409, "The membership is suspended. Reinstate it first, then refund."],
  disputed: [409, "A payment is disputed at the bank: the bank decides where the money goes."],
  "amount-changed": [409, "The amount has changed since the page was shown. Look at it again."],
  "billing-unavailable": [503, "Stripe does not answer. Nothing was changed; try again in a minute."],
};

/** For what no person typed: the form's mark, the amount. */
const AGAIN = "Load the page again and press once more.";

function notFound(): Response {
  return new Response("Not found", { status: 404, statusText: "Not Found" });
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireStaff(request, context, "members");
  const { db } = pools().door;
  const id = params.membership ?? "";
  const desk = isUuid(id) ? await findDeskMembership(db, id) : undefined;
  if (desk === undefined) throw notFound();
  const offered = await offerRefundAsStaff({ db, stripe: stripe() }, id, new Date());
  return {
    id,
    number: formatMemberNumber(desk.number),
    token: uuidv7(),
    totalCents: offered?.ok ? offered.offer.totalCents : null,
    refusal: offered?.ok ? null : REFUSALS[offered?.reason ?? "not-found"][1],
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requireStaff(request, context, "members");
  const membershipId = params.membership ?? "";
  if (!isUuid(membershipId)) throw notFound();
  const parsed = parseForm(refundSchema, await request.formData());
  if (!parsed.ok) {
    const { reason, ...others } = parsed.errors;
    const errors = { ...(reason && { reason }), ...(Object.keys(others).length > 0 && { form: AGAIN }) };
    return data({ errors, typed: parsed.typed }, { status: 422 });
  }
  const actor = { ...actorOf(staff, context), id: staff.account.id };
  const result = await refundFeeAsStaff(
    { db: pools().door.db, stripe: stripe() },
    { ...parsed.value, membershipId, actor, now: new Date() },
  );
  if (result.ok) return redirect(`/desk/members/${membershipId}?done=refund`, 303);
  const [status, text] = REFUSALS[result.reason];
  return data({ errors: { form: text }, typed: parsed.typed }, { status });
}

export default function DeskRefund() {
  const { id, number, token, totalCents, refusal } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors: Readonly<Record<string, string | undefined>> = answer?.errors ?? {};
  return (
    <DeskPage frame={useDeskFrame()} title={`Refund the fee of ${number}`}>
      <ErrorSummary errors={errors} title="Nothing was refunded" />
      {totalCents === null ? (
        <Notice kind="warn">{refusal}</Notice>
      ) : (
        <form method="post" className="form bg-white p-4" noValidate>
          <p>
            <b>{cents(totalCents)}</b> goes back to the card, and the membership ends at once.
          </p>
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="shownCents" value={totalCents} />
          <Field
            label="Reason"
            name="reason"
            maxLength={500}
            autoComplete="off"
            hint="Kept in the record, with your name."
            defaultValue={answer?.typed.reason}
            error={errors.reason}
          />
          <div>
            <Button kind="danger">{`Refund ${cents(totalCents)} and end it`}</Button>
          </div>
        </form>
      )}
      <p>
        <a href={`/desk/members/${id}`}>Back to the member</a>
      </p>
    </DeskPage>
  );
}
