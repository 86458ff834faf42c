/** The published price index in words. Everything comes from public rows; nothing depends on the time of reading. */
import type { Publication, PublishedFigure, PublishedItem } from "#app/db/index-publications.ts";
import { evidencePath, itemPath } from "#app/domain/addresses.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { formatBps, ratioBps } from "#app/domain/money.ts";
import { indexText, WITHHELD_SENTENCES, type WithheldReason } from "#app/domain/price-index.ts";
import type { ChartSeries } from "#app/ui/price-index/chart-scale.ts";
import type { IndexFigureData } from "#app/ui/price-index/index-figures.tsx";
import type { IndexRow } from "#app/ui/price-index/index-tables.tsx";

/** A retailer's figure as it stands large. */
export function figureData(figure: PublishedFigure): IndexFigureData {
  const { retailerName: name, indexTenths, comparedLines, basketLines } = figure;
  const matched = `${comparedLines} of ${basketLines} items (${formatBps(ratioBps(comparedLines, basketLines))})`;
  if (indexTenths === null) {
    return {
      name,
      indexText: null,
      tone: "none",
      sentence: withheldSentence(figure),
      matchedText: matched,
      checkedText: null,
    };
  }
  return {
    name,
    indexText: indexText(indexTenths),
    tone: indexTenths < 1_000 ? "here" : indexTenths > 1_000 ? "there" : "none",
    sentence: levelSentence(name, indexTenths),
    matchedText: matched,
    checkedText: checkedBetween(figure),
  };
}

function levelSentence(name: string, tenths: number): string {
  if (tenths === 1_000) return `As dear as ${name}`;
  const by = `${indexText(Math.abs(1_000 - tenths))}\u00a0%`;
  return tenths < 1_000 ? `${by} below ${name}` : `${name} is cheaper: we are ${by} above`;
}

function checkedBetween({ oldestCheckAt, newestCheckAt }: PublishedFigure): string | null {
  if (oldestCheckAt === null || newestCheckAt === null) return null;
  const [oldest, newest] = [formatCalendarDate(oldestCheckAt), formatCalendarDate(newestCheckAt)];
  return oldest === newest ? `Checked ${newest}` : `Checked ${oldest} to ${newest}`;
}

function withheldSentence({ withheld }: PublishedFigure): string {
  return WITHHELD_SENTENCES[withheld as WithheldReason] ?? "Not published.";
}

/** Lines of the chart: publications that stand, oldest first. */
export function chartSeries(publications: readonly Publication[]): ChartSeries[] {
  const points = new Map<string, { at: number; tenths: number }[]>();
  for (const { asOf, figures, withdrawn } of publications.toReversed()) {
    if (withdrawn !== null) continue;
    for (const { retailerName, indexTenths } of figures) {
      if (indexTenths === null) continue;
      points.set(retailerName, [
        ...(points.get(retailerName) ?? []),
        { at: asOf.getTime(), tenths: indexTenths },
      ]);
    }
  }
  return [...points].map(([name, found]) => ({ name, points: found }));
}

/** Rows of the table beside the chart, newest first, withdrawn ones with their reason. */
export function indexRows(publications: readonly Publication[]): IndexRow[] {
  return publications.map(({ id, asOf, basket, figures, withdrawn }) => ({
    id,
    dateText: formatCalendarDate(asOf),
    versionText: `Version ${basket.version}`,
    withdrawnText:
      withdrawn === null ? null : `Withdrawn ${formatCalendarDate(withdrawn.at)}: ${withdrawn.reason}`,
    figures: figures.map(({ retailerName, indexTenths, comparedLines, basketLines }) => ({
      name: retailerName,
      text: indexTenths === null ? null : indexText(indexTenths),
      linesText: `${comparedLines} of ${basketLines}`,
    })),
  }));
}

/** The basket's items, each with the checks that the newest figures stand on. */
export function indexItems(items: readonly PublishedItem[], figures: readonly PublishedFigure[]) {
  const names = new Map(figures.map(({ retailerSlug, retailerName }) => [retailerSlug, retailerName]));
  return items.map((item) => ({
    id: item.skuId,
    href: itemPath({ id: item.skuId, slug: item.slug }),
    title: item.title,
    quantity: item.quantity,
    checks: item.checks.map(({ retailerSlug, observationId }) => ({
      name: names.get(retailerSlug) ?? retailerSlug,
      href: evidencePath(observationId),
    })),
  }));
}
