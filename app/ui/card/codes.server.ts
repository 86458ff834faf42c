/** A member's number as a scanner reads it. On the server alone: the library that encodes is large. */
import bwipjs from "bwip-js/node";
import { type CodeDrawing, drawBars, drawMatrix } from "#app/domain/barcode.ts";

export type MemberCodes = { readonly bars: CodeDrawing; readonly matrix: CodeDrawing };

/** Height of the bars in modules: a till's scanner is aimed by hand. */
const BAR_HEIGHT = 28;

/**
 * Code 128 for tills and QR (error correction M) for phones. Both say the member number and nothing else, so that every
 * scanner gives the till the same twelve digits, and a copied code tells no more than the number printed below it.
 */
export function memberCodes(memberNumber: string): MemberCodes {
  const [linear] = bwipjs.raw("code128", memberNumber);
  const [square] = bwipjs.raw("qrcode", memberNumber, "eclevel=M");
  if (linear === undefined || !("sbs" in linear) || square === undefined || !("pixs" in square)) {
    throw new Error("The member number could not be drawn.");
  }
  return { bars: drawBars(linear.sbs, BAR_HEIGHT), matrix: drawMatrix(square.pixs) };
}
