import type { Check } from "./check.ts";
import { DOOR_CHECKS } from "./door-checks.ts";
import { EVIDENCE_CHECKS } from "./evidence-checks.ts";
import { INDEX_CHECKS } from "./index-checks.ts";
import { MATCH_CHECKS } from "./match-checks.ts";
import { MEMBERSHIP_CHECKS } from "./membership-checks.ts";
import { PRICE_CHECKS } from "./price-checks.ts";
import { WALL_CHECKS } from "./wall-checks.ts";

/** Everything that must hold of the whole database, by what is cheapest to look at first. */
export const ALL_CHECKS: readonly Check[] = [
  ...WALL_CHECKS,
  ...MEMBERSHIP_CHECKS,
  ...DOOR_CHECKS,
  ...PRICE_CHECKS,
  ...EVIDENCE_CHECKS,
  ...MATCH_CHECKS,
  ...INDEX_CHECKS,
];
