/** "1 item", "24 items", and "1,000+ items" from one past `cap` on: big sets are not counted out. */
export function countText(count: number, cap: number): string {
  if (count === 1) return "1 item";
  return `${cappedCount(count, cap)} items`;
}

/** "24", "1,000+". */
export function cappedCount(count: number, cap: number): string {
  return count > cap ? `${cap.toLocaleString("en-US")}+` : count.toLocaleString("en-US");
}
