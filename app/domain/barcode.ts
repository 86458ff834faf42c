/** Codes as drawings: what a scanner reads, in modules, as one path of an SVG. */

/** A code on its white ground. `width` and `height` are in modules, the quiet zone included. */
export type CodeDrawing = { readonly width: number; readonly height: number; readonly path: string };

/** White modules that a scanner needs around a code: Code 128 beside it (ISO/IEC 15417), QR on all sides (ISO/IEC 18004). */
const QUIET_BARS = 10;
const QUIET_MATRIX = 4;

/**
 * A linear code from the widths of its bars and spaces in modules, a bar first.
 * @throws RangeError for widths that no code has: fewer than a bar, or not whole.
 */
export function drawBars(widths: readonly number[], height: number): CodeDrawing {
  if (widths.length === 0 || widths.some((width) => !Number.isInteger(width) || width < 1)) {
    throw new RangeError("A linear code is made of whole modules.");
  }
  let x = QUIET_BARS;
  let path = "";
  for (const [index, width] of widths.entries()) {
    if (index % 2 === 0) path += `M${x} 0h${width}v${height}h-${width}z`;
    x += width;
  }
  return { width: x + QUIET_BARS, height, path };
}

/**
 * A square code from its modules, row by row, 1 for dark. Dark modules that lie side by side are one stroke.
 * @throws RangeError when the modules are no square.
 */
export function drawMatrix(modules: readonly number[]): CodeDrawing {
  const size = Math.sqrt(modules.length);
  if (!Number.isInteger(size) || size === 0) throw new RangeError("A matrix code is a square.");
  let path = "";
  for (let row = 0; row < size; row += 1) {
    let column = 0;
    while (column < size) {
      const start = column;
      while (column < size && modules[row * size + column] === 1) column += 1;
      const run = column - start;
      if (run > 0) path += `M${start + QUIET_MATRIX} ${row + QUIET_MATRIX}h${run}v1h-${run}z`;
      column += run === 0 ? 1 : 0;
    }
  }
  const side = size + 2 * QUIET_MATRIX;
  return { width: side, height: side, path };
}
