import type { Guardrails, RuleScope, Strategy } from "#app/domain/pricing.ts";
import { RULE_SCOPES } from "#app/domain/pricing.ts";
import { type Column, DataTable } from "../table.tsx";
import { countUpTo, share } from "./amounts.ts";
import { endingWords } from "./rule-words.ts";
import { Day } from "./when.tsx";

export type OpenRuleRow = {
  id: string;
  scope: RuleScope;
  scopeKey: string;
  name: string | null;
  strategy: Strategy;
  guardrails: Guardrails;
  /** Items covered, counted to one more than `COVERED_SHOWN`. */
  covered: number;
  madeAt: Date;
};

/** Covered items are counted up to here in the list. */
const COVERED_SHOWN = 1_000;

const TAB_WORDS: Readonly<Record<RuleScope, string>> = {
  sku: "Items",
  supplier: "Suppliers",
  brand: "Brands",
  category: "Categories",
  club: "The whole club",
};

/** One tab a scope, from the closest to the widest: the first that has a rule for an item wins. */
export function RuleScopeTabs({ scope }: { scope: RuleScope }) {
  return (
    <nav aria-label="What rules cover" className="grid gap-1">
      <ul className="flex flex-wrap gap-2">
        {RULE_SCOPES.map((one) => (
          <li key={one}>
            <a
              className="btn btn-small"
              href={`/desk/rules?scope=${one}`}
              aria-current={one === scope ? "page" : undefined}
            >
              {one === scope ? <b>{TAB_WORDS[one]}</b> : TAB_WORDS[one]}
            </a>
          </li>
        ))}
      </ul>
      <p>From left to right: the first that has a rule for an item wins.</p>
    </nav>
  );
}

const COLUMNS: readonly Column<OpenRuleRow>[] = [
  {
    header: "Covers",
    rowHeader: true,
    cell: (rule) => (
      <a href={`/desk/rules?${new URLSearchParams({ scope: rule.scope, key: rule.scopeKey })}`}>
        {rule.name ?? rule.scopeKey}
      </a>
    ),
  },
  { header: "Items", numeric: true, cell: (rule) => countUpTo(rule.covered, COVERED_SHOWN) },
  { header: "Markup on cost", numeric: true, cell: (rule) => share(rule.strategy.markupBps) },
  { header: "Ending", numeric: true, cell: (rule) => endingWords(rule.guardrails.endingCents) },
  { header: "Markup cap", numeric: true, cell: (rule) => share(rule.guardrails.markupCapBps) },
  { header: "Margin floor", numeric: true, cell: (rule) => share(rule.guardrails.marginFloorBps) },
  { header: "Since", cell: (rule) => <Day at={rule.madeAt} /> },
];

/** The rules that hold now, in one scope. */
export function OpenRules({ scope, rules }: { scope: RuleScope; rules: readonly OpenRuleRow[] }) {
  return (
    <DataTable
      caption={`Rules that hold: ${TAB_WORDS[scope]}`}
      columns={COLUMNS}
      rows={rules}
      rowKey={(rule) => rule.id}
      emptyText="No rule here. What is wider holds."
    />
  );
}
