/** The visitor's offer in sentences: how it is worked out stands in app/domain/visitor-offer.ts. */
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { formatMoney } from "#app/domain/money.ts";
import { indexText } from "#app/domain/price-index.ts";
import { CLUB_CURRENCY } from "#app/domain/reference.ts";
import type { VisitorOffer } from "#app/domain/visitor-offer.ts";
import type { OfferWords } from "#app/ui/list/list-offer.tsx";

const MEMBERS = "Members see the club price of every line here, and the same comparison against it.";

export function offerWords(offer: VisitorOffer): OfferWords {
  if (offer.kind === "none")
    return { title: "What would it cost here?", sentences: [WHY_NOT[offer.reason], MEMBERS] };
  const { retailerName, counted, of } = offer;
  const money = (cents: number) => formatMoney(cents, CLUB_CURRENCY);
  const lines = counted === of ? `The ${counted} items` : `${counted} of the ${of} items`;
  const lists = offer.listsToFee === 1 ? "One list" : `${offer.listsToFee} lists`;
  return {
    title: "What would it cost here?",
    sentences: [
      `${lines} on this list cost ${money(offer.theirCents)} at ${retailerName}. Our published index stood at ${indexText(offer.indexTenths)} against ${retailerName} on ${formatCalendarDate(offer.asOf)}: at that average they would be about ${money(offer.atIndexCents)} here, ${money(offer.lessCents)} less.`,
      `${lists} like it would pay a year's fee. That is an average over the index's basket, not a promise for these items: their club prices are not used here.`,
      MEMBERS,
    ],
  };
}

const WHY_NOT = {
  "no-index": "We have not published a price index, so we name no figure.",
  "index-too-old": "Our last published price index is too old to go by, so we name no figure.",
  "nothing-on-the-list":
    "Nothing on this list can be set against the clubs in our published index, so we name no figure.",
  "not-cheaper": "By our published index we are not cheaper on average than where this list was checked.",
} as const satisfies Record<Extract<VisitorOffer, { kind: "none" }>["reason"], string>;
