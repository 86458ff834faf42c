/**
 * The drawings behind the product pictures. Each form is one pack of a set width and height; a carton is a tray with
 * its packs standing in rows, as they come off the truck. Everything stands on the picture's bottom edge.
 */
export const packForms = ["carton", "box", "bag", "pouch", "bottle", "jar", "can", "tub", "roll"] as const;
export type PackForm = (typeof packForms)[number];

/** Ground, its shaded side, and the ink that is printed on it. */
const TONES = {
  kraft: ["#c99a64", "#a97c49", "#15191b"],
  white: ["#eceff1", "#c9d0d4", "#15191b"],
  charcoal: ["#41494e", "#2b3135", "#ffffff"],
  red: ["#c63a31", "#9c2a23", "#ffffff"],
  orange: ["#f08a2c", "#c96b14", "#15191b"],
  yellow: ["#f3c441", "#d0a01f", "#15191b"],
  green: ["#4f9655", "#38743d", "#ffffff"],
  teal: ["#2f8f8c", "#216b69", "#ffffff"],
  sky: ["#86bfe3", "#5b9cc6", "#15191b"],
  blue: ["#2f62a8", "#214883", "#ffffff"],
  pink: ["#e39aae", "#c6758c", "#15191b"],
  brown: ["#80553a", "#5f3d28", "#ffffff"],
} as const;
export type PackTone = keyof typeof TONES;
export const packTones = Object.keys(TONES) as readonly PackTone[];

/** What a picture shows. `count` is packs in the carton, `sizeText` the size of one ("32 fl oz"), "" when unknown. */
export type PackShot = {
  /** Name of an icon in the set, "olive"; one that the set lacks is drawn with the club's own mark. */
  glyph: string;
  form: PackForm;
  tone: PackTone;
  count: number;
  sizeText: string;
};

/** An icon's drawing and the side of the square that it is drawn in. */
export type Icon = { body: string; size: number };

/** Drawn size of one pack, and its label: a window for the icon with room for the size below it. */
type Shape = {
  width: number;
  height: number;
  label: { x: number; y: number; width: number; height: number };
  /** How much of its height shows when one stands on it (1) or, for what can't be stacked, in front of it. */
  rise: number;
  body: (ground: string, shade: string) => string;
};

const SHAPES: Record<Exclude<PackForm, "carton">, Shape> = {
  bottle: {
    width: 84,
    height: 200,
    rise: 0.36,
    label: { x: 4, y: 74, width: 76, height: 92 },
    body: (ground, shade) =>
      `<path fill="${shade}" d="M30 0h24v22H30z"/><path fill="${ground}" d="M32 22h20v14c0 16 30 14 30 38v116q0 10-10 10H12q-10 0-10-10V74c0-24 30-22 30-38z"/><path fill="${shade}" d="M68 60q14 4 14 16v114q0 10-10 10h-8q4-4 4-10z"/>`,
  },
  jar: {
    width: 110,
    height: 150,
    rise: 1,
    label: { x: 4, y: 46, width: 102, height: 82 },
    body: (ground, shade) =>
      `<path fill="#41494e" d="M14 0h82q4 0 4 4v18H10V4q0-4 4-4z"/><path fill="${ground}" d="M18 22h74q16 4 16 20v94q0 14-14 14H16q-14 0-14-14V42q0-16 16-20z"/><path fill="${shade}" d="M92 22q16 4 16 20v94q0 14-14 14h-6q8-4 8-14V42q0-14-12-20z"/>`,
  },
  can: {
    width: 100,
    height: 132,
    rise: 1,
    label: { x: 12, y: 30, width: 76, height: 72 },
    body: (ground, shade) =>
      `<path fill="${ground}" d="M2 10h96v112H2z"/><path fill="${shade}" d="M86 10h12v112H86z"/><path fill="#bfc4c7" d="M6 0h88q4 0 4 4v6H2V4q0-4 4-4zM2 122h96v6q0 4-4 4H6q-4 0-4-4z"/><path fill="#8f979b" d="M2 8h96v3H2zM2 121h96v3H2z"/>`,
  },
  tub: {
    width: 140,
    height: 124,
    rise: 1,
    label: { x: 16, y: 32, width: 108, height: 78 },
    body: (ground, shade) =>
      `<path fill="${ground}" d="M6 20h128l-10 96q-1 8-9 8H25q-8 0-9-8z"/><path fill="${shade}" d="M120 20h14l-10 96q-1 8-9 8h-8q6-2 7-8z"/><path fill="${shade}" d="M4 0h132q4 0 4 4v12q0 4-4 4H4q-4 0-4-4V4q0-4 4-4z"/>`,
  },
  box: {
    width: 124,
    height: 176,
    rise: 1,
    label: { x: 10, y: 36, width: 104, height: 118 },
    body: (ground, shade) =>
      `<path fill="${ground}" d="M0 0h124v176H0z"/><path fill="${shade}" d="M0 0h124v20H0zM116 20h8v156h-8z"/>`,
  },
  bag: {
    width: 132,
    height: 184,
    rise: 0.34,
    label: { x: 16, y: 52, width: 100, height: 104 },
    body: (ground, shade) =>
      `<path fill="${ground}" d="M8 0h116v26q8 70 6 146-1 12-12 12H14q-11 0-12-12Q0 96 8 26z"/><path fill="${shade}" d="M8 0h116v24H8zM116 26h8q8 70 6 146-1 12-12 12h-10q10-4 11-14 2-80-3-144z"/><path stroke="#fff" stroke-opacity=".5" stroke-width="2" d="M8 9h116M8 16h116"/>`,
  },
  pouch: {
    width: 124,
    height: 172,
    rise: 0.34,
    label: { x: 14, y: 44, width: 96, height: 96 },
    body: (ground, shade) =>
      `<path fill="${ground}" d="M4 0h116q-8 84 0 152 2 20-14 20H18q-16 0-14-20 8-68 0-152z"/><path fill="${shade}" d="M4 0h116l-1 18H5zM4 152q58 22 116 0 2 20-14 20H18q-16 0-14-20z"/><circle cx="62" cy="9" r="5" fill="#fff"/>`,
  },
  roll: {
    width: 104,
    height: 116,
    rise: 0.86,
    label: { x: 12, y: 38, width: 80, height: 64 },
    body: (ground, shade) =>
      `<path fill="#f5f6f6" d="M0 18h104v80a52 18 0 0 1-104 0z"/><path fill="#d9dcde" d="M90 18h14v80q0 7-14 12z"/><ellipse cx="52" cy="18" rx="52" ry="18" fill="#e9ebec"/><ellipse cx="52" cy="18" rx="18" ry="6" fill="${shade}"/><path fill="${ground}" d="M0 40v56a52 18 0 0 0 104 0V40a52 18 0 0 1-104 0z" opacity=".92"/>`,
  },
};

const SIDE = 320;
const CARDBOARD = ["#d6ab76", "#b98c57", "#e3c091"] as const;
/** Packs that a tray shows one by one; a larger carton shows this many and says its number. */
const MAX_STANDING = 24;
const TRAY = { top: 232, left: 8, width: 304, height: 88 };
/** Room for packs between the tray's sides, the share of the front row that its lip hides, the largest pack. */
const INSIDE = 280;
const HIDDEN = 0.26;
const MAX_SCALE = 1.3;

/** The whole picture, a square on no ground (the page behind it is white). */
export function drawPack(shot: PackShot, icon: Icon | undefined): string {
  const scene = shot.form === "carton" ? closedCarton(shot) : standing(shot, SHAPES[shot.form]);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}">${symbol(icon)}${scene}</svg>`;
}

function symbol(icon: Icon | undefined): string {
  const { body, size } = icon ?? CLUB_MARK;
  return `<defs><symbol id="i" viewBox="0 0 ${size} ${size}">${body}</symbol></defs>`;
}

/** The club's mark, for whatever has no icon. */
const CLUB_MARK: Icon = {
  size: 36,
  body: '<g fill="none" stroke="#15191b" stroke-width="3.6"><path d="M1 13 18 4l17 9M7 15v18M14.3 15v18M21.7 15v18M29 15v18"/><path stroke="#f58220" stroke-width="4" d="M2 29 34 18"/></g>',
};

function standing(shot: PackShot, shape: Shape): string {
  if (shot.count === 1) return onePack(shot, shape);
  return tray(shot, shape);
}

/** One large pack, its size printed under the icon. */
function onePack(shot: PackShot, shape: Shape): string {
  const scale = Math.min(264 / shape.height, 220 / shape.width);
  const x = round((SIDE - shape.width * scale) / 2);
  const y = round(SIDE - shape.height * scale);
  return `<g transform="translate(${x} ${y}) scale(${round(scale)})">${pack(shot, shape, shot.sizeText)}</g>`;
}

function pack(shot: PackShot, { label, body }: Shape, sizeText: string): string {
  const [ground, shade] = TONES[shot.tone];
  const middle = label.x + label.width / 2;
  const textSize = Math.min(20, round((label.width - 8) / Math.max(1, sizeText.length * NARROW)));
  const room = sizeText === "" ? 0 : textSize + 4;
  const side = Math.min(label.width - 6, label.height - 8 - room);
  const top = round(label.y + (label.height - room - side) / 2);
  return (
    body(ground, shade) +
    `<rect x="${label.x}" y="${label.y}" width="${label.width}" height="${label.height}" rx="4" fill="#fff"/>` +
    `<use href="#i" x="${round(middle - side / 2)}" y="${top}" width="${side}" height="${side}"/>` +
    lettering(sizeText, middle, label.y + label.height - 7, textSize, "#15191b", "middle")
  );
}

/** A tray of cardboard with its packs stacked or in rows; the count and the size are printed on its front. */
function tray(shot: PackShot, shape: Shape): string {
  const shown = Math.min(shot.count, MAX_STANDING);
  const { columns, rows, scale } = arrange(shown, shape);
  const width = Math.min(INSIDE / columns, shape.width * scale * 1.03);
  let packs = "";
  for (let row = rows - 1; row >= 0; row--) {
    const inRow = row < rows - 1 ? columns : shown - columns * (rows - 1);
    const y = round(TRAY.top - (1 - HIDDEN + shape.rise * row) * shape.height * scale);
    for (let column = 0; column < inRow; column++) {
      const x = round(SIDE / 2 + (column - inRow / 2) * width + (width - shape.width * scale) / 2);
      packs += `<use href="#u" x="${x}" y="${y}"/>`;
    }
  }
  const unit = `<symbol id="u" overflow="visible"><g transform="scale(${round(scale * 100) / 100})">${pack(shot, shape, "")}</g></symbol>`;
  return unit + packs + trayFront(shot);
}

/** The columns at which the packs come out largest in the room above the tray; never a tower. */
function arrange(shown: number, { width, height, rise }: Shape) {
  let best = { columns: shown, rows: 1, scale: 0 };
  for (let columns = 1; columns <= shown; columns++) {
    const rows = Math.ceil(shown / columns);
    if (rows > columns) continue;
    const tall = (1 - HIDDEN + rise * (rows - 1)) * height;
    const scale = Math.min(INSIDE / columns / width, (TRAY.top - 12) / tall, MAX_SCALE);
    if (scale > best.scale) best = { columns, rows, scale };
  }
  return best;
}

function trayFront(shot: PackShot): string {
  const { top, left, width, height } = TRAY;
  const [board, edge, light] = shot.form === "roll" ? TONES[shot.tone] : CARDBOARD;
  const ink = shot.form === "roll" ? light : "#15191b";
  return (
    `<path fill="${board}" d="M${left} ${top - 18}l22 18h${width - 44}l22-18v${height + 18}H${left}z"/>` +
    `<path fill="${edge}" d="M${left} ${top - 18}l22 18h${width - 44}l22-18v6l-22 18H${left + 22}l-22-18z"/>` +
    printed(shot, left + 14, top + 76, width - 28, ink)
  );
}

/** "12 ×" large, the size beside it: the two numbers that a shopper looks for. */
function printed(shot: PackShot, x: number, y: number, width: number, ink: string): string {
  const count = `${shot.count} ×`;
  const sizeLetters = Math.max(1, shot.sizeText.length) * NARROW;
  const sizeSize = Math.min(46, Math.max(30, (width - count.length * 68 * NARROW - 12) / sizeLetters));
  const countSize = Math.min(68, (width - sizeSize * sizeLetters - 12) / (count.length * NARROW));
  return (
    lettering(count, x, y, countSize, ink, "start") +
    lettering(shot.sizeText, x + width, y, sizeSize, ink, "end")
  );
}

/** A closed carton, taped, with the icon printed on its front. */
function closedCarton(shot: PackShot): string {
  const [ground, shade, ink] =
    shot.tone === "kraft" ? [CARDBOARD[0], CARDBOARD[1], "#15191b"] : TONES[shot.tone];
  const print =
    shot.count === 1
      ? lettering(
          shot.sizeText,
          30,
          304,
          Math.min(46, 260 / Math.max(1, shot.sizeText.length * NARROW)),
          ink,
          "start",
        )
      : printed(shot, 30, 306, 260, ink);
  return (
    `<path fill="${shade}" d="M40 62h240l24 34H16z"/><path fill="${ground}" d="M16 96h288v224H16z"/>` +
    `<path fill="#fff" fill-opacity=".35" d="M143 62h34l3 34v26h-40V96z"/>` +
    `<rect x="92" y="108" width="136" height="128" rx="4" fill="#fff"/>` +
    `<use href="#i" x="102" y="114" width="116" height="116"/>${print}`
  );
}

/** Width of a letter over its height; set as the text's length, so that any font at hand comes out condensed. */
const NARROW = 0.44;

function lettering(text: string, x: number, y: number, size: number, ink: string, anchor: string): string {
  if (text === "") return "";
  const length = round(text.length * size * NARROW);
  return `<text x="${round(x)}" y="${round(y)}" fill="${ink}" font-family="'Barlow Condensed','Arial Narrow',Arial,Helvetica,sans-serif" font-weight="700" font-size="${round(size)}" text-anchor="${anchor}" textLength="${length}" lengthAdjust="spacingAndGlyphs">${text}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
