import { data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer, viewerDb } from "#app/auth/viewer.server.ts";
import { getCatalogue } from "#app/db/catalogue.ts";
import { departmentPath, evidencePath, itemPath, parseItemParam } from "#app/domain/addresses.ts";
import { dayText, placeText } from "#app/domain/checked.ts";
import { formatGtin } from "#app/domain/gtin.ts";
import { formatMoney } from "#app/domain/money.ts";
import { CLUB_CURRENCY } from "#app/domain/reference.ts";
import { Breadcrumbs } from "#app/ui/breadcrumbs.tsx";
import { ComparisonPanel } from "#app/ui/comparison-panel.tsx";
import { type EvidenceRow, EvidenceSheet } from "#app/ui/evidence-sheet.tsx";
import { PriceChart } from "#app/ui/price-chart.tsx";
import { FullShelfSign } from "#app/ui/shelf-sign.tsx";
import { AddToList } from "#app/ui/shop/add-to-list.tsx";
import { Invitation } from "#app/ui/shop/invitation.tsx";
import { panelOf, signOf } from "#app/ui/shop/sign-data.ts";
import { feeText } from "./fee.ts";
import { itemStructuredData } from "./item-structured-data.ts";
import { publicOrigin } from "./origin.server.ts";
import { showItem } from "./shown.server.ts";

export const handle = { scripts: false };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const param = params.item ?? "";
  const id = parseItemParam(param);
  if (id === undefined) throw data(null, { status: 404 });
  const viewer = await getViewer(request, context);
  const catalogue = await getCatalogue(viewerDb(viewer));
  const now = new Date();
  const item = await showItem(viewer, id, catalogue.retailers, now);
  if (item === undefined) throw data(null, { status: 404 });
  const path = itemPath(item.sku);
  if (path !== `/items/${param}`) throw redirect(path, 301);
  const { sku, panel, facts, retail, history } = item;
  const department = catalogue.departmentBySlug.get(facts.departmentSlug);
  const category = catalogue.categoryBySlug.get(facts.categorySlug);
  return {
    sku,
    panel,
    history,
    viewer: viewer.kind,
    fee: feeText(catalogue.plans),
    description: facts.description,
    gtin: facts.gtin14 === null ? null : formatGtin(facts.gtin14),
    department: department ? { slug: department.slug, name: department.name } : null,
    category: category ? { slug: category.slug, name: category.name } : null,
    retail: retail === null ? null : { ...retail, checkedAt: dayText(retail.checkedAt, now) },
    canonical: publicOrigin(request) + path,
    structured: itemStructuredData({ sku, facts, retail, origin: publicOrigin(request) }),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => {
  if (!page) return [{ title: "Not found - Tallyhouse" }];
  return [
    { title: `${page.sku.title}, ${page.sku.packText} - Tallyhouse` },
    { name: "description", content: page.description.slice(0, 300) },
    { tagName: "link", rel: "canonical", href: page.canonical },
    { "script:ld+json": page.structured },
  ];
};

export default function ItemPage() {
  const { sku, panel, history, viewer, fee, description, ...page } = useLoaderData<typeof loader>();
  const sign = signOf(sku);
  const isOutside = viewer === "visitor" || viewer === "account";
  return (
    <>
      <Breadcrumbs crumbs={crumbsOf(page)} here={sku.title} />
      <div className="item">
        <div className="item-pic">
          <img src={sign.picture.src} alt={`${sku.title}, drawn: ${sku.packText}`} width="416" height="416" />
        </div>
        <FullShelfSign sign={sign}>
          <AddToList id={sku.id} />
          {isOutside && <Invitation signedIn={viewer === "account"} feeText={fee} />}
        </FullShelfSign>
      </div>
      {(panel.bars.length > 0 || panel.refusals.length > 0) && <ComparisonPanel panel={panelOf(panel)} />}
      {history !== null && <PriceChart history={history} now={history.until} evidenceHref={evidencePath} />}
      <div className="item-about">
        <section className="item-text">
          <h2>What it is</h2>
          <p>{description}</p>
          <p>
            <a href="/how-we-compare">How we compare prices</a>
          </p>
        </section>
        <EvidenceSheet
          title="Item"
          rows={itemRows({ brand: sku.brand, packText: sku.packText, id: sku.id, ...page })}
        />
        {page.retail !== null && <EvidenceSheet title="The retail price" rows={retailRows(page.retail)} />}
      </div>
    </>
  );
}

type Named = { slug: string; name: string } | null;

function crumbsOf({ department, category }: { department: Named; category: Named }) {
  const crumbs = [{ href: "/", label: "Front door" }];
  if (department === null) return crumbs;
  crumbs.push({ href: departmentPath(department.slug), label: department.name });
  if (category !== null) {
    crumbs.push({ href: departmentPath(department.slug, category.slug), label: category.name });
  }
  return crumbs;
}

function itemRows(item: { id: number; brand: string; packText: string; gtin: string | null }): EvidenceRow[] {
  return [
    { label: "Item number", value: item.id },
    { label: "Brand", value: item.brand },
    { label: "Pack", value: item.packText },
    ...(item.gtin === null ? [] : [{ label: "Bar code (GTIN)", value: item.gtin }]),
  ];
}

type ShownRetailPrice = {
  cents: number;
  basis: "observed" | "suggested";
  source: string;
  place: string;
  checkedAt: string;
  evidence: string;
};

function retailRows(retail: ShownRetailPrice): EvidenceRow[] {
  const basis =
    retail.basis === "observed"
      ? `Seen at ${retail.source}`
      : `Suggested by ${retail.source}, not our own price`;
  return [
    { label: "Price", value: formatMoney(retail.cents, CLUB_CURRENCY) },
    { label: "What it is", value: basis },
    { label: "Where", value: placeText(retail.place) },
    { label: "Checked", value: retail.checkedAt },
    { label: "Evidence", value: evidenceValue(retail.evidence) },
  ];
}

/** An observation's id or an address is a link; anything else is the record itself. */
function evidenceValue(evidence: string) {
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(evidence))
    return <a href={`/evidence/${evidence}`}>The full record</a>;
  if (!/^https:\/\//.test(evidence)) return evidence;
  return (
    <a href={evidence} rel="nofollow noreferrer">
      {evidence}
    </a>
  );
}
