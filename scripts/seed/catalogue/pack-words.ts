/** Packs in the words of titles, as each shop writes them. */
import { type Pack, type Unit, unitLabel } from "#app/domain/measure.ts";

/** "6 x 32 fl oz" as a club's title ends: "32 fl oz, 6-count", "90-count", "12 rolls, 160 sheets per roll". Empty for one piece. */
export function packWords(pack: Pack): string {
  const each = `${pack.size} ${label(pack)}`;
  switch (pack.unit) {
    case "ct":
      return pack.size === "1" ? "" : `${pack.size}-count`;
    case "roll":
    case "pair":
      return `${pack.count} ${unitLabel(pack.unit, "many")}`;
    case "sheet":
      return pack.count === 1 ? each : `${pack.count} rolls, ${pack.size} sheets per roll`;
    default:
      return pack.count === 1 ? each : `${each}, ${pack.count}-${pack.count < 6 ? "pack" : "count"}`;
  }
}

/** The same in Sam's manner: "(32 fl. oz., 6 pk.)". */
export function packWordsInBrackets(pack: Pack): string {
  const each = `${pack.size} ${DOTTED[pack.unit] ?? label(pack)}`;
  switch (pack.unit) {
    case "ct":
      return pack.size === "1" ? "" : `(${pack.size} ct.)`;
    case "roll":
    case "pair":
      return `(${pack.count} ${unitLabel(pack.unit, "many")})`;
    case "sheet":
      return pack.count === 1 ? `(${each})` : `(${pack.count} rolls, ${pack.size} sheets per roll)`;
    default:
      return pack.count === 1 ? `(${each})` : `(${each}, ${pack.count} pk.)`;
  }
}

const DOTTED: { readonly [U in Unit]?: string } = {
  oz: "oz.",
  lb: "lbs.",
  "fl oz": "fl. oz.",
  gal: "gal.",
  qt: "qt.",
  "sq ft": "sq. ft.",
};

function label(pack: Pack): string {
  return unitLabel(pack.unit, pack.size === "1" ? "one" : "many");
}
