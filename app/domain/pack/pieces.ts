/** What one counted piece weighs, at least and at most: tells "12 bars, 3.5 oz" (of each) from "4 sticks, 1 lb" (in all). */

/** Grams of one, wide enough for every brand. Pieces that are not listed are judged by shelf sense alone. */
const GRAMS: Readonly<Record<string, readonly [lightest: number, heaviest: number]>> = {
  bar: [12, 300],
  stick: [1.5, 130],
  slice: [4, 180],
  cookie: [3, 180],
  brownie: [10, 180],
  muffin: [10, 250],
  donut: [15, 150],
  doughnut: [15, 150],
  bagel: [20, 160],
  croissant: [12, 160],
  tortilla: [12, 120],
  waffle: [15, 130],
  pancake: [10, 130],
  bun: [20, 150],
  cupcake: [15, 180],
  patty: [20, 350],
  burger: [20, 350],
  steak: [50, 1400],
  fillet: [35, 900],
  filet: [35, 500],
  breast: [60, 700],
  frank: [15, 230],
  sausage: [10, 300],
  egg: [25, 90],
  wing: [15, 150],
  burrito: [60, 350],
  taco: [20, 250],
  sandwich: [25, 450],
  lollipop: [3, 60],
  mint: [0.2, 8],
  chew: [1, 60],
  diaper: [10, 200],
  wipe: [1, 20],
  napkin: [0.5, 30],
  pod: [4, 60],
  pac: [4, 60],
  candle: [5, 1500],
};

export type PieceFit = "yes" | "no" | "unknown";

/** Whether one such piece can weigh `grams`. */
export function pieceFit(name: string, grams: number): PieceFit {
  const known = GRAMS[name];
  if (known === undefined) return "unknown";
  return grams >= known[0] && grams <= known[1] ? "yes" : "no";
}
