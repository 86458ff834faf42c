import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { validate as isUuid, v7 as uuidv7 } from "uuid";
import { requireStaff } from "#app/auth/guards.server.ts";
import { recordReading } from "#app/commands/record-reading.ts";
import { type Db, pools } from "#app/db/client.server.ts";
import { getMembership } from "#app/db/memberships.ts";
import { getPlan } from "#app/db/plans.ts";
import { findDeskMembership, listDeskSeats, listOpenInvitations } from "#app/db/support-desk.ts";
import { listTimeline } from "#app/db/timeline.ts";
import { formatMemberNumber } from "#app/domain/member-number.ts";
import { describeMembership } from "#app/domain/membership-words.ts";
import { boundFor, isBehind, mergeTimeline, type TimelineCursor } from "#app/domain/timeline.ts";
import { stripe } from "#app/stripe/client.ts";
import { dashboardAddress } from "#app/stripe/dashboard.ts";
import { listPayments } from "#app/stripe/payments.ts";
import { BillingError } from "#app/stripe/problem.ts";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { MemberDeeds } from "#app/ui/desk/members/member-deeds.tsx";
import { MemberFacts, SeatTable } from "#app/ui/desk/members/member-facts.tsx";
import { Timeline } from "#app/ui/desk/members/timeline.tsx";
import { ErrorSummary } from "#app/ui/form.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Pagination } from "#app/ui/pagination.tsx";
import { actorOf } from "../actor.ts";
import { useDeskFrame } from "../frame.ts";
import { memberAction } from "./member-action.server.ts";
import { formatTimelineCursor, parseTimelineCursor } from "./timeline-cursor.ts";

const PAGE = 40;

const DONE: Readonly<Record<string, string>> = {
  extend: "Extended. Stripe knows nothing of it: the next charge stays when it was.",
  suspend: "Suspended. Nobody of this membership sees a club price from now on.",
  reinstate: "Reinstated. What was paid for counts again.",
  refund: "Refunded. The membership has ended with it.",
  resend: "The mail is in the outbox once more.",
};

function notFound(): Response {
  return new Response("Not found", { status: 404, statusText: "Not Found" });
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requireStaff(request, context, "members");
  const { db } = pools().door;
  const id = params.membership ?? "";
  const desk = isUuid(id) ? await findDeskMembership(db, id) : undefined;
  if (desk === undefined) throw notFound();
  const now = new Date();
  const actor = { ...actorOf(staff, context), id: staff.account.id };
  const asked = new URL(request.url).searchParams;
  const before = parseTimelineCursor(asked.get("before"));
  await recordReading(db, { membershipId: id, actor, now });
  const [membership, plan, seats, invitations] = await Promise.all([
    getMembership(db, id),
    getPlan(db, desk.planSlug),
    listDeskSeats(db, id),
    listOpenInvitations(db, id, now),
  ]);
  const accountIds = seats.map(({ accountId }) => accountId);
  const timeline = await readTimeline(db, { ...desk, accountIds }, before);
  return {
    desk,
    words: describeMembership(membership, plan, now),
    membership,
    plan,
    seats,
    invitations,
    timeline,
    token: uuidv7(),
    stripeAddress: dashboardAddress(),
    done: DONE[asked.get("done") ?? ""],
  };
}

type Subject = { id: string; stripeCustomerId: string | null; accountIds: readonly string[] };

/** A page of everything that happened, newest first; without the payments when Stripe does not answer. */
async function readTimeline(db: Db, subject: Subject, cursor: TimelineCursor | undefined) {
  const about = { membershipId: subject.id, accountIds: subject.accountIds };
  const [ours, payments] = await Promise.all([
    listTimeline(db, about, { cursor, limit: PAGE + 1 }),
    readPayments(subject.stripeCustomerId),
  ]);
  const moved = payments.answered ? [...payments.charges, ...payments.refunds] : [];
  const behind = moved.filter((entry) => isBehind(entry, boundFor(entry.kind, cursor)));
  const { entries, next } = mergeTimeline([...ours, behind], PAGE);
  const here = `/desk/members/${subject.id}`;
  return {
    entries,
    stripeAnswered: payments.answered,
    firstHref: cursor === undefined ? null : here,
    nextHref: next === null ? null : `${here}?before=${formatTimelineCursor(next)}`,
  };
}

async function readPayments(customerId: string | null) {
  if (customerId === null) return { answered: true as const, charges: [], refunds: [] };
  try {
    return { answered: true as const, ...(await listPayments(stripe(), customerId)) };
  } catch (error) {
    if (error instanceof BillingError) return { answered: false as const };
    throw error;
  }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requireStaff(request, context, "members");
  const membershipId = params.membership ?? "";
  if (!isUuid(membershipId)) throw notFound();
  const form = await request.formData();
  const actor = actorOf(staff, context);
  const answer = await memberAction({ db: pools().door.db, membershipId, form, actor, now: new Date() });
  if (answer.kind === "done") return redirect(`/desk/members/${membershipId}?done=${answer.done}`, 303);
  const { intent, errors, typed, status } = answer;
  return data({ intent, errors, typed }, { status });
}

export default function DeskMember() {
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const { desk, plan, seats, timeline, done } = page;
  const primary = seats.find(({ kind }) => kind === "primary");
  return (
    <DeskPage
      frame={useDeskFrame()}
      title={`${primary?.name ?? "Nobody"}, ${formatMemberNumber(desk.number)}`}
    >
      {refusal && <ErrorSummary errors={refusal.errors} title="That was not done" />}
      {done && refusal === undefined && <Notice kind="success">{done}</Notice>}
      <MemberFacts page={page} />
      <SeatTable seats={seats} invitations={page.invitations} plan={plan} addOnSeats={desk.addOnSeats} />
      <MemberDeeds desk={desk} token={page.token} refusal={refusal} />
      <section className="grid gap-2">
        <h2>What happened</h2>
        {!timeline.stripeAnswered && (
          <Notice kind="info" title="Stripe does not answer">
            Charges and refunds are not in this list just now. Everything else is. Load the page again in a
            minute.
          </Notice>
        )}
        <Timeline
          entries={timeline.entries}
          token={page.token}
          refusal={refusal}
          stripeAddress={page.stripeAddress}
        />
        <Pagination previousHref={timeline.firstHref} nextHref={timeline.nextHref} />
      </section>
    </DeskPage>
  );
}
