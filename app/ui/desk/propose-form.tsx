import type { RuleScope } from "#app/domain/pricing.ts";
import { Button } from "../button.tsx";
import { countUpTo } from "./amounts.ts";

/** Makes a draft of what the rules would change. `changeSetId` makes pressing twice harmless. */
export function ProposeForm({
  scope,
  scopeKey,
  changeSetId,
  covered,
  cap,
}: {
  scope: RuleScope;
  scopeKey: string;
  changeSetId: string;
  /** SKUs that the scope covers, counted to one more than `cap`. */
  covered: number;
  cap: number;
}) {
  return (
    <form method="post">
      <input type="hidden" name="intent" value="propose" />
      <input type="hidden" name="scope" value={scope} />
      <input type="hidden" name="scopeKey" value={scopeKey} />
      <input type="hidden" name="changeSetId" value={changeSetId} />
      <Button disabled={covered === 0}>
        {covered === 1 ? "Propose a price" : `Propose prices for ${countUpTo(covered, cap)} items`}
      </Button>
    </form>
  );
}
