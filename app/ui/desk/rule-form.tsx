import type { ReactNode } from "react";
import { percentText } from "#app/domain/percent.ts";
import {
  type ClubLimits,
  type Guardrails,
  PRICE_ENDINGS,
  type RuleScope,
  type Strategy,
} from "#app/domain/pricing.ts";
import { Button } from "../button.tsx";
import { ErrorSummary, Field, Select } from "../form.tsx";
import { endingWords } from "./rule-words.ts";

type FormState = {
  errors: Readonly<Record<string, string>>;
  /** What was typed when it was refused; undefined for a fresh form. */
  typed: Readonly<Record<string, string>> | undefined;
};

type RuleFormProps = {
  scope: RuleScope;
  /** The field or hidden field that says which one the rule covers. */
  children: ReactNode;
  /** The open rule of the scope, where there is one. */
  open: { strategy: Strategy; guardrails: Guardrails } | null;
  limits: ClubLimits;
  state: FormState;
};

/** Sets a markup rule: a percentage on landed cost and a price ending; on the club's rule, the limits of all. */
export function RuleForm({ scope, children, open, limits, state: { errors, typed } }: RuleFormProps) {
  const value = (name: string, bps: number | undefined) =>
    typed === undefined ? (bps === undefined ? "" : percentText(bps)) : (typed[name] ?? "");
  const cap = `${percentText(limits.brandMarkupCapBps)} % on brands, ${percentText(limits.ownLabelMarkupCapBps)} % on our own label`;
  return (
    <form method="post" className="form bg-white p-4" noValidate>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="intent" value="set-rule" />
      <input type="hidden" name="scope" value={scope} />
      {children}
      <Field
        label="Markup on landed cost"
        name="markup"
        inputMode="decimal"
        suffix="%"
        maxLength={10}
        hint={`Markup, not margin. The club's cap: ${cap}.`}
        defaultValue={value("markup", open?.strategy.markupBps)}
        error={errors.markup}
      />
      <Select
        label="Price ending"
        name="ending"
        required={false}
        hint="Prices go down to the next one, unless that breaks the margin floor."
        options={endingOptions(open?.guardrails.endingCents)}
        placeholder="None: exact cents"
        defaultValue={typed?.ending ?? String(open?.guardrails.endingCents ?? "")}
        error={errors.ending}
      />
      <Field
        label={scope === "club" ? "Markup cap on brands" : "Tighter markup cap"}
        name="markupCap"
        inputMode="decimal"
        suffix="%"
        maxLength={10}
        required={false}
        defaultValue={value("markupCap", open?.guardrails.markupCapBps)}
        error={errors.markupCap}
      />
      {scope === "club" && (
        <Field
          label="Markup cap on our own label"
          name="ownLabelCap"
          inputMode="decimal"
          suffix="%"
          maxLength={10}
          required={false}
          defaultValue={value("ownLabelCap", open?.guardrails.ownLabelMarkupCapBps)}
          error={errors.ownLabelCap}
        />
      )}
      <Field
        label="Margin floor"
        name="marginFloor"
        inputMode="decimal"
        suffix="% of the price"
        maxLength={10}
        required={false}
        hint={`Runs last. The club's: ${percentText(limits.marginFloorBps)} % of the price.`}
        defaultValue={value("marginFloor", open?.guardrails.marginFloorBps)}
        error={errors.marginFloor}
      />
      <Button kind="main">Set the rule</Button>
    </form>
  );
}

function endingOptions(current: number | undefined) {
  const endings = new Set<number>(PRICE_ENDINGS);
  if (current !== undefined) endings.add(current);
  return Array.from(endings, (cents) => ({ value: String(cents), label: endingWords(cents) }));
}
