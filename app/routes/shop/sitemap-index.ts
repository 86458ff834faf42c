import type { LoaderFunctionArgs } from "@remix-run/node";
import { pools } from "#app/db/client.server.ts";
import { listSitemapRanges } from "#app/db/sitemap.ts";
import { publicOrigin } from "./origin.server.ts";
import { xmlResponse } from "./xml.ts";

/** The index of sitemaps: the shop's own pages, and one sitemap for each range of item numbers that is in use. */
export async function loader({ request }: LoaderFunctionArgs) {
  const origin = publicOrigin(request);
  const ranges = await listSitemapRanges(pools().visitor.db);
  const pages = ["shop", ...ranges].map(
    (page) => `<sitemap><loc>${origin}/sitemaps/${page}.xml</loc></sitemap>`,
  );
  return xmlResponse(
    `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${pages.join("\n")}\n</sitemapindex>`,
  );
}
