/**
 * Rules and club prices of the demo club, made by the same commands that the desk uses: every price has its waterfall, every
 * step its audit entry.
 */
import { eq } from "drizzle-orm";
import { proposePrices } from "#app/commands/propose-prices.ts";
import { publishChangeSet } from "#app/commands/publish-change-set.ts";
import { setRule } from "#app/commands/set-rule.ts";
import type { Db } from "#app/db/client.server.ts";
import { changeSets } from "#app/db/tables.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import { CLUB_KEY, type Guardrails, type RuleScope } from "#app/domain/pricing.ts";
import type { SeedSku } from "./catalogue/goods.ts";
import { daysBefore } from "./dates.ts";
import { FIRST_LIST_DAYS, OPENING_DAYS } from "./offers.ts";
import { randomOf, uuidOf } from "./random.ts";

type RuleRow = [scope: RuleScope, scopeKey: string, markupBps: number, guardrails?: Guardrails];

/** Staples that bring people in are marked up less, goods that sell slowly a little more; never past the caps. */
const RULES: readonly RuleRow[] = [
  ["club", CLUB_KEY, 1150, { markupCapBps: 1400, ownLabelMarkupCapBps: 1500, marginFloorBps: 200 }],
  ["category", "milk", 700],
  ["category", "eggs", 650],
  ["category", "fruit", 900],
  ["category", "vegetables", 900],
  ["category", "beef-pork", 1000],
  ["category", "diapers-wipes", 850, { marginFloorBps: 500 }],
  ["category", "appliances", 1350],
  ["category", "cables-power", 1400],
  ["category", "spreads-spices", 1300],
  ["brand", "tallyhouse-basics", 1400],
  ["brand", "counting-room", 1500],
  ["brand", "night-porter", 1250],
  ["supplier", "mingda-electronics", 1300],
];
/** How many SKUs have a rule of their own. */
const SKU_RULES = 8;

/** Sets the rules, then publishes the first list and, later, the opening prices. */
export async function seedClubPrices(
  db: Db,
  skus: readonly SeedSku[],
  merchandiser: Actor,
  now: Date,
): Promise<void> {
  const madeAt = daysBefore(now, FIRST_LIST_DAYS + 5);
  for (const [scope, scopeKey, markupBps, limits] of [...RULES, ...rulesOfSkus(skus)]) {
    const guardrails = { endingCents: 99, ...limits };
    const rule = { scope, scopeKey, strategy: { kind: "cost-plus", markupBps } as const, guardrails };
    const result = await setRule(db, rule, merchandiser, madeAt);
    if (!result.ok) throw new Error(`Rule ${scope}:${scopeKey} was refused: ${result.reason}`);
  }
  await publishClubPrices(db, "First list", merchandiser, daysBefore(now, FIRST_LIST_DAYS));
  await publishClubPrices(db, "Opening prices", merchandiser, daysBefore(now, OPENING_DAYS));
}

function rulesOfSkus(skus: readonly SeedSku[]): RuleRow[] {
  const step = Math.floor(skus.length / SKU_RULES);
  return Array.from({ length: SKU_RULES }, (_, index) => {
    const sku = skus[index * step + 3];
    if (sku === undefined) throw new Error("Too few SKUs for rules of their own.");
    return ["sku", String(sku.id), 400 + index * 100];
  });
}

async function publishClubPrices(db: Db, name: string, actor: Actor, at: Date): Promise<void> {
  const changeSetId = uuidOf(randomOf(`change-set:${name}`), at);
  const draft = await proposePrices(db, { changeSetId, scope: "club", scopeKey: CLUB_KEY }, actor, at);
  if (!draft.ok) throw new Error(`${name} was not drafted: ${draft.reason}`);
  await db.update(changeSets).set({ name }).where(eq(changeSets.id, changeSetId));
  const published = await publishChangeSet(db, changeSetId, actor, at);
  if (!published.ok) throw new Error(`${name} was not published: ${published.reason}`);
}
