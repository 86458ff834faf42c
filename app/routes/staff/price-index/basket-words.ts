/** Drafts and publications of the index as the desk shows them. */
import type { IndexDraft } from "#app/commands/publish-index.ts";
import type { Publication } from "#app/db/index-publications.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { indexText, WITHHELD_SENTENCES } from "#app/domain/price-index.ts";
import type { DraftFigureRow, PublicationRow } from "#app/ui/desk/price-index/draft-figures.tsx";

export function draftRows({ figures, lines }: IndexDraft): DraftFigureRow[] {
  const titles = new Map(lines.map(({ skuId, title }) => [skuId, title]));
  return figures.map(({ figure, dropped }) => ({
    name: figure.retailer.name,
    indexText: figure.kind === "said" ? indexText(figure.indexTenths) : null,
    linesText: `${figure.kind === "said" ? figure.lines.length : figure.comparable} of ${figure.basketLines}`,
    discloses:
      figure.kind === "said"
        ? `The sum of ${figure.lines.length} club prices, to about one part in two thousand`
        : WITHHELD_SENTENCES[figure.reason],
    checkedText:
      figure.kind === "said"
        ? `${formatCalendarDate(figure.oldestCheckAt)} to ${formatCalendarDate(figure.newestCheckAt)}`
        : null,
    dropped: dropped.map(({ skuId, sentence }) => ({
      skuId,
      title: titles.get(skuId) ?? `Item ${skuId}`,
      sentence,
    })),
  }));
}

export function publicationRows(publications: readonly Publication[]): PublicationRow[] {
  return publications.map(({ id, asOf, basket, figures, withdrawn }) => ({
    id,
    asOfText: formatCalendarDate(asOf),
    versionText: `Version ${basket.version}`,
    figuresText: figures
      .map(
        ({ retailerName, indexTenths }) =>
          `${retailerName} ${indexTenths === null ? "not published" : indexText(indexTenths)}`,
      )
      .join(", "),
    withdrawnText:
      withdrawn === null ? null : `Withdrawn ${formatCalendarDate(withdrawn.at)}: ${withdrawn.reason}`,
  }));
}
