/** Times as files write them, with the zone that they were written in. */

/** An instant and the offset from UTC of the place of capture, "-08:00". */
export type CaptureTime = { readonly at: Date; readonly zone: string };

const WRITTEN =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?$/i;

/**
 * Reads "2026-11-20T10:00-08:00", "2026-11-20 10:00:00.123", "2026-11-20" (its first minute) and seconds or milliseconds
 * since 1970. What has no zone is in `zone`. Undefined for anything else: in "03/04/2026" nobody knows the month.
 */
export function readCaptureTime(text: string, zone: string): CaptureTime | undefined {
  const trimmed = text.trim();
  if (/^\d{10}$/.test(trimmed)) return { at: new Date(Number(trimmed) * 1000), zone };
  if (/^\d{13}$/.test(trimmed)) return { at: new Date(Number(trimmed)), zone };
  const match = WRITTEN.exec(trimmed);
  if (match === null) return undefined;
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "", written] = match;
  const offset = written === undefined ? zone : readZone(written);
  if (offset === undefined) return undefined;
  const asUtc = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // A thirtieth of February would quietly become the second of March; an invalid date equals nothing.
  if (asUtc.getUTCDate() !== Number(day)) return undefined;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, "0"));
  return { at: new Date(asUtc.getTime() + milliseconds - offsetMinutes(offset) * 60_000), zone: offset };
}

/** Whether a time says its zone itself. */
export function statesZone(text: string): boolean {
  return WRITTEN.exec(text.trim())?.[8] !== undefined;
}

/** "-0800", "-08", "-08:00", "Z" as "-08:00" and "+00:00"; undefined when it is no offset from UTC. */
export function readZone(text: string): string | undefined {
  if (/^(?:Z|UTC|GMT)$/i.test(text)) return "+00:00";
  const match = /^([+-])(\d\d)(?::?([0-5]\d))?$/.exec(text);
  if (match === null || Number(match[2]) > 14) return undefined;
  return `${match[1]}${match[2]}:${match[3] ?? "00"}`;
}

/** Wall-clock time at the place of capture: "2026-11-20 10:00 -08:00". */
export function formatCaptureTime(time: CaptureTime): string {
  return `${localTime(time).replace("T", " ")} ${time.zone === "+00:00" ? "UTC" : time.zone}`;
}

/** Wall-clock time at the place of capture, as a form's field holds it: "2026-11-20T10:00". */
export function localTime({ at, zone }: CaptureTime): string {
  return new Date(at.getTime() + offsetMinutes(zone) * 60_000).toISOString().slice(0, 16);
}

function offsetMinutes(zone: string): number {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return zone.startsWith("-") ? -minutes : minutes;
}
