import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/auth/guards.server.ts";
import { pools } from "#app/db/client.server.ts";
import { listImportRetailers } from "#app/db/imports.ts";
import { FOUND_LISTINGS, findListings, findSkuToMatch } from "#app/db/listing-search.ts";
import { cleanQuery } from "#app/db/search.ts";
import { matchPair } from "#app/domain/match.ts";
import { surenessBpsOf, VERDICT_LABELS } from "#app/domain/match-review.ts";
import { Button } from "#app/ui/button.tsx";
import { share } from "#app/ui/desk/amounts.ts";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { Field, Select } from "#app/ui/form.tsx";
import { type Column, DataTable } from "#app/ui/table.tsx";
import { parseItemNumber } from "../cursors.ts";
import { useDeskFrame } from "../frame.ts";
import { formatPair } from "./addresses.ts";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireStaff(request, context, "pricing");
  const { db } = pools().staff;
  const id = parseItemNumber(params.sku);
  const sku = id === undefined ? undefined : await findSkuToMatch(db, id);
  if (sku === undefined) throw new Response("Not found", { status: 404, statusText: "Not Found" });
  const asked = new URL(request.url).searchParams;
  const text = cleanQuery(asked.get("q") ?? "");
  const retailers = await listImportRetailers(db);
  const retailer = retailers.find(({ slug }) => slug === asked.get("retailer"))?.slug;
  const found = text === "" ? [] : await findListings(db, { text, retailer });
  const rows = found.map(({ item, ...listing }) => {
    const { verdict, score } = matchPair(item, sku.item);
    return {
      ...listing,
      verdictText: VERDICT_LABELS[verdict],
      surenessBps: verdict === "different" ? null : surenessBpsOf(verdict, score),
      score,
      href: `/desk/matches?pair=${formatPair({ skuId: sku.id, listingId: listing.id })}`,
    };
  });
  return {
    sku: { id: sku.id, title: sku.item.title },
    text,
    retailer: retailer ?? "",
    retailers: retailers.map(({ slug, name }) => ({ value: slug, label: name })),
    isCut: rows.length === FOUND_LISTINGS,
    rows: rows.sort((a, b) => b.score - a.score),
  };
}

type Row = {
  id: string;
  retailerName: string;
  itemId: string;
  title: string;
  verdictText: string;
  surenessBps: number | null;
  href: string;
};

const COLUMNS: readonly Column<Row>[] = [
  { header: "Listing", rowHeader: true, cell: (row) => <a href={row.href}>{row.title}</a> },
  { header: "Retailer", cell: (row) => `${row.retailerName}, item ${row.itemId}` },
  { header: "The matcher says", cell: (row) => row.verdictText },
  { header: "Sure", numeric: true, cell: (row) => share(row.surenessBps) },
];

export default function MatchByHand() {
  const { sku, text, retailer, retailers, isCut, rows } = useLoaderData<typeof loader>();
  return (
    <DeskPage
      frame={useDeskFrame()}
      title={`Find a listing for ${sku.id}`}
      actions={
        <a className="btn" href={`/desk/skus/${sku.id}`}>
          Back to the item
        </a>
      }
    >
      <p>{sku.title}</p>
      <search>
        <form method="get" className="filters">
          <Field
            label="Words of its title, its item number or its address"
            name="q"
            type="search"
            maxLength={120}
            defaultValue={text}
          />
          <Select
            label="Retailer"
            name="retailer"
            required={false}
            options={retailers}
            placeholder="All"
            defaultValue={retailer}
          />
          <Button>Find</Button>
        </form>
      </search>
      {text !== "" && (
        <DataTable
          caption={`Listings, likeliest first${isCut ? `; the first ${rows.length} found` : ""}`}
          columns={COLUMNS}
          rows={rows}
          rowKey={(row) => row.id}
          emptyText="No listing has all these words, this item number or this address. Try fewer words."
        />
      )}
    </DeskPage>
  );
}
