/**
 * When and where a price was checked, in the words that stand beside it. The day is the one at the place of capture.
 */
import type { PriceChannel } from "./comparison.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ZONE = /^([+-])(\d{2}):(\d{2})$/;

/** "-08:00" as minutes; UTC for anything else. */
function zoneMinutes(zone: string): number {
  const match = ZONE.exec(zone);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === "-" ? -minutes : minutes;
}

/** The day of `at` in `zone` ("-08:00"; UTC unless told): "19 Nov", with its year when that is not this year. */
export function dayText(at: Date, now: Date, zone = "+00:00"): string {
  const local = new Date(at.getTime() + zoneMinutes(zone) * 60_000);
  const day = `${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]}`;
  return local.getUTCFullYear() === now.getUTCFullYear() ? day : `${day} ${local.getUTCFullYear()}`;
}

/** The instant as its place's clock showed it: "19 Nov 2026, 14:05 (UTC-08:00)". */
export function instantText(at: Date, zone = "+00:00"): string {
  const local = new Date(at.getTime() + zoneMinutes(zone) * 60_000);
  const clock = local.toISOString().slice(11, 16);
  const offset = zoneMinutes(zone) === 0 ? "UTC" : `UTC${zone}`;
  return `${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]} ${local.getUTCFullYear()}, ${clock} (${offset})`;
}

/** "in club" at a membership club, "in store" elsewhere, "online", "delivered". */
export function channelText(channel: PriceChannel, membershipNeeded: boolean): string {
  switch (channel) {
    case "in-club":
      return membershipNeeded ? "in club" : "in store";
    case "online":
    case "delivered":
      return channel;
    default: {
      const impossible: never = channel;
      throw new Error(`Unknown channel ${impossible}`);
    }
  }
}

/** "ZIP 98109" for a bare US code, anything else as it was written. */
export function placeText(place: string): string {
  return /^\d{5}(?:-\d{4})?$/.test(place) ? `ZIP ${place}` : place;
}

export type Checked = {
  readonly at: Date;
  readonly zone: string;
  readonly channel: PriceChannel;
  readonly place: string;
  readonly membershipNeeded: boolean;
};

/** "Checked 19 Nov in club, ZIP 98109". */
export function checkedText(checked: Checked, now: Date): string {
  const where = `${channelText(checked.channel, checked.membershipNeeded)}, ${placeText(checked.place)}`;
  return `Checked ${dayText(checked.at, now, checked.zone)} ${where.replace(/, $/, "")}`;
}
