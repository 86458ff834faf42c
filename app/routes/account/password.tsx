import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { askedFrom } from "#app/auth/asked-from.ts";
import { formHeaders, refuse, tooManyTries } from "#app/auth/form-answers.ts";
import { requireAccount } from "#app/auth/guards.server.ts";
import { hashedSessionOf } from "#app/auth/session.server.ts";
import { changePassword } from "#app/commands/change-password.ts";
import { pools } from "#app/db/client.server.ts";
import { changePasswordSchema, PASSWORD_IS_ADDRESS } from "#app/domain/account.ts";
import { parseForm } from "#app/http/forms.ts";
import { NewPasswordField } from "#app/ui/account/new-password-field.tsx";
import { Breadcrumbs } from "#app/ui/breadcrumbs.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary, Field } from "#app/ui/form.tsx";

export const handle = { scripts: false };
export const headers = formHeaders;

export const meta: MetaFunction = () => [
  { title: "Another password - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = await requireAccount(request, context);
  return { email: account.email };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { account } = await requireAccount(request, context);
  const parsed = parseForm(changePasswordSchema, await request.formData());
  if (!parsed.ok) return refuse(parsed.errors);
  const who = { accountId: account.id, keptSession: hashedSessionOf(request) };
  const asked = { ...parsed.value, ...who, ...askedFrom(request, context) };
  const changed = await changePassword(pools().door.db, asked);
  if (changed.ok) return redirect("/account?done=password", 303);
  switch (changed.reason) {
    case "wrong-password":
      return refuse({ presentPassword: "This is not your present password. Try again." });
    case "password-is-address":
      return refuse({ password: PASSWORD_IS_ADDRESS });
    case "too-many-tries":
      return tooManyTries(changed);
    default: {
      const impossible: never = changed;
      throw new Error(`Unknown result ${JSON.stringify(impossible)}`);
    }
  }
}

export default function ChangePassword() {
  const { email } = useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors ?? {};
  return (
    <div className="grid max-w-md gap-6">
      <Breadcrumbs crumbs={[{ href: "/account", label: "Your account" }]} here="Another password" />
      <h1>Another password</h1>
      <ErrorSummary errors={errors} title="That did not work" />
      <form method="post" action="/account/password" className="grid gap-4 bg-white p-5" noValidate>
        <Field
          label="Present password"
          name="presentPassword"
          type="password"
          autoComplete="current-password"
          error={errors.presentPassword}
        />
        <NewPasswordField email={email} error={errors.password} />
        <Button kind="main" wide>
          Change the password
        </Button>
      </form>
      <p>
        Everywhere else you will be signed out. You don't know the present one?{" "}
        <a href="/forgot-password">Have a link sent</a>
      </p>
    </div>
  );
}
