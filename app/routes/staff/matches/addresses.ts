/** Addresses of the review: the filter, the pair on the screen, and where the walk through the queue stands. */
import { validate as isUuid } from "uuid";
import type { PairKey } from "#app/db/match-pairs.ts";
import type { QueueCursor, QueueFilter } from "#app/db/match-queue.ts";
import { BANDS, ORDERS, type Order, SUGGESTED_VERDICTS } from "#app/domain/match-review.ts";
import { parseItemNumber } from "../cursors.ts";

export type Review = {
  readonly filter: QueueFilter;
  readonly order: Order;
  readonly pair: PairKey | undefined;
  readonly after: QueueCursor | undefined;
};

const VERDICTS = [...SUGGESTED_VERDICTS, "changed"] as const;
const SLUG = /^[a-z0-9-]{1,80}$/;

/** Reads what stands in the address; what can't be read is left out. */
export function readReview(asked: URLSearchParams): Review {
  const slug = (name: string) => (SLUG.test(asked.get(name) ?? "") ? (asked.get(name) as string) : undefined);
  return {
    filter: {
      retailer: slug("retailer"),
      department: slug("department"),
      verdict: VERDICTS.find((one) => one === asked.get("verdict")),
      band: BANDS.find((one) => one === asked.get("band")),
    },
    order: ORDERS.find((one) => one === asked.get("order")) ?? "popular",
    pair: parsePair(asked.get("pair")),
    after: parseCursor(asked.get("after")),
  };
}

/** The address of the queue with this filter and order, with what `more` says. */
export function reviewPath({ filter, order }: Review, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, value);
  if (order !== "popular") query.set("order", order);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  const text = query.toString();
  return text === "" ? "/desk/matches" : `/desk/matches?${text}`;
}

/** "210001_<uuid>". */
export function formatPair({ skuId, listingId }: PairKey): string {
  return `${skuId}_${listingId}`;
}

export function parsePair(text: string | null): PairKey | undefined {
  const [sku, listingId = ""] = (text ?? "").split("_");
  const skuId = parseItemNumber(sku);
  return skuId !== undefined && isUuid(listingId) ? { skuId, listingId } : undefined;
}

export function formatCursor({ popularity, surenessBps, ...pair }: QueueCursor): string {
  return `${popularity}_${surenessBps}_${formatPair(pair)}`;
}

function parseCursor(text: string | null): QueueCursor | undefined {
  const [popularity = "", sureness = "", ...pairText] = (text ?? "").split("_");
  const pair = parsePair(pairText.join("_"));
  const isRead = pair !== undefined && /^\d{1,9}$/.test(popularity) && /^\d{1,5}$/.test(sureness);
  return isRead ? { ...pair, popularity: Number(popularity), surenessBps: Number(sureness) } : undefined;
}
