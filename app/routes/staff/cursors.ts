import { validate as isUuid } from "uuid";

/** Where a list by time goes on, as it stands in an address: "1795366380757_<uuid>". */
export function formatTimeCursor(at: Date, id: string): string {
  return `${at.getTime()}_${id}`;
}

/** Reads what {@link formatTimeCursor} writes; undefined for anything else. */
export function parseTimeCursor(text: string | null): { at: Date; id: string } | undefined {
  const [time = "", id = ""] = (text ?? "").split("_");
  return /^\d{1,14}$/.test(time) && isUuid(id) ? { at: new Date(Number(time)), id } : undefined;
}

/** An item number in an address; undefined for anything else. */
export function parseItemNumber(text: string | null | undefined): number | undefined {
  return /^\d{1,15}$/.test(text ?? "") ? Number(text) : undefined;
}
