import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer, viewerDb } from "#app/auth/viewer.server.ts";
import { type Evidence, type EvidenceMatch, findEvidence, type OtherCheck } from "#app/db/evidence.ts";
import { type ChainPlace, findChainPlace } from "#app/db/evidence-chain.ts";
import { evidencePath, evidenceRecordPath, itemPath } from "#app/domain/addresses.ts";
import { channelText, checkedText, dayText, instantText, placeText } from "#app/domain/checked.ts";
import { formatPack } from "#app/domain/measure.ts";
import { formatMoney } from "#app/domain/money.ts";
import { Breadcrumbs } from "#app/ui/breadcrumbs.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { type EvidenceRow, EvidenceSheet } from "#app/ui/evidence-sheet.tsx";
import { deciderText } from "./decider.ts";

export const handle = { scripts: false };

type Row = { label: string; value: string; href?: string };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const db = viewerDb(await getViewer(request, context));
  const evidence = await findEvidence(db, params.observation ?? "");
  if (evidence === undefined) throw data(null, { status: 404 });
  const place = await findChainPlace(db, evidence.observation.id);
  const now = new Date();
  const { observation, retailer } = evidence;
  const others = (checks: readonly OtherCheck[]) => checks.map((check) => otherRow(check, evidence, now));
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
    chain: place === undefined ? [] : chainRows(place),
    matches: evidence.matches.map((match) => ({
      title: match.title,
      href: itemPath({ id: match.skuId, slug: match.slug }),
      rows: matchRows(match, now),
    })),
    raw: Object.entries(observation.raw).map(([label, value]): Row => ({ label, value: String(value) })),
    later: others(evidence.later),
    earlier: others(evidence.earlier),
    here: otherRow(observation, evidence, now),
    recordHref: evidenceRecordPath(observation.id),
  };
}

type OtherRow = { href: string; when: string; price: string; where: string; note: string };

/** One check among those of the same listing. */
function otherRow(check: OtherCheck, { retailer }: Evidence, now: Date): OtherRow {
  return {
    href: evidencePath(check.id),
    when: dayText(check.capturedAt, now, check.zone),
    price: formatMoney(check.priceMinor, check.currency),
    where: channelText(check.channel, retailer.membershipNeeded),
    note: check.inStock ? "" : "out of stock",
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

/** Where the record hangs: change a letter of it, or leave one out before it, and the hash does not come out. */
function chainRows({ position, length, previousSha256, sha256, verifies }: ChainPlace): Row[] {
  const count = (n: number) => n.toLocaleString("en-US");
  return [
    { label: "Place", value: `${count(position)} of ${count(length)} checks of this shop` },
    { label: "Hash of the one before", value: previousSha256 ?? "The record before is not there" },
    { label: "Hash of this one", value: sha256 },
    {
      label: "Computed again now",
      value: verifies
        ? "It fits: the record is as it was written"
        : "It does not fit: do not rely on this record",
    },
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
      {page.chain.length > 0 && <EvidenceSheet title="Its place in the chain" rows={page.chain} />}
      {page.raw.length > 0 && <EvidenceSheet title="The raw record" rows={page.raw} />}
      <OtherChecks later={page.later} here={page.here} earlier={page.earlier} />
      <p className="page-section actions">
        <ButtonLink href={page.recordHref}>The whole record as a file (JSON)</ButtonLink>
      </p>
      <p className="page-section">
        <a href="/how-we-compare">How we compare prices</a>
      </p>
    </>
  );
}

/** The listing's checks around this one, which stands among them. */
function OtherChecks({
  later,
  here,
  earlier,
}: {
  later: readonly OtherRow[];
  here: OtherRow;
  earlier: readonly OtherRow[];
}) {
  if (later.length + earlier.length === 0) return null;
  return (
    <section className="evidence">
      <h2>Checks of the same listing</h2>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Checked</th>
            <th scope="col" className="num">
              Price
            </th>
            <th scope="col">Where</th>
          </tr>
        </thead>
        <tbody>
          {later.map((row) => (
            <OtherCheckRow key={row.href} row={row} />
          ))}
          <OtherCheckRow row={here} isHere />
          {earlier.map((row) => (
            <OtherCheckRow key={row.href} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function OtherCheckRow({ row, isHere = false }: { row: OtherRow; isHere?: boolean }) {
  return (
    <tr aria-current={isHere ? "true" : undefined}>
      <th scope="row">{isHere ? `${row.when}, this one` : <a href={row.href}>{row.when}</a>}</th>
      <td className="num">{row.price}</td>
      <td>{row.note === "" ? row.where : `${row.where}, ${row.note}`}</td>
    </tr>
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
