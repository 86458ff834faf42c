import type { Guardrails, RuleScope, Strategy } from "#app/domain/pricing.ts";
import { Button } from "../button.tsx";
import { countUpTo, timeText } from "./amounts.ts";
import { ProposeForm } from "./propose-form.tsx";
import { ruleWords } from "./rule-words.ts";

export type RuleVersion = {
  id: string;
  strategy: Strategy;
  guardrails: Guardrails;
  madeAt: Date;
  endedAt: Date | null;
  madeBy: string | null;
};

type Chosen = {
  scopeKey: string;
  open: { strategy: Strategy; guardrails: Guardrails } | null;
  covered: number;
  versions: readonly RuleVersion[];
  changeSetId: string;
};

/** One rule: what it covers, its versions, and what can be done with it. */
export function RulePanel({ scope, chosen, cap }: { scope: RuleScope; chosen: Chosen; cap: number }) {
  const { scopeKey, open, covered, versions, changeSetId } = chosen;
  return (
    <div className="grid gap-4 bg-white p-4">
      <p>
        {open === null ? "No rule of its own: what is wider holds." : `Holds now: ${ruleWords(open)}.`}
        <small className="block">
          {covered === 1 ? "Covers 1 item on sale." : `Covers ${countUpTo(covered, cap)} items on sale.`}
        </small>
      </p>
      <div className="actions">
        <ProposeForm
          scope={scope}
          scopeKey={scopeKey}
          changeSetId={changeSetId}
          covered={covered}
          cap={cap}
        />
        {open !== null && scope !== "club" && (
          <form method="post">
            <input type="hidden" name="intent" value="end-rule" />
            <input type="hidden" name="scope" value={scope} />
            <input type="hidden" name="scopeKey" value={scopeKey} />
            <Button kind="danger">End the rule</Button>
          </form>
        )}
      </div>
      {versions.length > 0 && (
        <details>
          <summary>{`Versions: ${versions.length}`}</summary>
          <ul className="grid gap-2 pt-2">
            {versions.map((version) => (
              <li key={version.id}>
                {ruleWords(version)}
                <small className="block">
                  {`${timeText(version.madeAt)} to ${version.endedAt === null ? "now" : timeText(version.endedAt)}`}
                  {version.madeBy && `, ${version.madeBy}`}
                </small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
