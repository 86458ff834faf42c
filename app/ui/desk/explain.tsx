import { describeWaterfall, type Waterfall as Steps } from "#app/domain/waterfall.ts";
import { Waterfall } from "../waterfall.tsx";
import { cents, changeCents } from "./amounts.ts";
import { scopeWords } from "./rule-words.ts";

/** How a price came about, from its stored steps: cost, markup, cap, ending, floor. */
export function Explain({
  steps,
  caption = "How the price comes about",
}: {
  steps: Steps;
  caption?: string;
}) {
  const rows = describeWaterfall(steps).map((step, index) => ({
    label: step.label,
    amountText: index === 0 ? cents(step.cents) : changeCents(step.changeCents),
    ...(step.note && { note: step.note }),
    ...(step.rule && { ruleText: scopeWords(step.rule.scope, step.rule.scopeKey) }),
  }));
  return (
    <Waterfall
      caption={caption}
      rows={rows}
      total={{ label: "Club price", amountText: cents(steps.steps.at(-1)?.cents ?? null) }}
    />
  );
}
