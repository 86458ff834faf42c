import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { askedFrom, tokenOf } from "#app/auth/asked-from.ts";
import { linkHeaders, refuse, statusOf, tooManyTries } from "#app/auth/form-answers.ts";
import { resetPassword } from "#app/commands/reset-password.ts";
import { findLink } from "#app/commands/spend-link.ts";
import { pools } from "#app/db/client.server.ts";
import { PASSWORD_IS_ADDRESS, resetPasswordSchema } from "#app/domain/account.ts";
import { parseForm } from "#app/http/forms.ts";
import { LinkProblem } from "#app/ui/account/link-problem.tsx";
import { NewPasswordField } from "#app/ui/account/new-password-field.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/form.tsx";

export const handle = { scripts: false };
export const headers = linkHeaders;

export const meta: MetaFunction = () => [
  { title: "Choose a new password - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

/** Opening the link uses nothing up: programs that check mails open links too. */
export async function loader({ request }: LoaderFunctionArgs) {
  const link = { token: tokenOf(request), purpose: "reset-password", now: new Date() } as const;
  const seen = await findLink(pools().door.db, link);
  if (!seen.ok) return data({ problem: seen.problem, email: "" }, { status: statusOf(seen.problem) });
  return data({ problem: null, email: seen.token.email });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const parsed = parseForm(resetPasswordSchema, await request.formData());
  if (!parsed.ok) return refuse(parsed.errors);
  const { password } = parsed.value;
  const asked = { token: tokenOf(request), password, ...askedFrom(request, context) };
  const reset = await resetPassword(pools().door.db, asked);
  if (reset.ok) return redirect("/sign-in?done=password", 303);
  switch (reset.reason) {
    case "link":
      return refuse({}, {}, statusOf(reset.problem));
    case "password-is-address":
      return refuse({ password: PASSWORD_IS_ADDRESS });
    case "too-many-tries":
      return tooManyTries(reset);
    default: {
      const impossible: never = reset;
      throw new Error(`Unknown result ${JSON.stringify(impossible)}`);
    }
  }
}

export default function ResetPassword() {
  const { problem, email } = useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors ?? {};
  if (problem !== null) {
    return (
      <LinkProblem purpose="reset-password" problem={problem}>
        <ButtonLink href="/forgot-password" kind="main">
          Ask for a new link
        </ButtonLink>
      </LinkProblem>
    );
  }
  return (
    <div className="grid max-w-md gap-6">
      <h1>Choose a new password</h1>
      <ErrorSummary errors={errors} title="That did not work" />
      <form method="post" className="grid gap-4 bg-white p-5" noValidate>
        <p>
          For <b className="break-all">{email}</b>
        </p>
        <NewPasswordField email={email} error={errors.password} />
        <Button kind="main" wide>
          Set this password
        </Button>
      </form>
      <p>You will be signed out everywhere, and sign in with the new password.</p>
    </div>
  );
}
