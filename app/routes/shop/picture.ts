import type { LoaderFunctionArgs } from "@remix-run/node";
import { packShotSvg, parsePackShotHref } from "#app/ui/pack-shot.ts";
import { findIcon } from "#app/ui/pack-shot-icons.server.ts";

/** The address says everything that is drawn: what is under it never changes. */
const FOR_EVER = "public, max-age=31536000, immutable";

export function loader({ params }: LoaderFunctionArgs) {
  const shot = parsePackShotHref(`/pictures/${params.picture}`);
  if (shot === undefined) return new Response("No such picture.\n", { status: 404, headers: TEXT });
  return new Response(packShotSvg(shot, findIcon(shot.glyph)), {
    headers: { "Content-Type": "image/svg+xml", "Cache-Control": FOR_EVER },
  });
}

const TEXT = { "Content-Type": "text/plain; charset=utf-8" };
