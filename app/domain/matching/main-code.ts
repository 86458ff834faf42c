/** The maker's number that an item goes by: its model field, or the longest code of its title. */
import { codeLikeness, joinedHoldsCode } from "./attributes.ts";
import type { MatchReading } from "./reading.ts";

/** How the main codes compare, as inputs of the model. */
export function compareMainCodes(a: MatchReading, b: MatchReading) {
  const [mainA, mainB] = [mainCode(a), mainCode(b)];
  const known = (mainA === undefined ? 0 : 1) + (mainB === undefined ? 0 : 1);
  const held =
    (mainA !== undefined && holds(b, mainA) ? 1 : 0) + (mainB !== undefined && holds(a, mainB) ? 1 : 0);
  return {
    codesKnown: known,
    mainCode: mainA === undefined || mainB === undefined ? UNKNOWN : codeLikeness(mainA, mainB),
    modelHeld: known === 0 ? UNKNOWN : held / known,
    describedKnown: (a.described.size > 0 ? 1 : 0) + (b.described.size > 0 ? 1 : 0),
  };
}

/** Neither like nor unlike. */
const UNKNOWN = 0.5;

function mainCode({ modelno, codes }: MatchReading): string | undefined {
  if (modelno !== undefined) return modelno;
  let longest: string | undefined;
  for (const code of codes) if (code.length > (longest?.length ?? 4)) longest = code;
  return longest;
}

/** As a code, written apart in the title, or in the description. */
function holds(reading: MatchReading, code: string): boolean {
  return (
    reading.modelno === code ||
    reading.codes.includes(code) ||
    joinedHoldsCode(reading.joined, code) ||
    reading.described.has(code)
  );
}
