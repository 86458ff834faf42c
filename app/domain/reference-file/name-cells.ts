/** What a row calls its product: the title, and the retailer's item id. */
import { cleanText, isBlank, quoteCell, textCell } from "./cells.ts";
import { type Rejection, reject } from "./rejection.ts";

const MAX_TITLE = 500;
const MAX_ITEM_ID = 80;

/** Titles that a shop's error page has. Anchored: "Forbidden Rice" and the game "Sorry!" are goods. */
const ERROR_PAGE =
  /^(?:access denied|(?:error )?[45]\d\d(?:[ :–-].*)?|error(?: \d+|:.*| page)?|(?:\d+ )?forbidden|(?:page|product|item) (?:not found|unavailable)|not found|just a moment.{0,3}|attention required.*|(?:are you (?:a )?)?(?:robot|human)(?: or (?:robot|human))?\?|verify (?:that )?you are.*|service (?:temporarily )?unavailable|bad gateway|internal server error|something went wrong.*|(?:we'?re )?sorry,? (?:we|the page|this page|but).*|oops.{0,2} (?:something|page|we|that).*|request blocked.*|.*\bcaptcha\b.*|loading\.*|<(?:!doctype|html).*)$/i;

/** The title as seen, cleaned. Refuses none, a damaged one, and an error page's. */
export function readTitle(cell: string): string | Rejection {
  const title = cleanText(cell);
  if (isBlank(title)) return reject("title", "title-missing", "There is no title.");
  if (title.includes("\ufffd")) {
    const sentence = `${quoteCell(title)} has characters that were lost (�). If the file is in another encoding, say --encoding.`;
    return reject("title", "title-damaged", sentence);
  }
  if (title.length > MAX_TITLE)
    return reject("title", "title-too-long", `A title of ${title.length} characters is a page, not a title.`);
  if (ERROR_PAGE.test(title))
    return reject("title", "error-page", `${quoteCell(title)} is an error page, not a product.`);
  return title;
}

/** The item id, or null where there is none. Refuses one that a spreadsheet has rounded: it is another item's. */
export function readItemId(cell: string | undefined): string | null | Rejection {
  const written = textCell(cell);
  if (written === null) return null;
  if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(written)) {
    const sentence = `A spreadsheet has rounded the item id to ${quoteCell(written)}: export it as text.`;
    return reject("item id", "item-id-rounded", sentence);
  }
  if (written.length > MAX_ITEM_ID)
    return reject("item id", "item-id-too-long", `${quoteCell(written)} is too long for an item id.`);
  // Data frames write whole numbers beside empty cells as 24325.0.
  return written.replace(/^(\d+)\.0$/, "$1");
}
