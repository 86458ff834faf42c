import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { v7 as uuidv7 } from "uuid";
import { requireStaff } from "#app/auth/guards.server.ts";
import { pools } from "#app/db/client.server.ts";
import { findDeskSku } from "#app/db/desk-sku.ts";
import { listMatchesOfSku } from "#app/db/match-pairs.ts";
import { itemPath } from "#app/domain/addresses.ts";
import { BLOCKED_SENTENCES } from "#app/domain/change-set.ts";
import { deskSku, rulesThatCover } from "#app/domain/desk-sku.ts";
import { chooseRule, clubLimits, markupCapBps, proposeByRules } from "#app/domain/pricing.ts";
import { compareReference } from "#app/domain/reference.ts";
import { cents, share } from "#app/ui/desk/amounts.ts";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { Explain } from "#app/ui/desk/explain.tsx";
import { SkuMatches } from "#app/ui/desk/matches/sku-matches.tsx";
import { ProposeForm } from "#app/ui/desk/propose-form.tsx";
import { RuleForm } from "#app/ui/desk/rule-form.tsx";
import {
  CoveringRules,
  OfferTable,
  PriceHistory,
  ReferenceTable,
  SkuDrafts,
} from "#app/ui/desk/sku-sections.tsx";
import { gapText } from "#app/ui/desk/sku-table.tsx";
import { Figures } from "#app/ui/figures.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { actorOf } from "./actor.ts";
import { parseItemNumber } from "./cursors.ts";
import { useDeskFrame } from "./frame.ts";
import { ruleAction } from "./rule-action.server.ts";

/** Matches that the page names. */
const MATCHES = 40;

const DONE: Readonly<Record<string, string>> = {
  set: "The item's rule is set. It changes no price until you propose and publish.",
  same: "That is the item's rule already: nothing was changed.",
  ended: "The item's own rule has ended.",
};

function notFound(): Response {
  return new Response("Not found", { status: 404, statusText: "Not Found" });
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireStaff(request, context, "pricing");
  const id = parseItemNumber(params.sku);
  const now = new Date();
  const { db } = pools().staff;
  const page = id === undefined ? undefined : await findDeskSku(db, id, now);
  if (page === undefined || id === undefined) throw notFound();
  const { row, facts, sku, cost, rules, offers, history, drafts } = page;
  const proposal = proposeByRules(sku, cost, rules);
  const limits = clubLimits(rules);
  return {
    sku: deskSku(row, sku, cost, rules, now),
    gtin14: facts.gtin14,
    shelf: itemPath(row),
    limits,
    capBps: markupCapBps(sku, chooseRule(rules, sku), limits),
    covering: rulesThatCover(sku, rules),
    proposal: proposal.ok
      ? { clubCents: proposal.clubCents, waterfall: proposal.waterfall }
      : { clubCents: null, blocked: BLOCKED_SENTENCES[proposal.reason] },
    offers: offers.map(({ offer, landed }) => ({
      offer,
      landed,
      chosen: cost.ok && cost.landed.offer.id === offer.id,
    })),
    history,
    drafts,
    references: row.references.map((one) => compareReference(row, one, row.clubCents, now).line),
    matches: await listMatchesOfSku(db, id, MATCHES),
    changeSetId: uuidv7(),
    done: DONE[new URL(request.url).searchParams.get("done") ?? ""],
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requireStaff(request, context, "pricing");
  const id = parseItemNumber(params.sku);
  if (id === undefined) throw notFound();
  const form = await request.formData();
  form.set("scope", "sku");
  form.set("scopeKey", String(id));
  const back = (done: string) => `/desk/skus/${id}?done=${done}`;
  return ruleAction(pools().staff.db, form, actorOf(staff, context), new Date(), back);
}

export default function DeskSkuPage() {
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const { sku, covering, proposal } = page;
  const scopeKey = String(sku.id);
  const ownRule = covering.find((one) => one.scope === "sku")?.rule ?? null;
  const typed = refusal?.typed.markup === undefined ? undefined : refusal.typed;
  return (
    <DeskPage
      frame={useDeskFrame()}
      title={`${sku.id} ${sku.title}`}
      actions={
        <a className="btn" href={page.shelf}>
          On the shelf
        </a>
      }
    >
      {page.done && refusal === undefined && <Notice kind="success">{page.done}</Notice>}
      <p>{`${sku.brand}, ${sku.packText}${page.gtin14 === null ? "" : `, GTIN ${page.gtin14}`}`}</p>
      <Figures
        figures={[
          { label: "Landed cost", valueText: cents(sku.landedCents) },
          { label: "Club price", valueText: cents(sku.clubCents) },
          {
            label: "Markup",
            valueText: share(sku.markupBps),
            note: `on landed cost; cap ${share(page.capBps)}`,
          },
          { label: "Margin", valueText: share(sku.marginBps), note: "of the price" },
          { label: "Rules say", valueText: cents(proposal.clubCents) },
          {
            label: "Lowest proved reference",
            valueText: sku.lowest?.unitText ?? cents(null),
            ...(sku.lowest && { note: `${sku.lowest.retailer}; ours: ${gapText(sku.lowest)}` }),
          },
        ]}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="grid gap-4">
          <CoveringRules covering={covering} />
          <OfferTable offers={page.offers} />
          <ReferenceTable references={page.references} />
          <SkuMatches skuId={sku.id} matches={page.matches} />
          <PriceHistory history={page.history} />
          <SkuDrafts drafts={page.drafts} />
        </div>
        <div className="grid gap-4">
          {proposal.clubCents === null ? (
            <Notice kind="warn" title="The rules can't price it">
              {proposal.blocked}
            </Notice>
          ) : (
            <Explain steps={proposal.waterfall} caption="What the rules say now" />
          )}
          <ProposeForm scope="sku" scopeKey={scopeKey} changeSetId={page.changeSetId} covered={1} cap={1} />
          <h2>A rule for this item</h2>
          <RuleForm
            scope="sku"
            open={ownRule}
            limits={page.limits}
            state={{ errors: refusal?.errors ?? {}, typed }}
          >
            <input type="hidden" name="scopeKey" value={scopeKey} />
          </RuleForm>
        </div>
      </div>
    </DeskPage>
  );
}
