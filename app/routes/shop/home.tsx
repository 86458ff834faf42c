import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer, viewerDb } from "#app/auth/viewer.server.ts";
import { COUNT_CAP, type Department, getCatalogue } from "#app/db/catalogue.ts";
import { departmentPath } from "#app/domain/addresses.ts";
import { countText } from "#app/domain/count-text.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { type DepartmentTileData, DepartmentTiles } from "#app/ui/department-tile.tsx";
import { PlanCard, type PlanCardData, PlanCards } from "#app/ui/plan-card.tsx";
import { Price } from "#app/ui/price.tsx";
import { Proof } from "#app/ui/shop/proof.tsx";
import { Shelf } from "#app/ui/shop/shelf.tsx";
import { pictureHref } from "#app/ui/shop/sign-data.ts";
import { feeText } from "./fee.ts";
import { publicOrigin } from "./origin.server.ts";
import { planCard } from "./plan-card.ts";
import { showShelf } from "./shown.server.ts";

export const handle = { scripts: false };

/** Signs on the front shelf. */
const FRONT_SHELF = 12;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(request, context);
  const now = new Date();
  const [catalogue, shelf] = await Promise.all([
    getCatalogue(viewerDb(viewer)),
    showShelf(viewer, { scope: { kind: "club" }, size: FRONT_SHELF }, 3, now),
  ]);
  const isInside = viewer.kind === "member" || viewer.kind === "staff";
  return {
    shelf,
    departments: catalogue.departments.map(tileOf),
    isInside,
    name: viewer.kind === "visitor" ? null : viewer.account.name,
    plans: isInside ? [] : catalogue.plans.map(planCard),
    fee: feeText(catalogue.plans),
    canonical: `${publicOrigin(request)}/`,
  };
}

function tileOf(department: Department): DepartmentTileData {
  return {
    href: departmentPath(department.slug),
    name: department.name,
    aisle: department.aisle,
    picture: { src: pictureHref(`${department.glyph}.carton.kraft`, 1, ""), alt: "" },
    countText: countText(department.count, COUNT_CAP),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: "Tallyhouse: a warehouse club that shows its proof" },
  {
    name: "description",
    content:
      "An online membership warehouse club. Members pay the club price; every comparison carries its date and its evidence.",
  },
  ...(page ? [{ tagName: "link", rel: "canonical", href: page.canonical }] : []),
];

export default function HomePage() {
  const { shelf, departments, isInside, name, plans, fee } = useLoaderData<typeof loader>();
  return (
    <>
      {isInside ? (
        <h1 className="page-head">{`Good to see you, ${name}`}</h1>
      ) : (
        <Front fee={fee} signedIn={name !== null} plans={plans} />
      )}
      {isInside && <FrontShelf title="Popular in the club" shelf={shelf} />}
      <section className="page-section">
        <h2>Departments</h2>
        <DepartmentTiles departments={departments} />
      </section>
      {!isInside && <FrontShelf title="Popular in the club" shelf={shelf} />}
      {!isInside && (
        <section className="page-section">
          <h2>How a price here is proved</h2>
          <Proof />
        </section>
      )}
      {plans.length > 0 && (
        <section className="page-section">
          <h2>Membership</h2>
          <PlanCards>
            {plans.map(({ slug, ...plan }) => (
              <PlanCard key={slug} plan={plan}>
                <ButtonLink href={`/join/${slug}`} kind={plan.tone === "plus" ? "main" : "plain"} wide>
                  Join with {plan.name}
                </ButtonLink>
              </PlanCard>
            ))}
          </PlanCards>
        </section>
      )}
    </>
  );
}

function Front({
  fee,
  signedIn,
  plans,
}: {
  fee: string | null;
  signedIn: boolean;
  plans: readonly PlanCardData[];
}) {
  return (
    <section className="front">
      <div>
        <h1>The warehouse club that shows its proof</h1>
        <p>
          Anyone may walk the aisles. Members see and pay the club price
          {fee === null ? "" : `, for ${fee} a year`}. Every comparison with another club carries the day it
          was checked and the record behind it, also where the other club is cheaper.
        </p>
        <p className="actions">
          <ButtonLink href="/join" kind="main" size="large">
            See the plans
          </ButtonLink>
          {!signedIn && (
            <ButtonLink href="/sign-in" size="large">
              Sign in
            </ButtonLink>
          )}
        </p>
      </div>
      {plans.length > 0 && (
        <dl className="fees">
          {plans.map((plan) => (
            <div key={plan.name}>
              <dt>{plan.name}</dt>
              <dd>
                <Price minor={plan.yearlyFeeMinor} currency={plan.currency} />
                <small>a year</small>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function FrontShelf({ title, shelf }: { title: string; shelf: Awaited<ReturnType<typeof loader>>["shelf"] }) {
  if (shelf.count === 0) return null;
  return (
    <section className="page-section">
      <h2>{title}</h2>
      <Shelf shelf={shelf.signs} />
    </section>
  );
}
