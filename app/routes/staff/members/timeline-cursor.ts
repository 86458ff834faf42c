import { TIMELINE_KINDS, type TimelineCursor } from "#app/domain/timeline.ts";

/** Where a timeline goes on, as it stands in an address: "1795366380757_mail_<id>". */
export function formatTimelineCursor({ at, kind, id }: TimelineCursor): string {
  return `${at.getTime()}_${kind}_${id}`;
}

/** Reads what {@link formatTimelineCursor} writes; undefined for anything else. */
export function parseTimelineCursor(text: string | null): TimelineCursor | undefined {
  const [, time, name, id] = /^(\d{1,14})_([a-z-]+)_([\w-]{1,100})$/.exec(text ?? "") ?? [];
  const kind = TIMELINE_KINDS.find((one) => one === name);
  if (time === undefined || kind === undefined || id === undefined) return undefined;
  return { at: new Date(Number(time)), kind, id };
}
