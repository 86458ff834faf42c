/**
 * Which fee a renewal asks when the plan's fee changes: what the member was told last, 7 to 30 days ahead.
 *
 * A change reaches the renewals from its day on. It is told 30 days before each of them, and 7 days before at the latest
 * (California AB 2863); whom it can't be told in time pays the fee as before, and is told before the next renewal. A change
 * that is withdrawn, or set anew before its day, is told to nobody any more; whoever was told of it is told that the fee
 * stays, as long as that is 7 days ahead. In the last 7 days nothing can be told otherwise: what was told last is asked, at
 * the price that belongs to it, whatever the plan's fee is by then.
 */
import { addDays, calendarDaysBetween, isoCalendarDate } from "./calendar-date.ts";
import type { Plan } from "./membership.ts";
import { FEE_CHANGE_NOTICE_DAYS } from "./terms.ts";

/** A fee that changes for present members with each one's first renewal at or after `effectiveFrom`. */
export type FeeChange = {
  readonly id: string;
  readonly planSlug: string;
  readonly fromCents: number;
  readonly toCents: number;
  readonly effectiveFrom: Date;
  readonly madeAt: Date;
  readonly withdrawnAt: Date | null;
  /** Stripe's price that asks `toCents`; null for a change that was made before prices were kept. */
  readonly stripePriceId: string | null;
};

/** A membership that will be charged at `renewsOn`, unless something happens before. */
export type Renewing = {
  readonly membershipId: string;
  readonly renewsOn: Date;
  /** The plan that the renewal is for; its fee is what the subscription asks now. */
  readonly plan: Pick<Plan, "slug" | "name" | "blurb" | "feeCents" | "addOnFeeCents" | "currency">;
  readonly addOnSeats: number;
};

export type FeeNotice =
  | { readonly kind: "fee-change"; readonly change: FeeChange }
  /** What was told of `change` does not come: the fee stays. */
  | { readonly kind: "fee-kept"; readonly change: FeeChange };

export type FeeOutlook = {
  /** What the renewal will ask for the plan, in minor units. */
  readonly feeCents: number;
  /** The change that it comes from; null where the fee stays. */
  readonly change: FeeChange | null;
  /** Nothing can be told otherwise any more. */
  readonly isFinal: boolean;
  /** What must be told now. */
  readonly due: FeeNotice | undefined;
};

/** California (AB 2863): a changed fee is told at the latest so many days ahead. */
export const LAST_FEE_NOTICE_DAYS = 7;

/** Whether something told at `now` comes `least` days ahead of a charge: by the calendar, and to the hour. */
export function isAhead(renewsOn: Date, now: Date, least: number): boolean {
  return calendarDaysBetween(now, renewsOn) >= least && addDays(now, least) <= renewsOn;
}

/**
 * What a renewal will ask, and what must be told now. `changes`: every change of its plan, withdrawn or not. `told`: which
 * of {@link feeNoticeKeys} are in the outbox.
 */
export function feeOutlook(
  renewing: Renewing,
  changes: readonly FeeChange[],
  told: ReadonlySet<string>,
  now: Date,
): FeeOutlook {
  const { feeCents } = renewing.plan;
  const ofPlan = changes.filter(({ planSlug }) => planSlug === renewing.plan.slug);
  const comes = changeInEffect(renewing, ofPlan);
  const promised = lastTold(renewing, ofPlan, told);
  const canTell = isAhead(renewing.renewsOn, now, LAST_FEE_NOTICE_DAYS);
  const asks = canTell ? comes : promised;
  return {
    feeCents: asks?.toCents ?? feeCents,
    change: asks ?? null,
    isFinal: !canTell,
    due: canTell && isSoon(renewing, now) ? noticeFor(feeCents, comes, promised) : undefined,
  };
}

function noticeFor(
  feeCents: number,
  comes: FeeChange | undefined,
  promised: FeeChange | undefined,
): FeeNotice | undefined {
  if (comes?.id === promised?.id) return undefined;
  if (comes !== undefined) return { kind: "fee-change", change: comes };
  // Somebody at Stripe may have set the fee that was told: then it comes after all.
  if (promised === undefined || promised.toCents === feeCents) return undefined;
  return { kind: "fee-kept", change: promised };
}

function isSoon({ renewsOn }: Renewing, now: Date): boolean {
  return addDays(now, FEE_CHANGE_NOTICE_DAYS) >= renewsOn;
}

/** The change that has taken effect last by the renewal and speaks of this member's fee. */
function changeInEffect({ plan, renewsOn }: Renewing, ofPlan: readonly FeeChange[]): FeeChange | undefined {
  const last = ofPlan
    .filter(({ withdrawnAt, effectiveFrom }) => withdrawnAt === null && effectiveFrom <= renewsOn)
    .filter((change) => speaksOf(change, plan.feeCents, ofPlan))
    .toSorted((a, b) => a.effectiveFrom.getTime() - b.effectiveFrom.getTime() || byAge(a, b))
    .at(-1);
  return last?.toCents === plan.feeCents ? undefined : last;
}

/**
 * Whether a change is one for those who pay `feeCents`: the fee that it changes, or one that an earlier change was to lead
 * there, also one that never came. Who joined later pays another fee, and is none of its business.
 */
function speaksOf(change: FeeChange, feeCents: number, ofPlan: readonly FeeChange[]): boolean {
  if (change.fromCents === feeCents) return true;
  return ofPlan.some(
    (earlier) =>
      earlier.toCents === change.fromCents &&
      byAge(earlier, change) < 0 &&
      speaksOf(earlier, feeCents, ofPlan),
  );
}

/** The change that the member was told of last for this renewal, unless it was told too that it does not come. */
function lastTold(
  renewing: Renewing,
  ofPlan: readonly FeeChange[],
  told: ReadonlySet<string>,
): FeeChange | undefined {
  const change = ofPlan
    .filter((one) => told.has(feeNoticeKey({ kind: "fee-change", change: one }, renewing)))
    .toSorted(byAge)
    .at(-1);
  const taken = change !== undefined && told.has(feeNoticeKey({ kind: "fee-kept", change }, renewing));
  return taken ? undefined : change;
}

function byAge(a: FeeChange, b: FeeChange): number {
  return a.madeAt.getTime() - b.madeAt.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** What makes a notice of a fee one of its kind in the outbox: a renewal has each once. */
export function feeNoticeKey({ kind, change }: FeeNotice, { membershipId, renewsOn }: Renewing): string {
  return `${kind}:${membershipId}:${change.id}:${isoCalendarDate(renewsOn)}`;
}

/** The notices of fees that a renewal may have in the outbox by `now`: what {@link feeOutlook} must know of. */
export function feeNoticeKeys(renewing: Renewing, changes: readonly FeeChange[], now: Date): string[] {
  if (!isSoon(renewing, now)) return [];
  return changes
    .filter(({ planSlug }) => planSlug === renewing.plan.slug)
    .flatMap((change) => [
      feeNoticeKey({ kind: "fee-change", change }, renewing),
      feeNoticeKey({ kind: "fee-kept", change }, renewing),
    ]);
}
