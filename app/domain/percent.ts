/** Percentages as people type and read them; kept as basis points. */

/** "12.5", "12.5 %" or "12,5" as basis points; undefined for anything else, and past two decimals. */
export function parsePercentBps(text: string): number | undefined {
  const match = /^\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*%?\s*$/.exec(text);
  if (match === null) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}

/** Basis points as they are typed: 1250 is "12.5". */
export function percentText(bps: number): string {
  return String(bps / 100);
}
