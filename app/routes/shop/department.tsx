import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer, viewerDb } from "#app/auth/viewer.server.ts";
import { categoriesOf, getCatalogue } from "#app/db/catalogue.ts";
import type { ShelfScope } from "#app/db/skus.ts";
import { departmentPath } from "#app/domain/addresses.ts";
import { parseShelfCursor } from "#app/domain/shelf-cursor.ts";
import { Breadcrumbs } from "#app/ui/breadcrumbs.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Pagination } from "#app/ui/pagination.tsx";
import { Chips } from "#app/ui/shop/chips.tsx";
import { Invitation } from "#app/ui/shop/invitation.tsx";
import { Shelf } from "#app/ui/shop/shelf.tsx";
import { feeText } from "./fee.ts";
import { publicOrigin } from "./origin.server.ts";
import { showShelf } from "./shown.server.ts";

export const handle = { scripts: false };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(request, context);
  const catalogue = await getCatalogue(viewerDb(viewer));
  const department = catalogue.departmentBySlug.get(params.department ?? "");
  if (department === undefined) throw data(null, { status: 404 });
  const url = new URL(request.url);
  const categories = categoriesOf(catalogue, department.slug);
  const wanted = url.searchParams.get("category");
  const category = categories.find(({ slug }) => slug === wanted);
  if (wanted !== null && category === undefined) throw data(null, { status: 404 });
  const after = parseShelfCursor(url.searchParams.get("after"));
  const scope: ShelfScope = category
    ? { kind: "category", slug: category.slug }
    : { kind: "department", slug: department.slug };
  return {
    department: { slug: department.slug, name: department.name, blurb: department.blurb },
    category: category ? { slug: category.slug, name: category.name } : null,
    categories: categories.map(({ slug, name }): [string, string] => [slug, name]),
    shelf: await showShelf(viewer, { scope, after }, 2, new Date()),
    isFirst: after === undefined,
    viewer: viewer.kind,
    fee: feeText(catalogue.plans),
    canonical: publicOrigin(request) + departmentPath(department.slug, category?.slug),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => {
  if (!page) return [{ title: "Not found - Tallyhouse" }];
  const name = page.category?.name ?? page.department.name;
  return [
    { title: `${name} - Tallyhouse` },
    { name: "description", content: page.department.blurb },
    { tagName: "link", rel: "canonical", href: page.canonical },
    ...(page.isFirst ? [] : [{ name: "robots", content: "noindex, follow" }]),
  ];
};

export default function DepartmentPage() {
  const { department, category, categories, shelf, isFirst, viewer, fee } = useLoaderData<typeof loader>();
  const home = { href: "/", label: "Front door" };
  const here = category?.name ?? department.name;
  const isOutside = viewer === "visitor" || viewer === "account";
  return (
    <>
      <header className="page-head">
        <Breadcrumbs
          crumbs={
            category ? [home, { href: departmentPath(department.slug), label: department.name }] : [home]
          }
          here={here}
        />
        <h1>{here}</h1>
        {category === null && <p>{department.blurb}</p>}
      </header>
      {categories.length > 1 && (
        <Chips
          label="Categories"
          chips={[
            { href: departmentPath(department.slug), label: "All", current: category === null },
            ...categories.map(([slug, name]) => ({
              href: departmentPath(department.slug, slug),
              label: name,
              current: slug === category?.slug,
            })),
          ]}
        />
      )}
      {shelf.count === 0 ? (
        <EmptyState title={isFirst ? "Nothing on this shelf yet" : "That was the end of the shelf"}>
          <p className="actions">
            <ButtonLink href={departmentPath(department.slug)}>
              Back to the start of {department.name}
            </ButtonLink>
          </p>
        </EmptyState>
      ) : (
        <Shelf shelf={shelf.signs} />
      )}
      <Pagination
        previousHref={null}
        nextHref={shelf.next === null ? null : departmentPath(department.slug, category?.slug, shelf.next)}
        countText={isFirst ? "Most popular first" : undefined}
      />
      {!isFirst && (
        <p className="page-section">
          <a href={departmentPath(department.slug, category?.slug)}>Back to the start of {here}</a>
        </p>
      )}
      {isOutside && (
        <section className="page-section">
          <Invitation signedIn={viewer === "account"} feeText={fee} />
        </section>
      )}
    </>
  );
}
