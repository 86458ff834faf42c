/**
 * Signs as HTML, kept. A sign is a pure function of its row and the time; rows come interned (app/db/skus.ts), so one that
 * Postgres answers again with the very same values is neither compared nor rendered again within its minute. Shop pages are
 * sent without scripts: nothing takes over from this HTML in the browser.
 */
import { renderToStaticMarkup } from "react-dom/server";
import type { ShelfRow, ToldSign } from "#app/domain/shelf.ts";
import type { ShownClaim } from "#app/domain/shown-claim.ts";
import { ShelfSign } from "#app/ui/shelf-sign.tsx";
import type { RenderedShelf } from "#app/ui/shop/shelf.tsx";
import { signOf } from "#app/ui/shop/sign-data.ts";

export type HeadingLevel = 2 | 3;

/** Signs above the fold on a wide screen: their pictures load at once. */
const EAGER = 5;
const MINUTE_MS = 60_000;

type Kept = {
  readonly minute: number;
  readonly html: Map<string, string>;
  readonly claims: readonly ShownClaim[];
  /** Its claims are noted for this minute: showing it again says nothing new. */
  isNoted: boolean;
};

/** Hears of the claims of a sign that is shown, at least once a minute. */
export type NoteClaims = (claims: readonly ShownClaim[], at: Date) => void;

/**
 * A renderer of shelves for one audience. Claims are told as of the end of the current minute: one that goes stale within it
 * is dropped up to a minute early, never shown late.
 */
export function shelfRenderer<Row extends ShelfRow>(
  tell: (row: Row, now: Date) => ToldSign,
  noteClaims: NoteClaims,
) {
  const kept = new WeakMap<Row, Kept>();
  const renderSign = (row: Row, minute: number, level: HeadingLevel, eager: boolean) => {
    const look = `${level}${eager}`;
    let known = kept.get(row);
    let html = known?.minute === minute ? known.html.get(look) : undefined;
    if (known === undefined || html === undefined) {
      const { sku, claims } = tell(row, new Date((minute + 1) * MINUTE_MS));
      if (known?.minute !== minute) known = { minute, html: new Map(), claims, isNoted: false };
      html = renderToStaticMarkup(<ShelfSign sign={signOf(sku)} level={level} eager={eager} />);
      known.html.set(look, html);
      kept.set(row, known);
    }
    if (!known.isNoted) {
      known.isNoted = true;
      noteClaims(known.claims, new Date(minute * MINUTE_MS));
    }
    return html;
  };
  return (rows: readonly Row[], level: HeadingLevel, now: Date): RenderedShelf => {
    const minute = Math.floor(now.getTime() / MINUTE_MS);
    const isFirstThing = level === 2;
    const signs = rows.map((row, index) => renderSign(row, minute, level, isFirstThing && index < EAGER));
    return signs.join("") as RenderedShelf;
  };
}
