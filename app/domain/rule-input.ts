/** A merchandiser's rule as typed into a form. Percentages are typed as such ("12.5") and kept as basis points. */
import { z } from "zod";
import { formatBps } from "./money.ts";
import { parsePercentBps, percentText } from "./percent.ts";
import { type ClubLimits, DEFAULT_LIMITS, type Guardrails, RULE_SCOPES, type Strategy } from "./pricing.ts";

const HOW_TO_TYPE = "Type a percentage with at most two decimals, like 12.5.";
const percent = z.string().transform((text, context) => {
  const bps = parsePercentBps(text);
  if (bps === undefined) context.addIssue({ code: "custom", message: HOW_TO_TYPE });
  return bps ?? 0;
});
const optionalPercent = z
  .string()
  .optional()
  .transform((text, context) => {
    if (text === undefined || text.trim() === "") return undefined;
    const bps = parsePercentBps(text);
    if (bps === undefined)
      context.addIssue({ code: "custom", message: `${HOW_TO_TYPE} Leave it empty for the club's.` });
    return bps;
  });

const ending = z
  .string()
  .optional()
  .transform((text, context) => {
    if (text === undefined || text === "") return undefined;
    if (/^\d{1,2}$/.test(text)) return Number(text);
    context.addIssue({ code: "custom", message: "Choose an ending from the list." });
    return undefined;
  });

/** What covers what: fields `scope` and `scopeKey` of every form about a rule. */
export const scopeSchema = z.object({
  scope: z.enum(RULE_SCOPES, "Choose what the rule covers."),
  scopeKey: z
    .string("Choose what the rule covers.")
    .trim()
    .min(1, "Say which one the rule covers.")
    .max(200, "That is too long."),
});

const fields = scopeSchema.extend({
  markup: percent,
  ending,
  markupCap: optionalPercent,
  ownLabelCap: optionalPercent,
  marginFloor: optionalPercent,
});

export type RuleInput = z.infer<typeof scopeSchema> & {
  readonly strategy: Strategy;
  readonly guardrails: Guardrails;
};

/**
 * A rule's form under the club's limits. Refused at the field: a markup that the cap would always cut, a cap looser than the
 * club's, and a margin floor that needs more markup than the cap allows. The club's own rule sets the limits it is held to.
 */
export function ruleSchema(limits: ClubLimits) {
  return fields.transform((typed, context): RuleInput => {
    const own = limitsFor(typed, limits);
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    const highest = Math.max(own.brandMarkupCapBps, own.ownLabelMarkupCapBps);
    if (typed.markup > highest) {
      refuse("markup", `The cap would cut this: type a markup of ${percentText(highest)} or less.`);
    }
    if (typed.scope !== "club" && (typed.markupCap ?? 0) > highest) {
      refuse("markupCap", `A rule can only tighten the club's cap of ${formatBps(highest)} markup.`);
    }
    const lowestCap = Math.min(own.brandMarkupCapBps, own.ownLabelMarkupCapBps, typed.markupCap ?? highest);
    if (typed.marginFloor !== undefined && markupOfMargin(typed.marginFloor) > lowestCap) {
      refuse(
        "marginFloor",
        `A margin of ${formatBps(typed.marginFloor)} needs more markup than the cap of ${formatBps(lowestCap)}.`,
      );
    }
    return {
      scope: typed.scope,
      scopeKey: typed.scopeKey,
      strategy: { kind: "cost-plus", markupBps: typed.markup },
      guardrails: guardrailsOf(typed),
    };
  });
}

type Typed = z.infer<typeof fields>;

function limitsFor(typed: Typed, limits: ClubLimits): ClubLimits {
  if (typed.scope !== "club") return limits;
  return {
    brandMarkupCapBps: typed.markupCap ?? DEFAULT_LIMITS.brandMarkupCapBps,
    ownLabelMarkupCapBps: typed.ownLabelCap ?? DEFAULT_LIMITS.ownLabelMarkupCapBps,
    marginFloorBps: typed.marginFloor ?? DEFAULT_LIMITS.marginFloorBps,
  };
}

/** Only what was typed: a limit that is left out stays the club's, or the default. */
function guardrailsOf({ scope, ending, markupCap, ownLabelCap, marginFloor }: Typed): Guardrails {
  return {
    ...(ending === undefined ? {} : { endingCents: ending }),
    ...(markupCap === undefined ? {} : { markupCapBps: markupCap }),
    ...(ownLabelCap === undefined || scope !== "club" ? {} : { ownLabelMarkupCapBps: ownLabelCap }),
    ...(marginFloor === undefined ? {} : { marginFloorBps: marginFloor }),
  };
}

/** The markup on cost, in basis points rounded up, that leaves a margin of `marginBps` of the price. */
function markupOfMargin(marginBps: number): number {
  if (marginBps >= 10_000) return Number.MAX_SAFE_INTEGER;
  return Math.ceil((marginBps * 10_000) / (10_000 - marginBps));
}
