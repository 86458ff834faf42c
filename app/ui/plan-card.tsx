import type { ReactNode } from "react";
import type { Currency } from "#app/domain/money.ts";
import { Price } from "./price.tsx";

export type PlanCardData = {
  name: string;
  yearlyFeeMinor: number;
  currency: Currency;
  /** What it gives, one short sentence each. */
  gives: readonly string[];
  /** "2 cards for one household". */
  seatsText: string;
  /** For whom: "Pays for itself from $2,500 a year of shopping". */
  forText: string | null;
  /** The plan that this person has now, or the upper tier set off by its colour. */
  tone: "base" | "plus";
  current?: boolean;
};

/** A plan as a sign of its own; `children` is its action (a link to join, a form to switch). */
export function PlanCard({ plan, children }: { plan: PlanCardData; children?: ReactNode }) {
  return (
    <section className={`plan is-${plan.tone}`}>
      <h3>{plan.name}</h3>
      <p className="plan-fee">
        <Price minor={plan.yearlyFeeMinor} currency={plan.currency} />
        <span> a year</span>
      </p>
      {plan.forText !== null && <p className="plan-for">{plan.forText}</p>}
      <ul>
        {plan.gives.map((text) => (
          <li key={text}>{text}</li>
        ))}
        <li>{plan.seatsText}</li>
      </ul>
      {plan.current && <p className="plan-current">Your plan now</p>}
      {children}
    </section>
  );
}

/** Plans side by side. */
export function PlanCards({ children }: { children: ReactNode }) {
  return <div className="plans">{children}</div>;
}
