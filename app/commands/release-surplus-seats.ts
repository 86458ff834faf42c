/** Takes back household seats that are no longer paid for; part of every look at Stripe. */
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { queueMail } from "#app/db/mails.ts";
import { getPlan } from "#app/db/plans.ts";
import { deleteHouseholdSeat, listSeats } from "#app/db/seats.ts";
import { seatCapacity, surplusSeats } from "#app/domain/household.ts";
import type { Membership } from "#app/domain/membership.ts";
import { clubUrl } from "#app/email/club-url.ts";
import { seatEndedMail } from "#app/email/seat-ended.ts";

/**
 * Where the plan or the paid seats leave fewer seats than are taken (the portal, the dashboard, a plan with fewer),
 * those who came last lose theirs; they are told, and it is on the trail. Runs under the membership's lock, in the
 * transaction that saves what is paid for.
 */
export async function releaseSurplusSeats(
  tx: Db,
  membership: Pick<Membership, "id" | "planSlug" | "addOnSeats">,
  { now, actor, requestId }: { now: Date; actor: string; requestId?: string },
): Promise<void> {
  const { id: membershipId, planSlug, addOnSeats } = membership;
  const seats = await listSeats(tx, membershipId);
  if (seats.length <= 1) return;
  const { householdSeats } = await getPlan(tx, planSlug);
  for (const seat of surplusSeats(seats, seatCapacity({ householdSeats, addOnSeats }))) {
    const { accountId, email, name, since } = seat;
    await deleteHouseholdSeat(tx, membershipId, accountId);
    await appendAudit(tx, {
      at: now,
      actorId: null,
      actor,
      action: "release-seat",
      subjectKind: "membership",
      subjectId: membershipId,
      before: { accountId, email },
      requestId,
    });
    await queueMail(tx, {
      key: `seat-ended:${membershipId}:${accountId}:${since.getTime()}`,
      mail: seatEndedMail({ name, reason: "fewer-seats", clubUrl: clubUrl() }),
      recipient: email,
      accountId,
      membershipId,
      now,
    });
  }
}
