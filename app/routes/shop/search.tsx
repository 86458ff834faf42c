import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer, type Viewer, viewerDb } from "#app/auth/viewer.server.ts";
import { type Catalogue, COUNT_CAP, getCatalogue } from "#app/db/catalogue.ts";
import type { Db } from "#app/db/client.server.ts";
import { findItemAddress, findItemAddressByGtin } from "#app/db/items.ts";
import { cleanQuery, countHits, type SearchCounts } from "#app/db/search.ts";
import { departmentPath, itemPath, parseItemNumber, searchPath } from "#app/domain/addresses.ts";
import { cappedCount, countText } from "#app/domain/count-text.ts";
import { parseGtin } from "#app/domain/gtin.ts";
import { parseShelfCursor } from "#app/domain/shelf-cursor.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Pagination } from "#app/ui/pagination.tsx";
import { type Chip, Chips } from "#app/ui/shop/chips.tsx";
import { Shelf } from "#app/ui/shop/shelf.tsx";
import { type ShownShelf, showCloseHits, showHits } from "./shown.server.ts";

export const handle = { scripts: false };

type Results = {
  readonly shelf: ShownShelf;
  /** "1,000+ items"; null for close matches, which are not counted. */
  readonly countText: string | null;
  readonly chips: readonly Chip[];
  readonly isFirst: boolean;
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(request, context);
  const url = new URL(request.url);
  const text = cleanQuery(url.searchParams.get("q") ?? "");
  const catalogue = await getCatalogue(viewerDb(viewer));
  const departments = catalogue.departments.map(({ slug, name }): [string, string] => [slug, name]);
  if (text === "") return { text, hint: null, results: null, departments };
  const numbered = await findByNumber(viewerDb(viewer), text);
  if (numbered.path !== null) throw redirect(numbered.path);
  const results = await search(viewer, text, url.searchParams, catalogue);
  return {
    text,
    hint: numbered.hint,
    results,
    departments: results.shelf.count === 0 ? departments : [],
  };
}

/** The item of that number or GTIN, if there is one; a mistyped GTIN is told. */
async function findByNumber(db: Db, text: string): Promise<{ path: string | null; hint: string | null }> {
  if (!/\d{4}/.test(text.replace(/[ -]/g, ""))) return { path: null, hint: null };
  const id = parseItemNumber(text);
  const gtin = parseGtin(text);
  const found =
    (id === undefined ? undefined : await findItemAddress(db, id)) ??
    (gtin.ok ? await findItemAddressByGtin(db, gtin.gtin14) : undefined);
  if (found !== undefined) return { path: itemPath(found), hint: null };
  const isMistyped = !gtin.ok && gtin.reason === "check-digit";
  return { path: null, hint: isMistyped ? `${text} is no bar code number. ${gtin.message}` : null };
}

async function search(
  viewer: Viewer,
  text: string,
  params: URLSearchParams,
  catalogue: Catalogue,
): Promise<Results> {
  const now = new Date();
  const counts = await countHits(viewerDb(viewer), text);
  if (counts.total === 0) {
    return { shelf: await showCloseHits(viewer, text, now), countText: null, chips: [], isFirst: true };
  }
  const department = catalogue.departmentBySlug.get(params.get("department") ?? "")?.slug;
  const after = parseShelfCursor(params.get("after"));
  const counted = department === undefined ? counts.total : counts.byDepartment.get(department);
  return {
    shelf: await showHits(viewer, { text, department, after }, counts, now),
    countText: counted == null ? null : countText(counted, COUNT_CAP),
    chips: facets(text, department, counts, catalogue),
    isFirst: after === undefined,
  };
}

function facets(
  text: string,
  current: string | undefined,
  counts: SearchCounts,
  catalogue: Catalogue,
): Chip[] {
  const found = catalogue.departments.filter(({ slug }) => counts.byDepartment.has(slug) || slug === current);
  if (found.length < 2 && current === undefined) return [];
  return [
    {
      href: searchPath(text),
      label: "All departments",
      count: cappedCount(counts.total, COUNT_CAP),
      current: current === undefined,
    },
    ...found.map(({ slug, name }) => {
      const count = counts.byDepartment.get(slug);
      return {
        href: searchPath(text, slug),
        label: name,
        count: count == null ? undefined : cappedCount(count, COUNT_CAP),
        current: slug === current,
      };
    }),
  ];
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page?.text ? `${page.text} - Search - Tallyhouse` : "Search - Tallyhouse" },
  { name: "robots", content: "noindex, follow" },
];

export default function SearchPage() {
  const { text, hint, results, departments } = useLoaderData<typeof loader>();
  if (results === null) {
    return (
      <EmptyState title="What are you after?">
        <p>Search by a word of the name, by item number, or by the number under the bar code.</p>
        <Departments departments={departments} />
      </EmptyState>
    );
  }
  const { shelf, chips, isFirst } = results;
  const isClose = results.countText === null && chips.length === 0;
  return (
    <>
      <header className="page-head">
        <h1>{`Search: ${text}`}</h1>
        {results.countText !== null && <p>{results.countText}</p>}
      </header>
      {hint !== null && (
        <div className="hint">
          <Notice>{hint}</Notice>
        </div>
      )}
      {chips.length > 0 && <Chips chips={chips} label="Departments with results" />}
      {shelf.count === 0 ? (
        <EmptyState title={isFirst ? "Nothing by that name" : "That was the last of them"}>
          <p>Try fewer words, or walk a department.</p>
          <Departments departments={departments} />
        </EmptyState>
      ) : (
        <>
          {isClose && (
            <div className="hint">
              <Notice title={`Nothing has “${text}” in its name`}>These names come close.</Notice>
            </div>
          )}
          <Shelf shelf={shelf.signs} />
        </>
      )}
      <Pagination
        previousHref={null}
        nextHref={shelf.next === null ? null : nextHref(text, chips, shelf.next)}
        countText={isFirst ? "Most popular first" : undefined}
      />
    </>
  );
}

function nextHref(text: string, chips: readonly Chip[], next: string): string {
  const here = chips.find((chip) => chip.current)?.href ?? searchPath(text);
  return `${here}&after=${next}`;
}

function Departments({ departments }: { departments: readonly (readonly [string, string])[] }) {
  return (
    <p className="actions">
      {departments.map(([slug, name]) => (
        <ButtonLink key={slug} href={departmentPath(slug)} size="small">
          {name}
        </ButtonLink>
      ))}
    </p>
  );
}
