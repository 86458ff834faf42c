import type { LoaderFunctionArgs } from "@remix-run/node";
import { getCatalogue } from "#app/db/catalogue.ts";
import { type Db, pools } from "#app/db/client.server.ts";
import { listSitemapItems } from "#app/db/sitemap.ts";
import { departmentPath, itemPath } from "#app/domain/addresses.ts";
import { publicOrigin } from "./origin.server.ts";
import { xmlResponse, xmlText } from "./xml.ts";

/** One sitemap: `shop.xml` has the shop's own pages, `<n>.xml` the items of range n. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = /^(shop|0|[1-9]\d{0,9})\.xml$/.exec(params.page ?? "")?.[1];
  const db = pools().visitor.db;
  const paths =
    page === undefined ? [] : page === "shop" ? await shopPaths(db) : await itemPaths(db, Number(page));
  if (paths.length === 0) return new Response("No such sitemap.\n", { status: 404 });
  const origin = publicOrigin(request);
  const urls = paths.map((path) => `<url><loc>${xmlText(origin + path)}</loc></url>`);
  return xmlResponse(
    `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join("\n")}\n</urlset>`,
  );
}

async function shopPaths(db: Db): Promise<string[]> {
  const { departments, categories } = await getCatalogue(db);
  return [
    "/",
    "/how-we-compare",
    "/join",
    "/terms",
    ...departments.map(({ slug }) => departmentPath(slug)),
    ...categories.map(({ slug, departmentSlug }) => departmentPath(departmentSlug, slug)),
  ];
}

async function itemPaths(db: Db, range: number): Promise<string[]> {
  return (await listSitemapItems(db, range)).map(itemPath);
}
