import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { PriceHistory, PriceRun } from "#app/domain/price-history.ts";
import { PriceChart } from "#app/ui/price-chart.tsx";
import { timeTicks } from "#app/ui/price-chart-axis.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

function run(from: number, until: number, amount: number, observation: string | null = null): PriceRun {
  const amountText = `${(amount / 1000).toFixed(1)}¢`;
  return { from: ago(from), until: ago(until), amount, amountText, packText: `$${amount}`, observation };
}

const HISTORY: PriceHistory = {
  perText: "per oz",
  from: ago(100),
  until: NOW,
  series: [
    { label: "Club price", kind: "club", runs: [run(100, 20, 35_000), run(20, 0, 30_000)] },
    { label: "Retail", kind: "retail", runs: [run(10, 10, 50_000)] },
    { label: "Costco", kind: "theirs", runs: [run(90, 83, 40_000, "seen-1"), run(50, 43, 41_000, "seen-2")] },
  ],
};

const html = renderToStaticMarkup(
  createElement(PriceChart, { history: HISTORY, now: NOW, evidenceHref: (id) => `/evidence/${id}` }),
);

describe("a price chart", () => {
  test("draws a step where one price follows another, and begins anew after a gap", () => {
    const paths = [...html.matchAll(/<path class="[^"]*" d="([^"]*)"/g)].map(([, path = ""]) => path);
    expect(paths).toHaveLength(2);
    expect(paths[0]).toMatch(/^M0 [\d.]+H800V[\d.]+H1000$/);
    expect(paths[1]?.match(/M/g)).toHaveLength(2);
    expect(paths[1]).not.toContain("V");
  });

  test("is told in words: title, description, and a table with the evidence of every check", () => {
    expect(html).toContain('role="img" aria-labelledby="history-title history-desc"');
    expect(html).toContain("Prices per oz from 14 Aug to 22 Nov</title>");
    expect(html).toContain("Costco: 41.0¢ on 10 Oct, between 40.0¢ and 41.0¢.");
    expect(html.match(/<a href="\/evidence\/seen-[12]"/g)).toHaveLength(2);
    expect(html).toContain("3 Oct to 10 Oct");
  });

  test("needs no script and no inline style", () => {
    expect(html).not.toMatch(/<script|style=/);
  });

  test("says of a price that is past when it was", () => {
    expect(html).toMatch(/Costco <b>41\.0¢<\/b><small>10 Oct<\/small>/);
    expect(html).toMatch(/Club price <b>30\.0¢<\/b><\/li>/);
  });
});

describe("dates under it", () => {
  test("are months, not more than a phone has room for, with the year where it begins", () => {
    const texts = timeTicks(ago(365), NOW).map(({ text }) => text);
    expect(texts).toEqual(["Dec 2025", "Feb 2026", "Apr", "Jun", "Aug", "Oct"]);
    expect(timeTicks(ago(100), NOW).map(({ text }) => text)).toEqual(["Sep 2026", "Oct", "Nov"]);
  });

  test("are days where it is short", () => {
    expect(timeTicks(ago(28), NOW).map(({ text }) => text)).toEqual(["25 Oct", "8 Nov", "22 Nov"]);
  });
});
