import { describe, expect, test } from "vitest";
import { matchPair } from "#app/domain/match.ts";
import { type ClubPair, HELD_BACK_PAIRS, SEEN_PAIRS } from "./match-club-pairs.ts";

/** What went wrong, a line each. */
function mistakes(pairs: readonly ClubPair[]): { wrong: string[]; falseClaims: string[] } {
  const said = pairs.map((pair) => ({ ...pair, match: matchPair({ title: pair.a }, { title: pair.b }) }));
  const told = said
    .filter(({ verdict, match }) => verdict !== match.verdict)
    .map(({ verdict, a, b, match }) => ({
      is: match.verdict,
      text: `${verdict}, not ${match.verdict}: ${a} / ${b}`,
    }));
  return {
    wrong: told.map(({ text }) => text),
    falseClaims: told.filter(({ is }) => is === "identical").map(({ text }) => text),
  };
}

describe("club listings of two shops", () => {
  test.each([
    ["pairs that the rules were made with", SEEN_PAIRS, 0.03, 1],
    ["pairs held back", HELD_BACK_PAIRS, 0.06, 1],
  ] as const)(
    "%s: the verdict is a careful person's, and hardly ever a false identical",
    (_, pairs, share, claims) => {
      const { wrong, falseClaims } = mistakes(pairs);
      expect(wrong.length, wrong.join("\n")).toBeLessThanOrEqual(pairs.length * share);
      expect(falseClaims.length, falseClaims.join("\n")).toBeLessThanOrEqual(claims);
    },
  );
});

const verdictOf = (a: string, b: string) => matchPair({ title: a }, { title: b }).verdict;

describe("a pack written otherwise", () => {
  test("the total beside as many packages is the same pack", () => {
    expect(verdictOf("Heinz Tomato Ketchup 2/64 oz", "Heinz Tomato Ketchup, 128 fl oz, 2 ct")).toBe(
      "identical",
    );
    expect(verdictOf("Heinz Tomato Ketchup 2/64 oz", "Heinz Tomato Ketchup, 96 fl oz, 2 ct")).toBe(
      "other-pack",
    );
  });

  test("of counted pieces the size is one package's, never the total", () => {
    expect(
      verdictOf(
        "Welch's Fruit Snacks Mixed Fruit 50 ct, 2 pk",
        "Welch's Fruit Snacks Mixed Fruit 100 ct, 2 pk",
      ),
    ).toBe("other-pack");
  });
});

describe("figures that make other goods", () => {
  test.each([
    ["a dose", "Equate Vitamin D3 1000 IU Softgels, 400 ct", "Equate Vitamin D3 2000 IU Softgels, 400 ct"],
    ["a diaper size", "Luvs Diapers Size 2, 200 ct", "Luvs Diapers Size 3, 200 ct"],
    [
      "a colour temperature",
      "Feit Electric LED A19 Bulb 2700K 4 ct",
      "Feit Electric LED A19 Bulb 5000K 4 ct",
    ],
    ["a size in words", "Eggland's Best Large Eggs, 24 ct", "Eggland's Best Jumbo Eggs, 24 ct"],
  ])("%s", (_, a, b) => {
    expect(verdictOf(a, b)).toBe("different");
    expect(verdictOf(a, a)).toBe("identical");
  });

  test("and why says which", () => {
    const { why } = matchPair(
      { title: "Nature Made Fish Oil 1000 mg, 320 softgels" },
      { title: "Nature Made Fish Oil 1200 mg, 320 softgels" },
    );
    expect(why).toContain("The dose differs: 1000 mg against 1200 mg.");
  });
});

describe("brands", () => {
  test("a store brand is never the same item as another brand's, goods without a pack among them", () => {
    expect(
      verdictOf("Member's Mark Heavy Duty Aluminum Foil", "Reynolds Wrap Heavy Duty Aluminum Foil"),
    ).toBe("equivalent");
    expect(
      verdictOf("Amazon Basics AAA Alkaline Batteries, 36 ct", "Energizer AAA Alkaline Batteries, 36 ct"),
    ).toBe("equivalent");
  });

  test("two national brands are no equivalents", () => {
    expect(verdictOf("Heinz Tomato Ketchup 38 oz", "Hunt's Tomato Ketchup 38 oz")).toBe("different");
  });

  test("where the name is the brand and nothing else, the brand is the name", () => {
    expect(verdictOf("Dr Pepper Soda, 12 fl oz, 36 pk", "Dr. Pepper, 36 x 12 fl oz")).toBe("identical");
  });
});

describe("software", () => {
  const software = (title: string) => ({ title, brand: "Encore" });
  test("lists of what it runs on say no more than the system's name", () => {
    const match = matchPair(
      software("hoyle puzzle games 2007"),
      software("encore hoyle puzzle games 2007 win 98 me 2000 xp"),
    );
    expect(match.verdict).toBe("identical");
  });

  test("a year is a version", () => {
    const match = matchPair(software("hoyle puzzle games 2007"), software("hoyle puzzle games 2004"));
    expect(match.verdict).toBe("different");
  });
});
