/**
 * Signs as HTML, kept. A sign is a pure function of its row and the time; rows come interned (app/db/skus.ts), so one that
 * Postgres answers again with the very same values is neither compared nor rendered again within its minute. Shop pages are
 * sent without scripts: nothing takes over from this HTML in the browser.
 */
import { renderToStaticMarkup } from "react-dom/server";
import type { ShelfRow, ShelfSku } from "#app/domain/shelf.ts";
import { ShelfSign } from "#app/ui/shelf-sign.tsx";
import type { RenderedShelf } from "#app/ui/shop/shelf.tsx";
import { signOf } from "#app/ui/shop/sign-data.ts";

export type HeadingLevel = 2 | 3;

/** Signs above the fold on a wide screen: their pictures load at once. */
const EAGER = 5;
const MINUTE_MS = 60_000;

type Kept = { readonly minute: number; readonly html: Map<string, string> };

/**
 * A renderer of shelves for one audience. Claims are told as of the end of the current minute: one that goes stale within it
 * is dropped up to a minute early, never shown late.
 */
export function shelfRenderer<Row extends ShelfRow>(tell: (row: Row, now: Date) => ShelfSku) {
  const kept = new WeakMap<Row, Kept>();
  const renderSign = (row: Row, minute: number, level: HeadingLevel, eager: boolean) => {
    let known = kept.get(row);
    if (known?.minute !== minute) {
      known = { minute, html: new Map() };
      kept.set(row, known);
    }
    const look = `${level}${eager}`;
    const html = known.html.get(look);
    if (html !== undefined) return html;
    const sign = signOf(tell(row, new Date((minute + 1) * MINUTE_MS)));
    const made = renderToStaticMarkup(<ShelfSign sign={sign} level={level} eager={eager} />);
    known.html.set(look, made);
    return made;
  };
  return (rows: readonly Row[], level: HeadingLevel, now: Date): RenderedShelf => {
    const minute = Math.floor(now.getTime() / MINUTE_MS);
    const isFirstThing = level === 2;
    const signs = rows.map((row, index) => renderSign(row, minute, level, isFirstThing && index < EAGER));
    return signs.join("") as RenderedShelf;
  };
}
