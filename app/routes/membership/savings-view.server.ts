/** What a membership saved, ready to be shown. The membership is read on the door role, its purchases on the member role. */
import type { Db } from "#app/db/client.server.ts";
import { findMemberSkus } from "#app/db/listed-skus.ts";
import { readList } from "#app/db/lists.ts";
import { findMembershipOf } from "#app/db/memberships.ts";
import { getPlan } from "#app/db/plans.ts";
import { listSavings, type MonthOfSavings, type SavedLine, sumSavingsByMonth } from "#app/db/savings.ts";
import { evidencePath, itemPath } from "#app/domain/addresses.ts";
import { CLUB_TIME_ZONE, formatCalendarDate } from "#app/domain/calendar-date.ts";
import { formatMoney } from "#app/domain/money.ts";
import { CLUB_CURRENCY } from "#app/domain/reference.ts";
import { breakEven, membershipYear, noClaimSentence, savingOf } from "#app/domain/savings.ts";
import type {
  ListAdds,
  SavingsLineData,
  SavingsMonthData,
  SavingsNowData,
} from "#app/ui/savings/savings-sections.tsx";

/** Lines that are shown; sums are over all. */
const SHOWN_LINES = 200;

type Dbs = { readonly door: Db; readonly member: Db };
type Whose = { readonly accountId: string; readonly membershipId: string };

/** The savings of the membership's present year against its fee, and what the account's list would add at today's prices. */
export async function readSavings({ door, member }: Dbs, { accountId, membershipId }: Whose, now: Date) {
  const membership = await findMembershipOf(door, accountId);
  if (membership === undefined) throw new Error(`The membership of account ${accountId} is gone`);
  const plan = await getPlan(door, membership.planSlug);
  const year = membershipYear(membership.paidThrough ?? now, now);
  const [months, lines, list] = await Promise.all([
    sumSavingsByMonth(member, membershipId, year, CLUB_TIME_ZONE),
    listSavings(member, membershipId, year, SHOWN_LINES + 1),
    listAdds({ door, member }, accountId, now),
  ]);
  const saved = months.reduce((sum, month) => sum + month.savedCents, 0);
  return {
    year,
    now: nowData(saved, membership.feeCents ?? plan.feeCents),
    list,
    months: months.map(monthData),
    lines: lines.slice(0, SHOWN_LINES).map(lineData),
    more: lines.length > SHOWN_LINES,
  };
}

function money(cents: number): string {
  return formatMoney(cents, CLUB_CURRENCY);
}

/** "−$3.40": a true minus. */
function signed(cents: number): string {
  return cents < 0 ? `−${money(-cents)}` : money(cents);
}

function nowData(savedCents: number, feeCents: number): SavingsNowData {
  const { percent, missingCents } = breakEven(savedCents, feeCents);
  return {
    savedText: signed(savedCents),
    percent,
    feeText: money(feeCents),
    sentence:
      missingCents === 0
        ? `That is your fee of ${money(feeCents)} and ${money(savedCents - feeCents)} more.`
        : `${percent} % of your fee of ${money(feeCents)}. ${money(missingCents)} to go.`,
  };
}

/** What the list would save at today's prices and checks, by the same rule as a purchase. */
async function listAdds({ door, member }: Dbs, accountId: string, now: Date): Promise<ListAdds | null> {
  const list = await readList(door, accountId);
  if (list.length === 0) return null;
  const rows = await findMemberSkus(
    member,
    list.map(({ skuId }) => skuId),
  );
  const savings = list.flatMap(({ skuId, quantity }) => {
    const row = rows.get(skuId);
    return row === undefined || row.clubCents === null ? [] : [savingOf(row, quantity, row.clubCents, now)];
  });
  const compared = savings.filter(({ claim }) => claim !== null).length;
  const cents = savings.reduce((sum, { savedCents }) => sum + savedCents, 0);
  return {
    addsText: signed(cents),
    countText: `${compared} of ${list.length} ${list.length === 1 ? "item" : "items"}`,
  };
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

function monthData({ month, paidCents, savedCents, lines, compared }: MonthOfSavings): SavingsMonthData {
  const [year, number] = month.split("-");
  return {
    month,
    monthText: `${MONTHS[Number(number) - 1]} ${year}`,
    paidText: money(paidCents),
    savedText: signed(savedCents),
    isMinus: savedCents < 0,
    comparedText: `${compared} of ${lines}`,
  };
}

function lineData(line: SavedLine): SavingsLineData {
  const { retailerName, theirCents } = line;
  return {
    id: line.id,
    href: itemPath({ id: line.skuId, slug: line.slug }),
    title: line.title,
    quantity: line.quantity,
    dateText: formatCalendarDate(line.boughtAt),
    paidText: money(line.paidCents),
    theirsText: theirCents === null ? null : money(theirCents),
    savedText: signed(line.savedCents),
    isMinus: line.savedCents < 0,
    againstText: retailerName ?? noClaimSentence(line.noClaim ?? ""),
    evidenceHref: line.observationId === null ? null : evidencePath(line.observationId),
  };
}
