/** What stands on a member's card besides the membership itself. */
import { CLUB_TIME_ZONE } from "./calendar-date.ts";

/** "MO" for "Mina Okafor": stands where there is no photo. First letters of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toLocaleUpperCase("en-US");
}

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: CLUB_TIME_ZONE,
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short",
});

/** "22 Nov 2026, 13:05 GMT-5": when the card was last read from the club. */
export function checkedText(instant: Date): string {
  return clock.format(instant);
}
