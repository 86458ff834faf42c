import type { LoaderFunctionArgs } from "@remix-run/node";
import { getViewer, viewerDb } from "#app/auth/viewer.server.ts";
import { type Evidence, findEvidence, type OtherCheck } from "#app/db/evidence.ts";
import { findChainPlace } from "#app/db/evidence-chain.ts";
import { itemPath } from "#app/domain/addresses.ts";
import { deciderText } from "./decider.ts";
import { publicOrigin } from "./origin.server.ts";

/** The record behind an observation as a file: the same facts as its page, for everybody alike. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const db = viewerDb(await getViewer(request, context));
  const evidence = await findEvidence(db, params.observation ?? "");
  if (evidence === undefined) return new Response("No such record.\n", { status: 404, headers: TEXT });
  const chain = await findChainPlace(db, evidence.observation.id);
  const body = `${JSON.stringify({ ...recordOf(evidence, publicOrigin(request)), chain }, null, 2)}\n`;
  return new Response(body, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="evidence-${evidence.observation.id}.json"`,
    },
  });
}

const TEXT = { "Content-Type": "text/plain; charset=utf-8" };

/** Instants in UTC; amounts in minor units of their currency. */
function recordOf(evidence: Evidence, origin: string) {
  const { observation, listing, retailer, pack, matches } = evidence;
  const { raw, rawSha256, id, listingId: _, ...seen } = observation;
  return {
    page: `${origin}/evidence/${id}`,
    observation: { id, ...seen },
    retailer: {
      name: retailer.name,
      membershipNeeded: retailer.membershipNeeded,
      checksHoldForDays: retailer.freshnessDays,
    },
    listing: {
      id: listing.id,
      itemId: listing.itemId,
      title: listing.title,
      brand: listing.brand,
      gtin14: listing.gtin14,
      category: listing.category,
      url: listing.url,
      pack,
      packDeclined: listing.packDeclined,
      firstSeenAt: listing.firstSeenAt,
    },
    raw,
    rawSha256,
    matchedWith: matches.map(({ skuId, slug, title, kind, status, difference, decidedBy, decidedAt }) => ({
      item: skuId,
      title,
      page: origin + itemPath({ id: skuId, slug }),
      kind,
      difference,
      confirmed: status === "confirmed" ? { by: deciderText(decidedBy), at: decidedAt } : null,
    })),
    laterChecks: evidence.later.map(otherOf),
    earlierChecks: evidence.earlier.map(otherOf),
  };
}

function otherOf({ id, capturedAt, priceMinor, currency, channel, inStock }: OtherCheck) {
  return { id, capturedAt, priceMinor, currency, channel, inStock };
}
