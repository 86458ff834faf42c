/** Words as people wrote them: what is compared as "sugarfree" or "strawberry" was "sugar free" or "Strawberries". */
import { canonicalWord, plainText } from "./words.ts";

const PHRASES_SPELT: Readonly<Record<string, string>> = {
  sugarfree: "sugar free",
  glutenfree: "gluten free",
  fatfree: "fat free",
  lowsodium: "low sodium",
  lowfat: "low fat",
  wholebean: "whole bean",
  halfandhalf: "half and half",
  zerocalorie: "zero calorie",
  bathtissue: "bath tissue",
  peanutbutter: "peanut butter",
  icecream: "ice cream",
};

const MAX_READ = 1_000;

/** The word of the title that is compared as `canonical`, in lower case; or a spelling of that. */
export function asWritten(title: string, canonical: string): string {
  for (const word of plainText(title.slice(0, MAX_READ)).match(/[\p{L}\p{N}]+/gu) ?? [])
    if (canonicalWord(word) === canonical) return word;
  return PHRASES_SPELT[canonical] ?? canonical;
}
