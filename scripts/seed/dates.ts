/** Days around `now`, and the offset from UTC that a place has on a day. */

const DAY_MS = 86_400_000;

/** `days` (may be a fraction) before `now`, to the minute. */
export function daysBefore(now: Date, days: number): Date {
  return new Date(Math.floor((now.getTime() - days * DAY_MS) / 60_000) * 60_000);
}

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, string>();

/** The offset of an IANA zone at an instant: "-08:00". Zones change their clocks on the hour. */
export function offsetOf(timeZone: string, at: Date): string {
  const hour = `${timeZone} ${Math.floor(at.getTime() / 3_600_000)}`;
  const known = offsets.get(hour) ?? readOffset(timeZone, at);
  offsets.set(hour, known);
  return known;
}

function readOffset(timeZone: string, at: Date): string {
  const format =
    formats.get(timeZone) ?? new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  formats.set(timeZone, format);
  const name = format.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  return name === "GMT" ? "+00:00" : name.slice(3);
}
