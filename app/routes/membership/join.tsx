import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { openSession, sessionIdOf } from "#app/auth/session.server.ts";
import { getViewer, viewerDb } from "#app/auth/viewer.server.ts";
import { tryOnce } from "#app/commands/sign-in.ts";
import { signUp } from "#app/commands/sign-up.ts";
import { type JoinRefusal, offerTerms, startJoin } from "#app/commands/start-join.ts";
import { pools } from "#app/db/client.server.ts";
import { findPlan } from "#app/db/plans.ts";
import { newAccountSchema, PASSWORD_MIN } from "#app/domain/account.ts";
import { JOIN_BY_ACCOUNT, tooManyTriesText } from "#app/domain/rate-limit.ts";
import { type FormErrors, parseForm, type Typed } from "#app/http/forms.ts";
import { stripe } from "#app/stripe/client.ts";
import { Button } from "#app/ui/button.tsx";
import { Checkbox, ErrorSummary, Field } from "#app/ui/form.tsx";
import { Steps } from "#app/ui/steps.tsx";
import { TermsText } from "#app/ui/terms-text.tsx";
import { signedInHeaders } from "../list/moved-list.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page ? `Join ${page.plan.name} - Tallyhouse` : "Join - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = await getViewer(request, context);
  if (viewer.kind !== "visitor" && viewer.membership?.entitled) throw redirect("/membership", 303);
  const plan = await findPlan(viewerDb(viewer), params.plan ?? "");
  if (plan === undefined || !plan.onSale) throw new Response("Not found", { status: 404 });
  const { terms, sentence, shownTerms } = offerTerms(plan, new Date());
  return {
    plan: { slug: plan.slug, name: plan.name },
    sections: terms.sections,
    sentence,
    shownTerms,
    passwordMin: PASSWORD_MIN,
    account: viewer.kind === "visitor" ? null : { name: viewer.account.name, email: viewer.account.email },
  };
}

const agreementSchema = z.object({
  agree: z.literal(
    "yes",
    "Tick the box if you agree to the terms. Without it we can't take your membership.",
  ),
  shownTerms: z.string().max(100),
});

export async function action({ request, context, params }: ActionFunctionArgs) {
  const viewer = await getViewer(request, context);
  const form = await request.formData();
  const now = new Date();
  const origin = { ip: context.ip, userAgent: request.headers.get("User-Agent") ?? "", now };
  const agreement = parseForm(agreementSchema, form);
  const opened = await accountFor(viewer, request, form, origin, agreement.ok);
  const headers: HeadersInit =
    opened.ok && opened.cookie !== null
      ? await signedInHeaders(request, opened.accountId, opened.cookie)
      : {};
  if (!agreement.ok || !opened.ok) {
    const errors = { ...(opened.ok ? {} : opened.errors), ...(agreement.ok ? {} : agreement.errors) };
    return data({ errors, typed: agreement.typed }, { status: 422, headers });
  }
  const db = pools().door.db;
  const tries = await tryOnce(db, JOIN_BY_ACCOUNT, opened.accountId, now);
  if (!tries.ok) {
    const errors: FormErrors = { form: tooManyTriesText(tries.retryAfterSeconds) };
    return data({ errors, typed: agreement.typed }, { status: 429, headers });
  }
  const joined = await startJoin(
    { db, stripe: stripe() },
    {
      ...origin,
      accountId: opened.accountId,
      planSlug: params.plan ?? "",
      shownTerms: agreement.value.shownTerms,
      origin: new URL(request.url).origin,
    },
  );
  if (joined.ok) return redirect(joined.checkoutUrl, { status: 303, headers });
  if (joined.reason === "already-member") return redirect("/membership", { status: 303, headers });
  return refused(joined.reason, agreement.typed, headers);
}

type OpenedAccount =
  | { readonly ok: true; readonly accountId: string; readonly cookie: string | null }
  | { readonly ok: false; readonly errors: FormErrors };

/** Whose membership it will be: the viewer's, or that of the account in the form. None is opened before the box is ticked. */
async function accountFor(
  viewer: Awaited<ReturnType<typeof getViewer>>,
  request: Request,
  form: FormData,
  origin: { ip: string; userAgent: string; now: Date },
  agreed: boolean,
): Promise<OpenedAccount> {
  if (viewer.kind !== "visitor") return { ok: true, accountId: viewer.account.id, cookie: null };
  const parsed = parseForm(newAccountSchema, form);
  if (!parsed.ok) return { ok: false, errors: parsed.errors };
  if (!agreed) return { ok: false, errors: {} };
  const db = pools().door.db;
  const signedUp = await signUp(db, parsed.value, { ...origin, origin: new URL(request.url).origin });
  if (signedUp.ok) {
    const cookie = await openSession(db, signedUp.accountId, origin, sessionIdOf(request));
    return { ok: true, accountId: signedUp.accountId, cookie };
  }
  if (signedUp.reason === "too-many-tries") {
    return { ok: false, errors: { form: tooManyTriesText(signedUp.retryAfterSeconds) } };
  }
  return {
    ok: false,
    errors: {
      email: "We can't open an account with this address and password. Sign in, or use another address.",
    },
  };
}

const REFUSALS: Readonly<Record<Exclude<JoinRefusal, "already-member">, { status: number; text: string }>> = {
  "plan-not-on-sale": { status: 404, text: "This plan is not on sale any more. Choose another one." },
  "terms-changed": {
    status: 409,
    text: "The terms changed since you opened this page: a date or an amount. Please read them again, then tick the box.",
  },
  "subscription-open": {
    status: 409,
    text: "You have a subscription whose payment is open. Settle it on your membership page instead of joining again.",
  },
  "household-seat": {
    status: 409,
    text: "You have a seat in somebody else's membership. It must be given up before you can join on your own.",
  },
  suspended: { status: 403, text: "Your membership is suspended. Please write to us before you join again." },
  "billing-unavailable": {
    status: 503,
    text: "Our payment provider does not answer just now. Nothing was charged. Please try again in a minute.",
  },
};

function refused(
  reason: Exclude<JoinRefusal, "already-member">,
  { agree: _agree, ...typed }: Record<string, string>,
  headers: HeadersInit,
) {
  const { status, text } = REFUSALS[reason];
  const errors: FormErrors = { form: text };
  return data({ errors, typed: typed as Typed }, { status, headers });
}

export default function Join() {
  const { plan, sections, sentence, shownTerms, passwordMin, account } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const errors: FormErrors = refusal?.errors ?? {};
  const typed: Typed = refusal?.typed ?? {};
  return (
    <div className="grid max-w-3xl gap-6">
      <Steps label="Joining" steps={["Plan", "Account and terms", "Pay"]} current={1} />
      <h1>{`Join ${plan.name}`}</h1>
      <ErrorSummary errors={errors} />
      <form method="post" className="grid gap-6" noValidate>
        <input type="hidden" name="shownTerms" value={shownTerms} />
        {account === null ? (
          <AccountFields planSlug={plan.slug} passwordMin={passwordMin} errors={errors} typed={typed} />
        ) : (
          <p>
            Joining as <b>{account.name}</b>, {account.email}.
          </p>
        )}
        <section className="grid gap-4 bg-white p-5">
          <h2>Your terms</h2>
          <TermsText sections={sections} level={3} />
          <Checkbox
            name="agree"
            value="yes"
            error={errors.agree}
            defaultChecked={typed.agree === "yes"}
            required
          >
            {sentence}
          </Checkbox>
        </section>
        <div className="grid gap-2">
          <Button kind="main" size="large">
            Go on to pay
          </Button>
          <p>You pay on Stripe's own page. We never see your card.</p>
        </div>
      </form>
    </div>
  );
}

function AccountFields({
  planSlug,
  passwordMin,
  errors,
  typed,
}: {
  planSlug: string;
  passwordMin: number;
  errors: FormErrors;
  typed: Typed;
}) {
  return (
    <section className="grid gap-4 bg-white p-5">
      <h2>Your account</h2>
      <p>
        Have one already? <a href={`/sign-in?then=${encodeURIComponent(`/join/${planSlug}`)}`}>Sign in</a>
      </p>
      <Field
        label="Name"
        name="name"
        autoComplete="name"
        maxLength={100}
        defaultValue={typed.name}
        error={errors.name}
      />
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="email"
        maxLength={254}
        defaultValue={typed.email}
        error={errors.email}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint={`At least ${passwordMin} characters. A few words in a row are good.`}
        error={errors.password}
      />
    </section>
  );
}
