import type { ReactNode } from "react";
import type { Entitlement, MembershipState } from "#app/domain/entitlement.ts";
import { type Currency, formatMoney } from "#app/domain/money.ts";
import { StateLabel } from "../../state-label.tsx";
import { type Column, DataTable } from "../../table.tsx";
import { NOTHING, timeText } from "../amounts.ts";
import { Day } from "../when.tsx";

type FactsPage = {
  desk: {
    state: MembershipState;
    planSlug: string;
    nextPlanSlug: string | null;
    paidThrough: Date | null;
    extendedUntil: Date | null;
    suspendedAt: Date | null;
    suspendedReason: string | null;
    suspendedByDispute: string | null;
    createdAt: Date;
  };
  membership: {
    graceDays: number;
    cancelAt: Date | null;
    stripeCustomerId: string | null;
    stripeSubscriptionId: string | null;
    syncedAt: Date | null;
  };
  plan: { name: string; feeCents: number; currency: Currency };
  words: { entitlement: Entitlement; title: string; detail: string };
  stripeAddress: string | null;
};

/** State in words, what it allows now, dates, and where to find it at Stripe. */
export function MemberFacts({ page }: { page: FactsPage }) {
  const { desk, membership, plan, words, stripeAddress } = page;
  const facts: [string, ReactNode][] = [
    ["Plan", `${plan.name}, ${formatMoney(plan.feeCents, plan.currency)} a year`],
    ["Plan from the next renewal", desk.nextPlanSlug ?? "the same"],
    ["Paid through", <OptionalDay key="paid" at={desk.paidThrough} />],
    ["Extended until", <OptionalDay key="extended" at={desk.extendedUntil} />],
    ["Set to end", <OptionalDay key="ends" at={membership.cancelAt} />],
    ["Days of grace", String(membership.graceDays)],
    ["State at Stripe, as last read", desk.state],
    ["Last read", membership.syncedAt === null ? "never" : timeText(membership.syncedAt)],
    ["Since", <Day key="since" at={desk.createdAt} />],
    [
      "Stripe customer",
      <StripeId key="cus" at={stripeAddress} kind="customers" id={membership.stripeCustomerId} />,
    ],
    [
      "Stripe subscription",
      <StripeId key="sub" at={stripeAddress} kind="subscriptions" id={membership.stripeSubscriptionId} />,
    ],
  ];
  return (
    <section className="grid gap-3 bg-white p-4">
      <p className="flex flex-wrap items-baseline gap-3">
        <EntitlementLabel entitlement={words.entitlement} />
        {desk.suspendedAt !== null && (
          <span>
            {`Suspended ${timeText(desk.suspendedAt)}: ${desk.suspendedReason ?? "no reason given"}`}
            {desk.suspendedByDispute !== null && ` (dispute ${desk.suspendedByDispute})`}
          </span>
        )}
      </p>
      <p>
        The member reads: <q>{`${words.title}. ${words.detail}`}</q>
      </p>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-2 lg:grid-cols-4">
        {facts.map(([label, value]) => (
          <div key={label} className="min-w-0">
            <dt className="text-concrete-600">{label}</dt>
            <dd className="break-words font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function OptionalDay({ at }: { at: Date | null }) {
  return at === null ? NOTHING : <Day at={at} />;
}

/** One of Stripe's ids, as a link where there is a dashboard. */
export function StripeId({
  at,
  kind,
  id,
}: {
  at: string | null;
  kind: "customers" | "subscriptions" | "events" | "payments";
  id: string | null;
}) {
  if (id === null) return NOTHING;
  if (at === null) return <code className="text-sm break-all">{id}</code>;
  return (
    <a href={`${at}/${kind}/${id}`} rel="noreferrer" className="break-all">
      {id}
    </a>
  );
}

/** What the membership allows now: whether the club price is seen, and until when. */
function EntitlementLabel({ entitlement }: { entitlement: Entitlement }) {
  switch (entitlement.kind) {
    case "active":
      return <StateLabel tone="good" text={`Open: paid through ${timeText(entitlement.until)}`} />;
    case "paid-through":
      return <StateLabel tone="good" text={`Open until it ends, ${timeText(entitlement.until)}`} />;
    case "in-grace":
      return <StateLabel tone="waiting" text={`Open, not paid: until ${timeText(entitlement.until)}`} />;
    case "pending":
      return <StateLabel tone="waiting" text="Closed: never paid" />;
    case "lapsed":
      return (
        <StateLabel
          tone="quiet"
          text={entitlement.since === null ? "Closed" : `Closed since ${timeText(entitlement.since)}`}
        />
      );
    case "suspended":
      return <StateLabel tone="bad" text="Closed: suspended" />;
    default: {
      const impossible: never = entitlement;
      throw new Error(`Unknown entitlement ${JSON.stringify(impossible)}`);
    }
  }
}

type Seat = {
  accountId: string;
  name: string;
  email: string;
  emailVerifiedAt: Date | null;
  kind: "primary" | "household";
  since: Date;
};

const SEAT_COLUMNS: readonly Column<Seat>[] = [
  { header: "Name", rowHeader: true, cell: ({ name }) => name },
  { header: "Mail address", cell: ({ email }) => <span className="whitespace-nowrap">{email}</span> },
  {
    header: "Address confirmed",
    cell: ({ emailVerifiedAt }) => (emailVerifiedAt === null ? "no" : <Day at={emailVerifiedAt} />),
  },
  { header: "Seat", cell: ({ kind }) => kind },
  { header: "Since", cell: ({ since }) => <Day at={since} /> },
];

/** Who sits in the membership, and who was asked to. */
export function SeatTable({
  seats,
  invitations,
  plan,
  addOnSeats,
}: {
  seats: readonly Seat[];
  invitations: readonly { email: string; expiresAt: Date }[];
  plan: { householdSeats: number };
  addOnSeats: number;
}) {
  const used = seats.filter(({ kind }) => kind === "household").length;
  const extra = addOnSeats === 0 ? "" : `, ${addOnSeats} of them paid for besides`;
  return (
    <section className="grid gap-2">
      <h2>Seats</h2>
      <DataTable
        caption="Seats"
        captionHidden
        columns={SEAT_COLUMNS}
        rows={seats}
        rowKey={({ accountId }) => accountId}
        emptyText="Nobody sits in this membership."
      />
      <p>{`Household seats taken: ${used} of ${plan.householdSeats + addOnSeats}${extra}.`}</p>
      {invitations.map(({ email, expiresAt }) => (
        <p key={email}>{`Asked: ${email}, until ${timeText(expiresAt)}`}</p>
      ))}
    </section>
  );
}
