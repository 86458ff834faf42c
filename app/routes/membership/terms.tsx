import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer, viewerDb } from "#app/auth/viewer.server.ts";
import { listPlansOnSale } from "#app/db/plans.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { membershipTerms, TERMS_VERSION } from "#app/domain/terms.ts";
import { TermsText } from "#app/ui/terms-text.tsx";

export const meta: MetaFunction = () => [
  { title: "Terms - Tallyhouse" },
  { name: "description", content: "What a membership costs, when it renews, and how to leave." },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const now = new Date();
  const plans = await listPlansOnSale(viewerDb(await getViewer(request, context)));
  return {
    today: formatCalendarDate(now),
    version: TERMS_VERSION,
    plans: plans.map((plan) => ({
      slug: plan.slug,
      name: plan.name,
      sections: membershipTerms(plan, now).sections,
    })),
  };
}

export default function TermsPage() {
  const { today, version, plans } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <div>
        <h1>Membership terms</h1>
        <p className="mt-2">{`As they stand for somebody who joins today, ${today}. Version ${version}.`}</p>
      </div>
      <div className="grid gap-6 lg:grid-cols-2">
        {plans.map(({ slug, name, sections }) => (
          <section key={slug} className="grid content-start gap-4 bg-white p-5">
            <h2>{name}</h2>
            <TermsText sections={sections} level={3} />
          </section>
        ))}
      </div>
    </div>
  );
}
