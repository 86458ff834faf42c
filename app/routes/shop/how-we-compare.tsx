import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer, viewerDb } from "#app/auth/viewer.server.ts";
import { getCatalogue } from "#app/db/catalogue.ts";
import { ABOUT_THE_SAME_BPS, SAME_PACK_TOLERANCE_BPS } from "#app/domain/comparison.ts";
import { formatBps } from "#app/domain/money.ts";
import { Breadcrumbs } from "#app/ui/breadcrumbs.tsx";
import { publicOrigin } from "./origin.server.ts";

export const handle = { scripts: false };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(request, context);
  const { retailers } = await getCatalogue(viewerDb(viewer));
  return {
    retailers: retailers.map(({ name, freshnessDays, membershipNeeded }) => ({
      name,
      freshnessDays,
      membershipNeeded,
    })),
    canonical: `${publicOrigin(request)}/how-we-compare`,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: "How we compare - Tallyhouse" },
  {
    name: "description",
    content: "Where a comparison comes from, how long it holds, and when we make none.",
  },
  ...(page ? [{ tagName: "link", rel: "canonical", href: page.canonical }] : []),
];

export default function HowWeComparePage() {
  const { retailers } = useLoaderData<typeof loader>();
  return (
    <>
      <header className="page-head">
        <Breadcrumbs crumbs={[{ href: "/", label: "Front door" }]} here="How we compare" />
        <h1>How we compare</h1>
      </header>
      <article className="read">
        <p>
          A sign here says that we are cheaper than another shop, or that it is cheaper than we are, only when
          all of this is true. Otherwise it makes no claim and says why.
        </p>
        <h2>What a claim needs</h2>
        <ol>
          <li>
            <b>A price that was seen.</b> Somebody or something checked it there, on a day and at a place that
            we name. You can open the record behind every line.
          </li>
          <li>
            <b>The same item,</b> confirmed by our staff. An item that is only comparable is called that, and
            what differs is stated.
          </li>
          <li>
            <b>A pack that can be read for certain.</b> If a title leaves room for doubt about count or size,
            we don&rsquo;t compare. Packs called the same may differ by {formatBps(SAME_PACK_TOLERANCE_BPS)}{" "}
            at most, as labels round.
          </li>
          <li>
            <b>A price that everybody gets there.</b> In stock, without a coupon, and not from a promotion
            that has ended.
          </li>
          <li>
            <b>A recent check.</b> A check counts for the days in the table below. Then the claim goes.
          </li>
        </ol>
        <h2>How the two are set against each other</h2>
        <p>
          Per unit, with one unit for all sizes of a kind of goods: per ounce, per fluid ounce, per sheet, per
          load. We compare the exact amounts and round only what is shown: from one dollar up to the cent,
          below it to a tenth of a cent. A saving is rounded down, and what we cost more is rounded up. Within{" "}
          {formatBps(ABOUT_THE_SAME_BPS)} we say &ldquo;about the same&rdquo;.
        </p>
        <p>
          Like is set against like in delivery too. Our club price is for the goods; bringing them to you is
          charged by the order. So a price that is fetched in another club, or to which its shop adds a charge
          for sending, is compared before delivery on both sides. If their price includes delivery and ours
          does not, we say so only where theirs is the lower one even so; otherwise we make no claim.
        </p>
        <p>Sales tax and membership fees are left out on both sides. Prices may change after a check.</p>
        <h2>How long a check holds</h2>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">Retailer</th>
              <th scope="col">Membership needed there</th>
              <th scope="col" className="num">
                Days
              </th>
            </tr>
          </thead>
          <tbody>
            {retailers.map((retailer) => (
              <tr key={retailer.name}>
                <th scope="row">{retailer.name}</th>
                <td>{retailer.membershipNeeded ? "Yes" : "No"}</td>
                <td className="num">{retailer.freshnessDays}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <h2>What the retail price is</h2>
        <p>
          What others were seen to ask for the same pack, or what its maker suggests, with its own record and
          day. It is never worked out from our price or from what we pay.
        </p>
        <h2>Our price level as a whole</h2>
        <p>
          Against other clubs on a named, fixed basket, with its dates and checks:{" "}
          <a href="/price-index">our price index</a>.
        </p>
        <h2>If something is wrong</h2>
        <p>
          Every record shows who checked what, where and when. If you find a price that has changed, the next
          check corrects the sign; until then its date tells you how old it is.
        </p>
      </article>
    </>
  );
}
