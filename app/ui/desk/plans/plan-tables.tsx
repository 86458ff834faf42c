import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import type { Plan } from "#app/domain/membership.ts";
import { formatMoney } from "#app/domain/money.ts";
import { Button } from "../../button.tsx";
import { DataTable } from "../../table.tsx";
import { counted, NOTHING, number, share } from "../amounts.ts";

/** The most reward of a year; a plan without reward has nothing to limit. */
function rewardCapText({ rewardBps, rewardCapCents, currency }: Plan): string {
  if (rewardBps === 0) return NOTHING;
  return rewardCapCents === 0 ? "No limit" : formatMoney(rewardCapCents, currency);
}

/** The plans and what they are sold for. */
export function PlanTable({ plans }: { plans: readonly (Plan & { onSale: boolean })[] }) {
  return (
    <DataTable
      caption="Plans"
      captionHidden
      rows={plans}
      rowKey={({ slug }) => slug}
      emptyText="There are no plans yet."
      columns={[
        {
          header: "Plan",
          rowHeader: true,
          cell: ({ slug, name }) => <a href={`/desk/plans/${slug}`}>{name}</a>,
        },
        { header: "Fee a year", numeric: true, cell: (plan) => formatMoney(plan.feeCents, plan.currency) },
        { header: "Reward", numeric: true, cell: ({ rewardBps }) => share(rewardBps) },
        {
          header: "At most",
          numeric: true,
          cell: (plan) => rewardCapText(plan),
        },
        { header: "Household seats", numeric: true, cell: ({ householdSeats }) => householdSeats },
        {
          header: "Extra seat",
          numeric: true,
          cell: (plan) => formatMoney(plan.addOnFeeCents, plan.currency),
        },
        { header: "Most extra", numeric: true, cell: ({ maxAddOnSeats }) => maxAddOnSeats },
        { header: "Grace", numeric: true, cell: ({ graceDays }) => counted(graceDays, "day", "days") },
        { header: "On sale", cell: ({ onSale }) => (onSale ? "Yes" : "No") },
      ]}
    />
  );
}

export type FeeChangeRow = {
  id: string;
  planName: string;
  currency: string;
  fromCents: number;
  toCents: number;
  effectiveFrom: Date;
  members: number;
  told: number;
  /** Nobody was told, and it has not taken effect. */
  withdrawable: boolean;
};

/** Fee changes that still reach members, each with a button that takes it back where that can be done. */
export function FeeChangeTable({ changes }: { changes: readonly FeeChangeRow[] }) {
  return (
    <DataTable
      caption="Fee changes"
      captionHidden
      rows={changes}
      rowKey={({ id }) => id}
      emptyText="No fee change is on its way to present members."
      columns={[
        { header: "Plan", rowHeader: true, cell: ({ planName }) => planName },
        { header: "From", numeric: true, cell: (row) => formatMoney(row.fromCents, row.currency) },
        { header: "To", numeric: true, cell: (row) => formatMoney(row.toCents, row.currency) },
        { header: "Renewals from", cell: ({ effectiveFrom }) => formatCalendarDate(effectiveFrom) },
        { header: "Members", numeric: true, cell: ({ members }) => number(members) },
        { header: "Told", numeric: true, cell: ({ told }) => number(told) },
        {
          header: "Take back",
          cell: (row) => (row.withdrawable ? <WithdrawForm row={row} /> : whyNot(row)),
        },
      ]}
    />
  );
}

function WithdrawForm({ row }: { row: FeeChangeRow }) {
  return (
    <form method="post">
      <input type="hidden" name="changeId" value={row.id} />
      <Button size="small">
        Withdraw<span className="sr-only">{` the change of ${row.planName}`}</span>
      </Button>
    </form>
  );
}

function whyNot({ told }: FeeChangeRow): string {
  return told > 0 ? "Members were told" : "In effect";
}
