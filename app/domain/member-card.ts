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

/** Bytes of a file that is taken for a photo, at most: a phone's camera at its best. */
export const MAX_PHOTO_FILE_BYTES = 12 * 1024 * 1024;

/** Why a file is not taken, and what to do. */
export const PHOTO_REFUSALS = {
  empty: "Choose a picture first.",
  "too-large":
    "This file is larger than 12 MB. Send a smaller one: your phone can make it so when you share it.",
  "not-a-picture": "This file is no JPEG, PNG or WebP picture, or it is damaged. Choose another one.",
  "too-small": "This picture is too small to know somebody by. Choose one of at least 180 by 220 dots.",
} as const;

export type PhotoRefusal = keyof typeof PHOTO_REFUSALS;
