import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { formHeaders, refuse, tooManyTries } from "#app/auth/form-answers.ts";
import { getViewer } from "#app/auth/viewer.server.ts";
import { requestPasswordReset } from "#app/commands/request-password-reset.ts";
import { pools } from "#app/db/client.server.ts";
import { resetRequestSchema } from "#app/domain/account.ts";
import { parseForm } from "#app/http/forms.ts";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary, Field } from "#app/ui/form.tsx";
import { Notice } from "#app/ui/notice.tsx";

export const handle = { scripts: false };
export const headers = formHeaders;

export const meta: MetaFunction = () => [
  { title: "A new password - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(request, context);
  return {
    isSent: new URL(request.url).searchParams.has("sent"),
    email: viewer.kind === "visitor" ? "" : viewer.account.email,
  };
}

/** The same answer whether the address has an account or not. */
export async function action({ request, context }: ActionFunctionArgs) {
  const parsed = parseForm(resetRequestSchema, await request.formData());
  if (!parsed.ok) return refuse(parsed.errors, parsed.typed);
  const asked = await requestPasswordReset(pools().door.db, {
    email: parsed.value.email,
    ip: context.ip,
    origin: new URL(request.url).origin,
    now: new Date(),
  });
  if (!asked.ok) return tooManyTries(asked, parsed.typed);
  return redirect("/forgot-password?sent", 303);
}

export default function ForgotPassword() {
  const { isSent, email } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const errors = refusal?.errors ?? {};
  return (
    <div className="grid max-w-md gap-6">
      <h1>A new password</h1>
      {isSent && refusal === undefined && (
        <Notice kind="success" title="Look into your mail">
          <p>
            If the address has an account, a link is on its way there. It works once, for an hour. Nothing
            came? Look into the spam folder, or ask again below.
          </p>
        </Notice>
      )}
      <ErrorSummary errors={errors} title="That did not work" />
      <form method="post" action="/forgot-password" className="grid gap-4 bg-white p-5" noValidate>
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          hint="The address of your account. We send a link to it."
          maxLength={254}
          defaultValue={refusal?.typed.email ?? email}
          error={errors.email}
        />
        <Button kind="main" wide>
          Send the link
        </Button>
      </form>
      <p>
        You know it after all? <a href="/sign-in">Sign in</a>
      </p>
    </div>
  );
}
