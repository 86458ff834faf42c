/** A price that somebody saw in a club: the row of an observation, with its evidence. */
import { createHash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";

type Seen = {
  readonly listingId: string;
  readonly capturedAt: Date;
  readonly priceMinor: number;
  readonly titleSeen: string;
};

export function observedInClub(seen: Seen) {
  const raw = { title: seen.titleSeen, price: (seen.priceMinor / 100).toFixed(2) };
  return {
    id: uuidv7(),
    ...seen,
    zone: "-08:00",
    currency: "USD",
    channel: "in-club" as const,
    place: "98109",
    capturedBy: "checker 12",
    raw,
    rawSha256: createHash("sha256").update(JSON.stringify(raw)).digest("hex"),
  };
}
