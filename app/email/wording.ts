/** Turns of phrase that messages share. */

/**
 * A name that may stand in a mail to somebody else. Mail programs make links of whatever looks like an address, and
 * anybody can call themselves "win at evil.example": such a name is left out, `instead` stands in its place.
 */
export function quotableName(name: string, instead = "A member"): string {
  return /[/@:<>]|\w\.\w{2}|www/i.test(name) ? instead : name;
}

/** "Hello Ada,": for mails to an address that nobody has proved yet, which may be anybody's; "Hello," as above. */
export function greeting(name: string): string {
  const quotable = quotableName(name, "");
  return quotable === "" ? "Hello," : `Hello ${quotable},`;
}

/** "2 days", "30 minutes": how long a link works. */
export function lastingText(minutes: number): string {
  const [count, unit] =
    minutes % 1440 === 0
      ? [minutes / 1440, "day"]
      : minutes % 60 === 0
        ? [minutes / 60, "hour"]
        : [minutes, "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** How to cancel, as every message before a charge must say (ROSCA; California AB 2863; Massachusetts 940 CMR 38). */
export const HOW_TO_CANCEL =
  "Cancel online on your membership page at any time, as easily as you joined. It takes no call and no reason.";

/** The promise behind every fee. */
export const MONEY_BACK =
  "Not content? We refund the whole fee of the current year, whenever you ask. The membership then ends.";
