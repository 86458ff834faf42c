import type { MembershipState } from "#app/domain/entitlement.ts";
import { formatMemberNumber } from "#app/domain/member-number.ts";
import { StateLabel } from "../../state-label.tsx";
import { type Column, DataTable } from "../../table.tsx";
import { NOTHING } from "../amounts.ts";

type Person = {
  accountId: string;
  name: string;
  email: string;
  membershipId: string | null;
  number: string | null;
  planName: string | null;
  state: MembershipState | null;
  seat: "primary" | "household" | null;
  suspended: boolean;
};

const COLUMNS: readonly Column<Person>[] = [
  {
    header: "Name",
    rowHeader: true,
    cell: ({ name, membershipId }) =>
      membershipId === null ? name : <a href={`/desk/members/${membershipId}`}>{name}</a>,
  },
  { header: "Mail address", cell: ({ email }) => <span className="whitespace-nowrap">{email}</span> },
  {
    header: "Number",
    cell: ({ number }) =>
      number === null ? NOTHING : <span className="whitespace-nowrap">{formatMemberNumber(number)}</span>,
  },
  { header: "Plan", cell: ({ planName }) => planName ?? NOTHING },
  { header: "Seat", cell: ({ seat }) => seat ?? NOTHING },
  {
    header: "State",
    cell: ({ state, suspended }) => <PersonState state={suspended ? "suspended" : state} />,
  },
];

/** People who were found, each with the membership they sit in. */
export function PeopleTable({ people }: { people: readonly Person[] }) {
  return (
    <DataTable
      caption="People found"
      captionHidden
      columns={COLUMNS}
      rows={people}
      rowKey={({ accountId }) => accountId}
      emptyText="Nobody fits."
    />
  );
}

const TONES = {
  active: "good",
  "past-due": "waiting",
  pending: "waiting",
  cancelled: "quiet",
  ended: "quiet",
  suspended: "bad",
} as const;

function PersonState({ state }: { state: MembershipState | "suspended" | null }) {
  if (state === null) return <StateLabel tone="quiet" text="no membership" />;
  return <StateLabel tone={TONES[state]} text={state} />;
}
