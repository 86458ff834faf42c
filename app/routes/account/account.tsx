import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/auth/guards.server.ts";
import { pools } from "#app/db/client.server.ts";
import { listSessionsOf } from "#app/db/sessions.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { Button } from "#app/ui/button.tsx";

export const meta: MetaFunction = () => [
  { title: "Your account - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = await requireAccount(request, context);
  const now = new Date();
  const open = (await listSessionsOf(pools().door.db, account.id)).filter(({ expiresAt }) => expiresAt > now);
  return {
    name: account.name,
    email: account.email,
    sessions: open.map(({ hashedId, createdAt, userAgent }) => ({
      key: hashedId.slice(0, 12),
      since: formatCalendarDate(createdAt),
      userAgent: userAgent || "Unknown browser",
    })),
  };
}

export default function AccountPage() {
  const { name, email, sessions } = useLoaderData<typeof loader>();
  return (
    <div className="grid max-w-3xl gap-6">
      <h1>Your account</h1>
      <dl className="grid gap-x-6 bg-white p-5">
        <div className="border-concrete-200 border-b py-2">
          <dt>Name</dt>
          <dd>{name}</dd>
        </div>
        <div className="py-2">
          <dt>E-mail</dt>
          <dd className="break-all">{email}</dd>
        </div>
      </dl>
      <p>
        <a href="/membership">Your membership</a>: card, plan, billing.
      </p>
      <section className="grid gap-3">
        <h2>Where you are signed in</h2>
        <ul className="grid gap-2">
          {sessions.map(({ key, since, userAgent }) => (
            <li key={key} className="bg-white px-5 py-3">
              {`Since ${since}`}
              <small className="block break-all text-concrete-600">{userAgent}</small>
            </li>
          ))}
        </ul>
        <form method="post" action="/sign-out">
          <Button>Sign out here</Button>
        </form>
      </section>
    </div>
  );
}
