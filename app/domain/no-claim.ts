/** Why nothing is said of two prices, and the sentence for each reason. */

export type NoClaimReason =
  | "no-match"
  | "rejected"
  | "unconfirmed"
  | "changed-since-confirmed"
  | "difference-unstated"
  | "no-observation"
  | "future-observation"
  | "stale"
  | "promotion-ended"
  | "out-of-stock"
  | "needs-coupon"
  | "channel-differs"
  | "delivery-differs"
  | "price-unreadable"
  | "pack-unknown"
  | "packs-differ"
  | "measures-differ"
  | "currency-differs"
  | "club-price-hidden";

/** What a page says when nothing is claimed. */
export const NO_CLAIM_SENTENCES: Readonly<Record<NoClaimReason, string>> = {
  "no-match": "We can't compare: we have not found this item there.",
  rejected: "We can't compare: the item we found there is a different one.",
  unconfirmed: "We can't compare yet: nobody has confirmed that it is the same item.",
  "changed-since-confirmed": "We can't compare: the item has changed since we confirmed that it is the same.",
  "difference-unstated": "We can't compare yet: the difference between the two items is not stated.",
  "no-observation": "We can't compare: no price has been checked there.",
  "future-observation": "We can't compare: the check has a date in the future.",
  stale: "We can't compare: the last check is too old.",
  "promotion-ended": "We can't compare: the promotion there has ended.",
  "out-of-stock": "We can't compare: it was out of stock there when we checked.",
  "needs-coupon": "We can't compare: their price needs a coupon or a promotion.",
  "channel-differs": "We can't compare: the price was checked in another channel.",
  "delivery-differs": "We can't compare: one price includes delivery, the other does not.",
  "price-unreadable": "We can't compare: the price was not readable.",
  "pack-unknown": "We can't compare: pack size unknown.",
  "packs-differ": "We can't compare: the packs no longer match.",
  "measures-differ": "We can't compare: the packs are measured in different units.",
  "currency-differs": "We can't compare: the prices are in different currencies.",
  "club-price-hidden": "Members see how the club price compares.",
};
