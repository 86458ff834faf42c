import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { openSession, sessionIdOf } from "#app/auth/session.server.ts";
import { signInPath } from "#app/auth/then.ts";
import { getViewer, type Viewer } from "#app/auth/viewer.server.ts";
import { acceptInvitation, findSeatOffer } from "#app/commands/accept-invitation.ts";
import { signUp } from "#app/commands/sign-up.ts";
import { pools } from "#app/db/client.server.ts";
import { newAccountSchema, PASSWORD_MIN } from "#app/domain/account.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { tooManyTriesText } from "#app/domain/rate-limit.ts";
import { type FormErrors, parseForm, type Typed } from "#app/http/forms.ts";
import { stripe } from "#app/stripe/client.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { ErrorSummary, Field } from "#app/ui/form.tsx";
import { signedInHeaders } from "../list/moved-list.server.ts";
import { ACCEPT_WORDS, LINK_WORDS } from "./words.ts";

export const meta: MetaFunction = () => [
  { title: "A seat for you - Tallyhouse" },
  { name: "robots", content: "noindex" },
  // The address holds the link's secret.
  { name: "referrer", content: "no-referrer" },
];

/** In the query, not in the path: paths are logged. */
function tokenOf(request: Request): string {
  return (new URL(request.url).searchParams.get("token") ?? "").slice(0, 200);
}

/** Shows the offer. Mail programs open links ahead of people: reading uses nothing up. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(request, context);
  const found = await findSeatOffer(pools().door.db, tokenOf(request), new Date());
  if (!found.ok) {
    const { status, text } = LINK_WORDS[found.reason];
    return data({ problem: text, offer: null, account: null, signInHref: "" }, { status });
  }
  const { primaryName, planName, invitedEmail, expiresAt } = found.offer;
  const offer = { primaryName, planName, invitedEmail, expiresOn: formatCalendarDate(expiresAt) };
  const account =
    viewer.kind === "visitor" ? null : { name: viewer.account.name, email: viewer.account.email };
  return data({ problem: null, offer, account, signInHref: signInPath(request) });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await getViewer(request, context);
  const db = pools().door.db;
  const now = new Date();
  const token = tokenOf(request);
  const found = await findSeatOffer(db, token, now);
  if (!found.ok) {
    const { status, text } = LINK_WORDS[found.reason];
    return data({ errors: { form: text } as FormErrors, typed: {} as Typed }, { status });
  }
  const origin = { ip: context.ip, userAgent: request.headers.get("User-Agent") ?? "", now };
  const opened = await accountFor(viewer, request, origin);
  if (!opened.ok) return data({ errors: opened.errors, typed: opened.typed }, { status: 422 });
  const headers: HeadersInit =
    opened.cookie === null ? {} : await signedInHeaders(request, opened.accountId, opened.cookie);
  const accepted = await acceptInvitation(
    { db, stripe: stripe() },
    {
      accountId: opened.accountId,
      token,
      origin: new URL(request.url).origin,
      now,
      requestId: context.requestId,
    },
  );
  if (accepted.ok || accepted.reason === "already-in")
    return redirect("/membership", { status: 303, headers });
  const { status, text } = ACCEPT_WORDS[accepted.reason];
  return data({ errors: { form: text } as FormErrors, typed: {} as Typed }, { status, headers });
}

type OpenedAccount =
  | { readonly ok: true; readonly accountId: string; readonly cookie: string | null }
  | { readonly ok: false; readonly errors: FormErrors; readonly typed: Typed };

/** Who takes the seat: the viewer, or the account in the form. */
async function accountFor(
  viewer: Viewer,
  request: Request,
  origin: { ip: string; userAgent: string; now: Date },
): Promise<OpenedAccount> {
  if (viewer.kind !== "visitor") return { ok: true, accountId: viewer.account.id, cookie: null };
  const parsed = parseForm(newAccountSchema, await request.formData());
  if (!parsed.ok) return parsed;
  const { typed } = parsed;
  const db = pools().door.db;
  const signedUp = await signUp(db, parsed.value, { ...origin, origin: new URL(request.url).origin });
  if (signedUp.ok) {
    const cookie = await openSession(db, signedUp.accountId, origin, sessionIdOf(request));
    return { ok: true, accountId: signedUp.accountId, cookie };
  }
  const errors: FormErrors =
    signedUp.reason === "too-many-tries"
      ? { form: tooManyTriesText(signedUp.retryAfterSeconds) }
      : {
          email: "We can't open an account with this address and password. Sign in, or use another address.",
        };
  return { ok: false, errors, typed };
}

export default function AcceptPage() {
  const { problem, offer, account, signInHref } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const errors: FormErrors = refusal?.errors ?? {};
  const typed: Typed = refusal?.typed ?? {};
  if (offer === null) {
    return (
      <EmptyState title="No seat behind this link">
        <p>{errors.form ?? problem}</p>
        <ButtonLink href="/join">See the plans</ButtonLink>
      </EmptyState>
    );
  }
  return (
    <div className="grid max-w-md gap-6">
      <h1>{`${offer.primaryName} keeps a seat for you`}</h1>
      <p>
        {`A household seat in a ${offer.planName} membership: you see and pay the club price, and it costs you nothing. The link works until ${offer.expiresOn}.`}
      </p>
      <ErrorSummary errors={errors} title="That did not work" />
      <form method="post" className="grid gap-4 bg-white p-5" noValidate>
        {account === null ? (
          <AccountFields
            email={typed.email ?? offer.invitedEmail}
            name={typed.name}
            errors={errors}
            signInHref={signInHref}
          />
        ) : (
          <p>
            As <b>{account.name}</b>, {account.email}. Not you? Sign out above, and open the link again.
          </p>
        )}
        <p>{`${offer.primaryName} sees your name and address, and can take the seat back.`}</p>
        <Button kind="main" wide>
          Take the seat
        </Button>
      </form>
    </div>
  );
}

function AccountFields({
  email,
  name,
  errors,
  signInHref,
}: {
  email: string;
  name: string | undefined;
  errors: FormErrors;
  signInHref: string;
}) {
  return (
    <>
      <p>
        Have an account already? <a href={signInHref}>Sign in</a>
      </p>
      <Field
        label="Name"
        name="name"
        autoComplete="name"
        maxLength={100}
        defaultValue={name}
        error={errors.name}
      />
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="email"
        maxLength={254}
        defaultValue={email}
        error={errors.email}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint={`At least ${PASSWORD_MIN} characters. A few words in a row are good.`}
        error={errors.password}
      />
    </>
  );
}
