/** What a price covers, the goods alone or the goods brought to the door, and on which of the two a pair can be compared. */

/** Where a price was seen. `in-club`: fetched there. `online`: sent, at a charge of its own. `delivered`: brought, in the price. */
export type PriceChannel = "in-club" | "online" | "delivered";

/** What two compared prices cover. The last two hold in one direction only. */
export type DeliveryBasis = "delivered" | "goods" | "ours-without-delivery" | "theirs-without-delivery";

/** One price by what it covers, in minor units; null where that is not known. At least one of the two is. */
export type PriceParts = { readonly goods: number | null; readonly delivered: number | null };

export type ChosenBasis = {
  readonly basis: DeliveryBasis;
  readonly ourMinor: number;
  readonly theirMinor: number;
  /** The outcomes that may be said on this basis: with unlike prices only the one that delivery could not turn round. */
  readonly holds: readonly ("cheaper" | "dearer" | "about-the-same")[];
};

/** Our price and what bringing it costs on top (0: it is in the price; null: not known for one pack). */
export function ourParts(clubCents: number, deliveryCents: number | null): PriceParts {
  return partsWith(clubCents, deliveryCents);
}

/** Their price by its channel. What is fetched in club has no delivered price. */
export function theirParts(
  channel: PriceChannel,
  priceMinor: number,
  deliveryMinor: number | null,
): PriceParts {
  switch (channel) {
    case "in-club":
      return { goods: priceMinor, delivered: null };
    case "online":
      return partsWith(priceMinor, deliveryMinor);
    case "delivered":
      return { goods: null, delivered: priceMinor };
    default: {
      const impossible: never = channel;
      throw new Error(`Unknown channel ${impossible}`);
    }
  }
}

/** A charge that is no amount is one that is not known. */
function partsWith(minor: number, delivery: number | null): PriceParts {
  if (delivery === null || !Number.isSafeInteger(delivery) || delivery < 0) {
    return { goods: minor, delivered: null };
  }
  return delivery === 0 ? { goods: null, delivered: minor } : { goods: minor, delivered: minor + delivery };
}

const ANY = ["cheaper", "dearer", "about-the-same"] as const;

/** Like against like, delivered first; else the pair that is certain in one direction. */
export function chooseBasis(ours: PriceParts, theirs: PriceParts): ChosenBasis {
  if (ours.delivered !== null && theirs.delivered !== null) {
    return { basis: "delivered", ourMinor: ours.delivered, theirMinor: theirs.delivered, holds: ANY };
  }
  if (ours.goods !== null && theirs.goods !== null) {
    return { basis: "goods", ourMinor: ours.goods, theirMinor: theirs.goods, holds: ANY };
  }
  if (ours.goods !== null && theirs.delivered !== null) {
    const { goods: ourMinor } = ours;
    return { basis: "ours-without-delivery", ourMinor, theirMinor: theirs.delivered, holds: ["dearer"] };
  }
  if (ours.delivered !== null && theirs.goods !== null) {
    const { delivered: ourMinor } = ours;
    return { basis: "theirs-without-delivery", ourMinor, theirMinor: theirs.goods, holds: ["cheaper"] };
  }
  throw new Error("A price covers something.");
}

/** "delivered on both sides": what stands beside a claim; null for the goods alone, which every page says of itself. */
export function basisText(basis: DeliveryBasis): string | null {
  switch (basis) {
    case "goods":
      return null;
    case "delivered":
      return "delivered on both sides";
    case "ours-without-delivery":
      return "theirs with delivery, ours without";
    case "theirs-without-delivery":
      return "ours with delivery, theirs without";
    default: {
      const impossible: never = basis;
      throw new Error(`Unknown basis ${impossible}`);
    }
  }
}
