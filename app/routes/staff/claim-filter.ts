import type { ClaimFilter } from "#app/db/shown-claims.ts";
import { calendarDay } from "#app/domain/calendar-date.ts";
import { parseItemNumber } from "./cursors.ts";

/** What the desk asked for, as typed, as a filter, and what of it can't be read. */
export type AskedClaims = {
  readonly typed: { readonly item: string; readonly retailer: string; readonly day: string };
  readonly filter: ClaimFilter;
  readonly errors: { readonly item?: string; readonly day?: string };
};

/** Reads the address of the list and of its file. */
export function readClaimFilter(asked: URLSearchParams, retailers: readonly { slug: string }[]): AskedClaims {
  const text = (name: string) => (asked.get(name) ?? "").trim().slice(0, 40);
  const typed = { item: text("item"), retailer: text("retailer"), day: text("day") };
  const skuId = parseItemNumber(typed.item);
  const shown = calendarDay(typed.day);
  return {
    typed,
    filter: { skuId, retailerSlug: retailers.find(({ slug }) => slug === typed.retailer)?.slug, shown },
    errors: {
      ...(typed.item !== "" &&
        skuId === undefined && { item: "Type the item number: digits only, like 100234." }),
      ...(typed.day !== "" && shown === undefined && { day: "Type a date that exists, like 2026-03-03." }),
    },
  };
}

/** The address of what was asked. */
export function claimsQuery({ item, retailer, day }: AskedClaims["typed"]): string {
  return new URLSearchParams({ item, retailer, day }).toString();
}
