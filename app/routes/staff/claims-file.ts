import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "#app/auth/guards.server.ts";
import { getCatalogue } from "#app/db/catalogue.ts";
import { pools } from "#app/db/client.server.ts";
import {
  type ClaimCursor,
  type ClaimFilter,
  type ClaimRecord,
  listShownClaims,
} from "#app/db/shown-claims.ts";
import { CSV_MARK, csvLines } from "#app/domain/csv.ts";
import { publicOrigin } from "../shop/origin.server.ts";
import { readClaimFilter } from "./claim-filter.ts";

/** Claims that one file holds; whoever needs more asks for a day or a retailer. */
const MOST = 10_000;
const BATCH = 1_000;

/** The claims that the desk's list shows, as a file, with the address of the evidence behind each. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, "pricing");
  const { db } = pools().staff;
  const { retailers } = await getCatalogue(db);
  const { typed, filter, errors } = readClaimFilter(new URL(request.url).searchParams, retailers);
  const wrong = Object.values(errors);
  if (wrong.length > 0) return new Response(`${wrong.join("\n")}\n`, { status: 400, headers: TEXT });
  const { claims, isCut } = await readAll(filter);
  const origin = publicOrigin(request);
  const rows = claims.map((claim) => rowOf(claim, origin));
  const note = [`Only the latest ${MOST} are in this file: ask for a day, an item or a retailer.`];
  const name = ["claims", typed.item, typed.retailer, typed.day].filter((part) => part !== "").join("-");
  return new Response(CSV_MARK + csvLines([HEADER, ...rows, ...(isCut ? [note] : [])]), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name.replace(/[^a-z0-9-]/gi, "")}.csv"`,
    },
  });
}

const TEXT = { "Content-Type": "text/plain; charset=utf-8" };

async function readAll(filter: ClaimFilter): Promise<{ claims: ClaimRecord[]; isCut: boolean }> {
  const { db } = pools().staff;
  const claims: ClaimRecord[] = [];
  let after: ClaimCursor | undefined;
  while (claims.length < MOST) {
    const page = await listShownClaims(db, filter, { after, limit: BATCH });
    claims.push(...page.claims);
    if (page.next === null) return { claims, isCut: false };
    after = page.next;
  }
  return { claims, isCut: true };
}

const HEADER = [
  "first shown (UTC)",
  "last shown (UTC)",
  "item",
  "title",
  "said",
  "outcome",
  "our price (cents)",
  "our pack",
  "our unit price",
  "retailer",
  "their item",
  "their price (minor units)",
  "currency",
  "their pack",
  "their unit price",
  "difference on our pack (minor units)",
  "difference (basis points)",
  "delivery",
  "match",
  "match confirmed by",
  "match confirmed at",
  "evidence",
];

function rowOf(claim: ClaimRecord, origin: string): (string | number)[] {
  return [
    claim.firstShownAt.toISOString(),
    claim.lastShownAt.toISOString(),
    claim.skuId,
    claim.title,
    claim.said,
    claim.outcome,
    claim.ourCents,
    claim.ourPack,
    claim.ourUnit,
    claim.retailer,
    claim.itemId,
    claim.theirMinor,
    claim.theirCurrency,
    claim.theirPack,
    claim.theirUnit,
    claim.byPerPackMinor,
    claim.byBps,
    claim.basis,
    claim.matchKind,
    claim.matchDecidedBy ?? "",
    claim.matchDecidedAt?.toISOString() ?? "",
    `${origin}/evidence/${claim.observationId}`,
  ];
}
