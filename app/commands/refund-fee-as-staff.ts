import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import {
  type DeskMembership,
  findDeed,
  findDeskMembership,
  listDeskSeats,
  lockDeskMembership,
} from "#app/db/support-desk.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import type { Deed } from "#app/domain/support.ts";
import type { MemberAsking } from "./member-billing.ts";
import { offerRefund, type RefundOfferResult, type RefundResult, refundFee } from "./refund-fee.ts";
import type { BillingDeps } from "./sync-membership.ts";

export type RefundAsStaff = Deed & {
  readonly membershipId: string;
  /** What the page said would go back. */
  readonly shownCents: number;
  readonly actor: Actor & { readonly id: string };
  readonly now: Date;
};

export type RefundAsStaffResult =
  | { readonly ok: true; readonly repeated: boolean }
  | {
      readonly ok: false;
      readonly reason: "not-found" | "form-used" | Exclude<RefundResult, { ok: true }>["reason"];
    };

/** What a refund of the fee would give back; undefined when nobody has the membership's primary seat. */
export async function offerRefundAsStaff(
  deps: BillingDeps,
  membershipId: string,
  now: Date,
): Promise<RefundOfferResult | undefined> {
  const primary = await findPrimary(deps.db, membershipId);
  return primary && (await offerRefund(deps, { accountId: primary.accountId, now }));
}

/**
 * Refunds the fee for a member, by the same command that the member has; the trail names who did it at the desk, and why.
 * The same form sent twice, one after the other or at once, refunds once: both are answered that it is done.
 */
export async function refundFeeAsStaff(
  deps: BillingDeps,
  input: RefundAsStaff,
): Promise<RefundAsStaffResult> {
  const { membershipId, token, shownCents, actor, now } = input;
  const before = await findDeskMembership(deps.db, membershipId);
  const primary = await findPrimary(deps.db, membershipId);
  if (before === undefined || primary === undefined) return { ok: false, reason: "not-found" };
  const done = await findDone(deps.db, token, membershipId);
  if (done !== undefined) return done;
  const asking: MemberAsking = {
    accountId: primary.accountId,
    email: primary.email,
    ip: "",
    userAgent: "",
    now,
    staff: { id: actor.id, name: actor.name },
    ...(actor.requestId === undefined ? {} : { requestId: actor.requestId }),
  };
  const refunded = await refundFee(deps, { ...asking, shownCents });
  // The other of two at once may have been first: then this one is told that nothing is left.
  if (!refunded.ok) return (await findDone(deps.db, token, membershipId)) ?? refunded;
  return await deps.db.transaction((tx) => recordDeed(tx, before, refunded.totalCents, input));
}

const ACTION = "refund-fee-as-staff";

async function findPrimary(db: Db, membershipId: string) {
  const seats = await listDeskSeats(db, membershipId);
  return seats.find(({ kind }) => kind === "primary");
}

async function findDone(
  db: Db,
  token: string,
  membershipId: string,
): Promise<RefundAsStaffResult | undefined> {
  const deed = await findDeed(db, token);
  if (deed === undefined) return undefined;
  const same = deed.action === ACTION && deed.subjectId === membershipId;
  return same ? { ok: true, repeated: true } : { ok: false, reason: "form-used" };
}

async function recordDeed(
  tx: Db,
  before: DeskMembership,
  totalCents: number,
  { token, reason, actor, now }: RefundAsStaff,
): Promise<RefundAsStaffResult> {
  const after = await lockDeskMembership(tx, before.id);
  const done = await findDone(tx, token, before.id);
  if (done !== undefined) return done;
  await appendAudit(tx, {
    id: token,
    at: now,
    ...actedBy(actor),
    action: ACTION,
    subjectKind: "membership",
    subjectId: before.id,
    before: { state: before.state, paidThrough: before.paidThrough },
    after: { state: after?.state, paidThrough: after?.paidThrough, totalCents, reason },
  });
  return { ok: true, repeated: false };
}
