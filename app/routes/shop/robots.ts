import type { LoaderFunctionArgs } from "@remix-run/node";
import { publicOrigin } from "./origin.server.ts";

export function loader({ request }: LoaderFunctionArgs) {
  const closed = [
    "/search",
    "/desk",
    "/account",
    "/membership",
    "/sign-in",
    "/sign-out",
    "/join/",
    "/webhooks/",
  ];
  const lines = [
    "User-agent: *",
    ...closed.map((path) => `Disallow: ${path}`),
    "",
    `Sitemap: ${publicOrigin(request)}/sitemap.xml`,
    "",
  ];
  return new Response(lines.join("\n"), { headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
