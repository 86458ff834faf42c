import { formatCalendarDate, isoCalendarDate } from "#app/domain/calendar-date.ts";
import type { Plan } from "#app/domain/membership.ts";
import { minorDigits } from "#app/domain/money.ts";
import { percentText } from "#app/domain/percent.ts";
import { FEE_CHANGE_NOTICE_DAYS } from "#app/domain/terms.ts";
import { Button } from "../../button.tsx";
import { ErrorSummary, Field } from "../../form.tsx";

type Props = {
  plan: Plan;
  /** Mark of the terms that the page shows. */
  seen: string;
  /** The first day from which a changed fee may reach present members. */
  earliest: Date;
  errors: Readonly<Record<string, string>>;
  /** What was typed when it was refused; undefined for a fresh form. */
  typed: Readonly<Record<string, string>> | undefined;
};

/** Sets a plan's terms, and from when on present members pay a changed fee. */
export function PlanForm({ plan, seen, earliest, errors, typed }: Props) {
  const digits = minorDigits(plan.currency);
  const amount = (minor: number) => (minor / 10 ** digits).toFixed(digits);
  const field = (name: string, current: string) => ({
    name,
    defaultValue: typed === undefined ? current : (typed[name] ?? ""),
    error: errors[name],
    maxLength: 12,
    autoComplete: "off",
  });
  const money = (name: string, minor: number) =>
    ({ ...field(name, amount(minor)), inputMode: "decimal", suffix: plan.currency }) as const;
  const count = (name: string, value: number) =>
    ({ ...field(name, String(value)), inputMode: "numeric" }) as const;
  return (
    <form method="post" className="form bg-white p-4" noValidate>
      <ErrorSummary errors={errors} title="Nothing was changed" />
      <input type="hidden" name="seen" value={seen} />
      <Field
        label="Yearly fee"
        hint="For everybody who joins from now on."
        {...money("feeCents", plan.feeCents)}
      />
      <Field
        label="Present members pay a changed fee from"
        type="date"
        required={false}
        min={isoCalendarDate(earliest)}
        hint={`With each one's first renewal on or after this day, ${formatCalendarDate(earliest)} at the earliest: they are told ${FEE_CHANGE_NOTICE_DAYS} days ahead (California asks for 7 to 30). Empty: they keep the fee that they have.`}
        {...field("membersFrom", "")}
      />
      <Field
        label="Reward on what is bought"
        inputMode="decimal"
        {...field("rewardBps", percentText(plan.rewardBps))}
        suffix="%"
      />
      <Field
        label="Most reward in a year"
        hint="0 for no limit."
        {...money("rewardCapCents", plan.rewardCapCents)}
      />
      <Field
        label="Household seats"
        hint="Besides the member's own. For present members too: with fewer, who came last loses the seat, and is told, when the membership is next read from Stripe."
        {...count("householdSeats", plan.householdSeats)}
      />
      <Field
        label="Yearly fee of an extra seat"
        hint={'Needs "club billing setup" afterwards, which makes its price at Stripe.'}
        {...money("addOnFeeCents", plan.addOnFeeCents)}
      />
      <Field label="Most extra seats" {...count("maxAddOnSeats", plan.maxAddOnSeats)} />
      <Field
        label="Days open after a renewal that fails"
        suffix="days"
        hint="For those who join from now on."
        {...count("graceDays", plan.graceDays)}
      />
      <div>
        <Button kind="main">Set the terms</Button>
      </div>
    </form>
  );
}
