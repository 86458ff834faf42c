import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer, viewerDb } from "#app/auth/viewer.server.ts";
import { type Evidence, type EvidenceMatch, findEvidence } from "#app/db/evidence.ts";
import { itemPath } from "#app/domain/addresses.ts";
import { channelText, checkedText, dayText, instantText, placeText } from "#app/domain/checked.ts";
import { formatPack } from "#app/domain/measure.ts";
import { formatMoney } from "#app/domain/money.ts";
import { Breadcrumbs } from "#app/ui/breadcrumbs.tsx";
import { type EvidenceRow, EvidenceSheet } from "#app/ui/evidence-sheet.tsx";

export const handle = { scripts: false };

type Row = { label: string; value: string; href?: string };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(request, context);
  const evidence = await findEvidence(viewerDb(viewer), params.observation ?? "");
  if (evidence === undefined) throw data(null, { status: 404 });
  const now = new Date();
  const { observation, retailer } = evidence;
  return {
    title: `${retailer.name}: ${formatMoney(observation.priceMinor, observation.currency)}`,
    summary: checkedText(
      {
        at: observation.capturedAt,
        zone: observation.zone,
        channel: observation.channel,
        place: observation.place,
        membershipNeeded: retailer.membershipNeeded,
      },
      now,
    ),
    seen: seenRows(evidence),
    read: readRows(evidence),
    matches: evidence.matches.map((match) => ({
      title: match.title,
      href: itemPath({ id: match.skuId, slug: match.slug }),
      rows: matchRows(match, now),
    })),
    raw: Object.entries(observation.raw).map(([label, value]): Row => ({ label, value: String(value) })),
  };
}

/** What was seen, where, when and by whom. */
function seenRows({ observation, retailer }: Evidence): Row[] {
  const { promotion, promotionEndsAt } = observation;
  return [
    { label: "Price", value: formatMoney(observation.priceMinor, observation.currency) },
    { label: "Retailer", value: retailer.name },
    { label: "Channel", value: channelText(observation.channel, retailer.membershipNeeded) },
    { label: "Place", value: placeText(observation.place) },
    { label: "Captured", value: instantText(observation.capturedAt, observation.zone) },
    { label: "Captured by", value: observation.capturedBy },
    { label: "Title as seen", value: observation.titleSeen },
    { label: "Their item number", value: observation.itemId },
    ...(observation.gtin14 === null ? [] : [{ label: "Bar code (GTIN-14)", value: observation.gtin14 }]),
    { label: "Membership needed", value: observation.membershipNeeded ? "Yes" : "No" },
    { label: "In stock", value: observation.inStock ? "Yes" : "No" },
    { label: "Promotion", value: promotion ?? "None" },
    ...(promotionEndsAt === null
      ? []
      : [{ label: "Promotion ends", value: instantText(promotionEndsAt, observation.zone) }]),
    ...(observation.needsCoupon ? [{ label: "Coupon", value: "Needed for this price" }] : []),
    ...(observation.url === null
      ? []
      : [{ label: "Page", value: observation.url, href: webAddress(observation.url) }]),
  ];
}

/** How it was read, and what proves that the record is unchanged. */
function readRows({ observation, retailer, pack }: Evidence): Row[] {
  return [
    {
      label: "Pack as read",
      value: pack === null ? (observation.packDeclined ?? "Not readable for certain") : formatPack(pack),
    },
    { label: "Holds for", value: `${retailer.freshnessDays} days after the check` },
    ...(observation.importLine === null
      ? []
      : [{ label: "Line of the file", value: String(observation.importLine) }]),
    { label: "Record", value: observation.id },
    { label: "SHA-256 of the raw record", value: observation.rawSha256 },
  ];
}

const KINDS: Readonly<Record<EvidenceMatch["kind"], string>> = {
  identical: "The same item and pack",
  "other-pack": "The same item in another size",
  equivalent: "Comparable, not the same",
};

function matchRows(match: EvidenceMatch, now: Date): Row[] {
  const day = match.decidedAt === null ? "" : `, ${dayText(match.decidedAt, now)}`;
  return [
    { label: "Kind", value: KINDS[match.kind] },
    ...(match.difference === null ? [] : [{ label: "Difference", value: match.difference }]),
    { label: "Confirmed", value: confirmedText(match, `by ${deciderText(match.decidedBy)}${day}`) },
  ];
}

function confirmedText({ status }: EvidenceMatch, whoAndWhen: string): string {
  switch (status) {
    case "confirmed":
      return `Yes, ${whoAndWhen}`;
    case "changed":
      return `It was, ${whoAndWhen}; the item has changed since: no claim is made until it is looked at again`;
    case "suggested":
    case "rejected":
      return "Not yet: no claim is made";
    default: {
      const impossible: never = status;
      throw new Error(`Unknown status ${impossible}`);
    }
  }
}

/** Who decided, without a person's mail address. */
function deciderText(decidedBy: string | null): string {
  return decidedBy === null || decidedBy.includes("@") ? "our staff" : decidedBy;
}

function webAddress(url: string): string | undefined {
  return /^https?:\/\//.test(url) ? url : undefined;
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page ? `${page.title}, the evidence - Tallyhouse` : "Not found - Tallyhouse" },
  { name: "robots", content: "noindex, follow" },
];

export default function EvidencePage() {
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <header className="page-head">
        <Breadcrumbs crumbs={[{ href: "/", label: "Front door" }]} here="Evidence" />
        <h1>{page.title}</h1>
        <p>{page.summary}. Prices may change.</p>
      </header>
      <EvidenceSheet title="What was seen" rows={page.seen.map(shownRow)} />
      {page.matches.map((match) => (
        <EvidenceSheet
          key={match.href}
          title="What it is compared with"
          rows={[{ label: "Our item", value: <a href={match.href}>{match.title}</a> }, ...match.rows]}
        />
      ))}
      <EvidenceSheet title="How it was read" rows={page.read} />
      {page.raw.length > 0 && <EvidenceSheet title="The raw record" rows={page.raw} />}
      <p className="page-section">
        <a href="/how-we-compare">How we compare prices</a>
      </p>
    </>
  );
}

function shownRow({ label, value, href }: Row): EvidenceRow {
  if (href === undefined) return { label, value };
  return {
    label,
    value: (
      <a href={href} rel="nofollow noreferrer">
        {value}
      </a>
    ),
  };
}
