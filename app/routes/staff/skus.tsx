import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/auth/guards.server.ts";
import { type Catalogue, getCatalogue } from "#app/db/catalogue.ts";
import { pools } from "#app/db/client.server.ts";
import { listDeskSkus } from "#app/db/desk-skus.ts";
import { findItemAddress } from "#app/db/items.ts";
import { cleanQuery } from "#app/db/search.ts";
import type { ShelfScope } from "#app/db/skus.ts";
import { TROUBLE_LABELS, TROUBLES } from "#app/domain/desk-sku.ts";
import { formatShelfCursor, parseShelfCursor } from "#app/domain/shelf-cursor.ts";
import { Button } from "#app/ui/button.tsx";
import { counted, number } from "#app/ui/desk/amounts.ts";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { SkuTable } from "#app/ui/desk/sku-table.tsx";
import { Field, Select } from "#app/ui/form.tsx";
import { Pagination } from "#app/ui/pagination.tsx";
import { useDeskFrame } from "./frame.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, "pricing");
  const { db } = pools().staff;
  const asked = new URL(request.url).searchParams;
  const text = cleanQuery(asked.get("q") ?? "");
  if (/^\d{1,15}$/.test(text)) {
    const item = await findItemAddress(db, Number(text));
    if (item !== undefined) throw redirect(`/desk/skus/${item.id}`, 303);
  }
  const catalogue = await getCatalogue(db);
  const place = asked.get("place") ?? "";
  const trouble = TROUBLES.find((one) => one === asked.get("trouble"));
  const after = parseShelfCursor(asked.get("after"));
  const page = await listDeskSkus(
    db,
    { scope: readScope(catalogue, place), text, trouble },
    after,
    new Date(),
  );
  const query = new URLSearchParams({ q: text, place, trouble: trouble ?? "" });
  return {
    page,
    filter: { text, place, trouble },
    places: placeOptions(catalogue),
    firstHref: after === undefined ? null : `/desk/skus?${query}`,
    nextHref: page.next && `/desk/skus?${query}&after=${formatShelfCursor(page.next)}`,
  };
}

/** "d:pantry" is a department, "c:coffee" a category, anything else the club. */
function readScope(catalogue: Catalogue, place: string): ShelfScope {
  const slug = place.slice(2);
  if (place.startsWith("d:") && catalogue.departmentBySlug.has(slug)) return { kind: "department", slug };
  if (place.startsWith("c:") && catalogue.categoryBySlug.has(slug)) return { kind: "category", slug };
  return { kind: "club" };
}

function placeOptions(catalogue: Catalogue) {
  return catalogue.departments.flatMap((department) => [
    { value: `d:${department.slug}`, label: department.name },
    ...catalogue.categories
      .filter((category) => category.departmentSlug === department.slug)
      .map((category) => ({ value: `c:${category.slug}`, label: `${department.name}: ${category.name}` })),
  ]);
}

export default function DeskSkus() {
  const { page, filter, places, firstHref, nextHref } = useLoaderData<typeof loader>();
  const found = counted(page.rows.length, "item", "items");
  return (
    <DeskPage frame={useDeskFrame()} title="Items">
      <search>
        <form method="get" className="filters">
          <Field
            label="Item number or words of the title"
            name="q"
            type="search"
            required={false}
            maxLength={120}
            defaultValue={filter.text}
          />
          <Select
            label="Department or category"
            name="place"
            required={false}
            options={places}
            placeholder="The whole club"
            defaultValue={filter.place}
          />
          <Select
            label="Trouble"
            name="trouble"
            required={false}
            options={TROUBLES.map((value) => ({ value, label: TROUBLE_LABELS[value] }))}
            placeholder="All items"
            defaultValue={filter.trouble ?? ""}
          />
          <Button>Show</Button>
        </form>
      </search>
      <p>
        {filter.trouble === undefined
          ? `${found} on this page, most popular first. Markup is on landed cost, margin is of the price.`
          : `${found} with this trouble among the next ${number(page.looked)} looked at, most popular first.`}
      </p>
      <SkuTable
        caption="Items"
        skus={page.rows}
        emptyText={nextHref === null ? "No item fits." : "None among these. Go on to the next ones."}
      />
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </DeskPage>
  );
}
