import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer, viewerDb } from "#app/auth/viewer.server.ts";
import { findNewestPublication, listPublications, listPublishedItems } from "#app/db/index-publications.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { MIN_DIFFERING_ITEMS } from "#app/domain/disclosure.ts";
import { formatBps } from "#app/domain/money.ts";
import { MAX_LINE_SHARE_BPS, MIN_INDEX_LINES, MIN_INDEX_SHARE_BPS } from "#app/domain/price-index.ts";
import { Breadcrumbs } from "#app/ui/breadcrumbs.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { IndexChart } from "#app/ui/price-index/index-chart.tsx";
import { IndexFigures } from "#app/ui/price-index/index-figures.tsx";
import { IndexItems, IndexTable } from "#app/ui/price-index/index-tables.tsx";
import { publicOrigin } from "./origin.server.ts";
import { chartSeries, figureData, indexItems, indexRows } from "./price-index-view.ts";

export const handle = { scripts: false };

/** Reads published rows alone: what the page says changes when staff publish or withdraw, and never with a price. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const db = viewerDb(await getViewer(request, context));
  const asked = new URL(request.url).searchParams.get("basket") ?? "";
  const canonical = `${publicOrigin(request)}/price-index`;
  if (!/^[a-z0-9-]{0,80}$/.test(asked)) throw data(null, { status: 404 });
  const newest = await findNewestPublication(db, asked);
  if (newest === undefined) {
    if (asked !== "") throw data(null, { status: 404 });
    return { canonical, index: null };
  }
  const [publications, items] = await Promise.all([
    listPublications(db, newest.basket.slug),
    listPublishedItems(db, newest.id),
  ]);
  const series = chartSeries(publications);
  const times = series.flatMap(({ points }) => points.map(({ at }) => at));
  const rows = indexRows(publications);
  return {
    canonical,
    index: {
      name: newest.basket.name,
      version: newest.basket.version,
      asOf: formatCalendarDate(newest.asOf),
      figures: newest.figures.map(figureData),
      series,
      fromText: formatCalendarDate(new Date(Math.min(...times))),
      toText: formatCalendarDate(new Date(Math.max(...times))),
      rows,
      // Retailers that a figure was ever published against.
      names: series.map(({ name }) => name),
      items: indexItems(items, newest.figures),
    },
  };
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => {
  if (!page) return [{ title: "Not found - Tallyhouse" }];
  return [
    { title: "Our price index - Tallyhouse" },
    {
      name: "description",
      content: "Our prices against other clubs' on a named, fixed basket: method, dates, items and evidence.",
    },
    { tagName: "link", rel: "canonical", href: page.canonical },
  ];
};

export default function PriceIndexPage() {
  const { index } = useLoaderData<typeof loader>();
  return (
    <>
      <header className="page-head">
        <Breadcrumbs crumbs={[{ href: "/", label: "Front door" }]} here="Price index" />
        <h1>Our price index</h1>
        {index !== null && <p>{`${index.name}, version ${index.version}. Prices of ${index.asOf}.`}</p>}
      </header>
      {index === null ? (
        <EmptyState title="No index is published">
          <p>When one is, it stands here with its basket, its dates and the checks behind it.</p>
        </EmptyState>
      ) : (
        <>
          <IndexFigures figures={index.figures} />
          <section className="page-section index-over-time">
            <h2>Over time</h2>
            <div>
              <IndexChart series={index.series} fromText={index.fromText} toText={index.toText} />
              <IndexTable rows={index.rows} names={index.names} />
            </div>
          </section>
          <Method />
          <section className="page-section">
            <h2>What is in the basket</h2>
            <IndexItems items={index.items} />
          </section>
        </>
      )}
    </>
  );
}

function Method() {
  return (
    <section className="page-section read index-method">
      <h2>How it is worked out</h2>
      <p>
        What the basket costs here at the club price, divided by what the same content costs at the other
        retailer, times 100. Below 100 we are cheaper. Both sums run over the same items: those with a{" "}
        <a href="/how-we-compare">comparison that holds</a> on that day. Other pack sizes are put on our
        quantity. It is rounded once, up to the next tenth, so never in our favour.
      </p>
      <p>
        The basket is fixed before it is published. A change of its items makes a new version. A figure that
        turns out wrong is withdrawn, and stays in the table with the reason.
      </p>
      <p>
        The club price of an item is for members. So a figure needs {MIN_INDEX_LINES} items and{" "}
        {formatBps(MIN_INDEX_SHARE_BPS)} of the basket at least, none of them more than{" "}
        {formatBps(MAX_LINE_SHARE_BPS)} of the sum, and items are held back where two figures would differ by
        fewer than {MIN_DIFFERING_ITEMS}.
      </p>
    </section>
  );
}
