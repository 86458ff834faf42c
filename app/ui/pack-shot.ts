/**
 * Product pictures, drawn: a pack on white, its icon printed on the label, and how many are in the carton. The
 * address of a picture says everything that is in it, so SKUs that look alike share one picture and it may be cached
 * for ever.
 */
import {
  drawPack,
  type Icon,
  type PackForm,
  type PackShot,
  type PackTone,
  packForms,
  packTones,
} from "./pack-drawing.ts";

export type { Icon, PackForm, PackShot, PackTone };

/** Goes up when the drawings change, so that pictures cached under the old addresses are left behind. */
const EDITION = 1;
const GLYPH = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const MAX_GLYPH = 64;
const MAX_COUNT = 9_999;
const MAX_SIZE_TEXT = 20;

/** The picture as SVG. `icon` undefined prints the club's mark instead. Same input, same bytes. */
export function packShotSvg(shot: PackShot, icon: Icon | undefined): string {
  return drawPack({ ...shot, sizeText: cleanSize(shot.sizeText) }, icon);
}

/**
 * The address that the picture is served under: `/pictures/olive.jar.green.12.32-fl-oz.1.svg`.
 * @throws RangeError for a glyph or count that no address can carry (a mistake of ours, not of a person's).
 */
export function packShotHref(shot: PackShot): string {
  if (!isGlyph(shot.glyph)) throw new RangeError(`Not a glyph's name: ${shot.glyph}`);
  if (!isCount(shot.count)) throw new RangeError(`Not a count of packs: ${shot.count}`);
  const size = cleanSize(shot.sizeText).replaceAll(".", "_").replaceAll(" ", "-") || "-";
  return `/pictures/${shot.glyph}.${shot.form}.${shot.tone}.${shot.count}.${size}.${EDITION}.svg`;
}

/** What an address under `/pictures/` asks for; undefined for anything that {@link packShotHref} would not write. */
export function parsePackShotHref(href: string): PackShot | undefined {
  const parts =
    /^\/pictures\/([a-z0-9-]+)\.([a-z]+)\.([a-z]+)\.(\d{1,4})\.([\w-]{1,20})\.(\d{1,3})\.svg$/.exec(href);
  if (parts === null) return undefined;
  const [, glyph = "", formText, toneText, countText, sizeSlug = "", editionText] = parts;
  const form = packForms.find((known) => known === formText);
  const tone = packTones.find((known) => known === toneText);
  const edition = Number(editionText);
  if (form === undefined || tone === undefined || edition < 1 || edition > EDITION) return undefined;
  if (!isGlyph(glyph)) return undefined;
  const sizeText = sizeSlug === "-" ? "" : sizeSlug.replaceAll("_", ".").replaceAll("-", " ");
  const shot: PackShot = { glyph, form, tone, count: Number(countText), sizeText };
  // One spelling a picture: leading zeros, stray spaces and the like would be second copies in every cache.
  return isCount(shot.count) && packShotHref(shot) === href.replace(/\d+\.svg$/, `${EDITION}.svg`)
    ? shot
    : undefined;
}

function isGlyph(text: string): boolean {
  return text.length <= MAX_GLYPH && GLYPH.test(text);
}

function isCount(count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= MAX_COUNT;
}

/** Letters, digits, points and single spaces are all that is printed on a pack: nothing that SVG could take for markup. */
function cleanSize(text: string): string {
  return text
    .replaceAll(",", "")
    .replace(/[^A-Za-z0-9. ]+/g, " ")
    .replace(/ {2,}/g, " ")
    .slice(0, MAX_SIZE_TEXT)
    .trim();
}
