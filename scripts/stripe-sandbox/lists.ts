import { invalidRequest, noSuch } from "./errors.ts";
import type { List } from "./stored.ts";

export interface Page {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
}

type Bounds = { gt?: number; gte?: number; lt?: number; lte?: number };

/** One page of records, newest first, between 1 and 100 of them (10 unless told). */
export function pageOf<T extends { id: string }>(
  records: Iterable<T>,
  page: Page,
  url: string,
  keep: (record: T) => boolean = () => true,
): List<T> {
  const limit = page.limit ?? 10;
  if (limit < 1 || limit > 100) {
    const message =
      limit < 1
        ? "This value must be greater than or equal to 1."
        : "This value must be less than or equal to 100.";
    throw invalidRequest(message, { code: "parameter_invalid_integer", param: "limit" });
  }
  const all = [...records].filter(keep).reverse();
  if (page.ending_before !== undefined) {
    const end = indexOfCursor(all, page.ending_before, "ending_before");
    const start = Math.max(0, end - limit);
    return { object: "list", data: all.slice(start, end), has_more: start > 0, url };
  }
  const start = page.starting_after ? indexOfCursor(all, page.starting_after, "starting_after") + 1 : 0;
  return { object: "list", data: all.slice(start, start + limit), has_more: start + limit < all.length, url };
}

function indexOfCursor(records: Array<{ id: string }>, id: string, param: string): number {
  const index = records.findIndex((record) => record.id === id);
  if (index < 0) throw noSuch("object", id, param);
  return index;
}

/** Whether a moment lies in the bounds; no bounds, always. */
export function within(at: number, bounds: Bounds | undefined): boolean {
  if (!bounds) return true;
  const { gt, gte, lt, lte } = bounds;
  return (
    (gt === undefined || at > gt) &&
    (gte === undefined || at >= gte) &&
    (lt === undefined || at < lt) &&
    (lte === undefined || at <= lte)
  );
}

export function listOf<T>(data: T[], url: string): List<T> {
  return { object: "list", data, has_more: false, url };
}
