import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { v7 as uuidv7 } from "uuid";
import { requireStaff } from "#app/auth/guards.server.ts";
import { getCatalogue } from "#app/db/catalogue.ts";
import { type Db, pools } from "#app/db/client.server.ts";
import { countCovered, findScopeName, type ScopeRef } from "#app/db/priced-skus.ts";
import { findOpenRule, listOpenRules, listRuleVersions, loadRuleBook } from "#app/db/rules.ts";
import { cleanQuery } from "#app/db/search.ts";
import { CLUB_KEY, clubLimits, RULE_SCOPES, type RuleScope } from "#app/domain/pricing.ts";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { OpenRules, RuleScopeTabs } from "#app/ui/desk/open-rules.tsx";
import { RuleForm } from "#app/ui/desk/rule-form.tsx";
import { RulePanel } from "#app/ui/desk/rule-panel.tsx";
import { ScopeKeyField } from "#app/ui/desk/scope-key-field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Pagination } from "#app/ui/pagination.tsx";
import { actorOf } from "./actor.ts";
import { useDeskFrame } from "./frame.ts";
import { ruleAction } from "./rule-action.server.ts";

const PAGE = 50;
/** Covered items are counted up to here. */
const COVERED_CAP = 100_000;
/** What the page says when it comes back from its own form. */
const DONE = {
  set: "The rule is set. It changes no price until you propose and publish.",
  same: "That is the rule already: nothing was changed.",
  ended: "The rule has ended. Its items fall back to the next wider rule at the next proposal.",
} as const;

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, "pricing");
  const { db } = pools().staff;
  const asked = new URL(request.url).searchParams;
  const scope = RULE_SCOPES.find((one) => one === asked.get("scope")) ?? "category";
  const afterKey = cleanQuery(asked.get("after") ?? "");
  const [book, found, chosen, catalogue] = await Promise.all([
    loadRuleBook(db, []),
    listOpenRules(db, scope, { afterKey, limit: PAGE + 1 }),
    readChosen(db, scope, scope === "club" ? CLUB_KEY : cleanQuery(asked.get("key") ?? "")),
    getCatalogue(db),
  ]);
  const last = found.length > PAGE ? found[PAGE - 1] : undefined;
  return {
    scope,
    limits: clubLimits(book),
    rules: found.slice(0, PAGE),
    chosen,
    categories: catalogue.categories.map(({ slug, name }) => ({ value: slug, label: name })),
    done: Object.entries(DONE).find(([key]) => key === asked.get("done"))?.[1],
    firstHref: afterKey === "" ? null : `/desk/rules?scope=${scope}`,
    nextHref: last ? `/desk/rules?scope=${scope}&after=${encodeURIComponent(last.scopeKey)}` : null,
  };
}

/** What the form is about, when the address says so. */
async function readChosen(db: Db, scope: RuleScope, scopeKey: string) {
  const ref: ScopeRef = { scope, scopeKey };
  const name = scopeKey === "" ? undefined : await findScopeName(db, ref);
  if (name === undefined) return null;
  const [open, covered, versions] = await Promise.all([
    findOpenRule(db, scope, scopeKey),
    countCovered(db, ref, COVERED_CAP + 1),
    listRuleVersions(db, scope, scopeKey),
  ]);
  return { scopeKey, name, open: open ?? null, covered, versions, changeSetId: uuidv7() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const staff = await requireStaff(request, context, "pricing");
  const form = await request.formData();
  return ruleAction(pools().staff.db, form, actorOf(staff, context), new Date(), (done, scope, scopeKey) => {
    const query = new URLSearchParams({ scope, key: scopeKey, done });
    return `/desk/rules?${query}`;
  });
}

export default function Rules() {
  const { scope, limits, rules, chosen, categories, done, firstHref, nextHref } =
    useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const state = {
    errors: refusal?.errors ?? {},
    typed: refusal?.typed.markup === undefined ? undefined : refusal.typed,
  };
  return (
    <DeskPage frame={useDeskFrame()} title="Rules">
      <RuleScopeTabs scope={scope} />
      {done && refusal === undefined && <Notice kind="success">{done}</Notice>}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_26rem]">
        <section className="grid gap-4">
          <OpenRules scope={scope} rules={rules} />
          <Pagination previousHref={firstHref} nextHref={nextHref} />
        </section>
        <section className="grid gap-4">
          <h2>{chosen === null ? "A new rule" : chosen.name}</h2>
          <RuleForm scope={scope} open={chosen?.open ?? null} limits={limits} state={state}>
            <ScopeKeyField
              scope={scope}
              categories={categories}
              value={state.typed?.scopeKey ?? chosen?.scopeKey ?? ""}
              error={state.errors.scopeKey}
            />
          </RuleForm>
          {chosen !== null && <RulePanel scope={scope} chosen={chosen} cap={COVERED_CAP} />}
        </section>
      </div>
    </DeskPage>
  );
}
