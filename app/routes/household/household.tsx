import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/auth/guards.server.ts";
import { pools } from "#app/db/client.server.ts";
import { findMembershipOf } from "#app/db/memberships.ts";
import type { FormErrors, Typed } from "#app/http/forms.ts";
import { ErrorSummary } from "#app/ui/form.tsx";
import { SeatsForm, SeatsOffer } from "#app/ui/membership/household-add-ons.tsx";
import { InvitationList, InviteForm, LeaveForm, SeatList } from "#app/ui/membership/household-section.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { actOnHousehold } from "./household-action.server.ts";
import { householdView } from "./household-view.server.ts";
import { doneText } from "./words.ts";

export const meta: MetaFunction = () => [
  { title: "Your household - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = await requireAccount(request, context);
  const membership = await findMembershipOf(pools().door.db, account.id);
  if (membership === undefined) throw redirect("/membership", 303);
  const { searchParams } = new URL(request.url);
  const view = await householdView(membership, account.id, searchParams.get("seats"), new Date());
  return { ...view, done: doneText(searchParams.get("done")) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { account } = await requireAccount(request, context);
  return await actOnHousehold(await request.formData(), { accountId: account.id, request, context });
}

export default function HouseholdPage() {
  const { done, manages, entitled, seats, countText, primaryName } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const errors: FormErrors = refusal?.errors ?? {};
  const typed: Typed = refusal?.typed ?? {};
  return (
    <div className="grid max-w-3xl gap-6">
      <h1>Your household</h1>
      {refusal === undefined && done !== null && <Notice kind="success">{done}</Notice>}
      <ErrorSummary errors={errors} title="That did not work" />
      <section className="grid gap-3">
        <h2>Who sits here</h2>
        <p>
          {entitled
            ? `${countText} Everybody here sees and pays the club price.`
            : "The membership is not open just now, so nobody here sees the club price."}
        </p>
        <SeatList seats={seats} manages={manages} />
        {!manages && <LeaveForm primaryName={primaryName} />}
      </section>
      {manages && <Offered errors={errors} typed={typed} />}
      {manages && <ExtraSeats errors={errors} />}
      <p>
        <a href="/membership">Back to your membership</a>
      </p>
    </div>
  );
}

function Offered({ errors, typed }: { errors: FormErrors; typed: Typed }) {
  const { invitations, canInvite, entitled } = useLoaderData<typeof loader>();
  return (
    <section className="grid gap-3">
      <h2>Invitations</h2>
      {invitations.length > 0 && <InvitationList invitations={invitations} />}
      {canInvite ? (
        <div className="bg-white p-5">
          <InviteForm typedEmail={typed.email} error={errors.email} />
        </div>
      ) : (
        <p>
          {entitled
            ? "No seat is free to offer just now."
            : "Seats can be offered when your membership is open."}
        </p>
      )}
    </section>
  );
}

function ExtraSeats({ errors }: { errors: FormErrors }) {
  const { addOns, offer } = useLoaderData<typeof loader>();
  if (addOns === null) return null;
  return (
    <section className="grid gap-3" id="extra-seats">
      <h2>Extra seats</h2>
      <div className="grid gap-4 bg-white p-5">
        {offer !== null && "refusal" in offer && <Notice kind="warn">{offer.refusal}</Notice>}
        {offer !== null && "offer" in offer ? (
          <SeatsOffer offer={offer.offer} error={errors.agree} />
        ) : (
          <SeatsForm choices={addOns.choices} chosen={addOns.chosen} feeText={addOns.feeText} />
        )}
      </div>
    </section>
  );
}
