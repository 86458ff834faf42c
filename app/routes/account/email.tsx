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
import { requestEmailChange } from "#app/commands/change-email.ts";
import { pools } from "#app/db/client.server.ts";
import { changeEmailSchema } from "#app/domain/account.ts";
import { parseForm } from "#app/http/forms.ts";
import { Breadcrumbs } from "#app/ui/breadcrumbs.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary, Field } from "#app/ui/form.tsx";

export const handle = { scripts: false };
export const headers = formHeaders;

export const meta: MetaFunction = () => [
  { title: "Another e-mail address - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = await requireAccount(request, context);
  return { email: account.email };
}

/** The same answer whether the new address has an account or not. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { account } = await requireAccount(request, context);
  const parsed = parseForm(changeEmailSchema, await request.formData());
  if (!parsed.ok) return refuse(parsed.errors, parsed.typed);
  const asked = { ...parsed.value, ...askedFrom(request, context), accountId: account.id };
  const result = await requestEmailChange(pools().door.db, asked);
  if (result.ok) return redirect("/account?done=email-sent", 303);
  switch (result.reason) {
    case "wrong-password":
      return refuse({ presentPassword: "This is not your password. Try again." }, parsed.typed);
    case "same-address":
      return refuse({ email: "This is the address that you have. Enter another one." }, parsed.typed);
    case "too-many-tries":
      return tooManyTries(result, parsed.typed);
    default: {
      const impossible: never = result;
      throw new Error(`Unknown result ${JSON.stringify(impossible)}`);
    }
  }
}

export default function ChangeEmail() {
  const { email } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const errors = refusal?.errors ?? {};
  return (
    <div className="grid max-w-md gap-6">
      <Breadcrumbs crumbs={[{ href: "/account", label: "Your account" }]} here="Another e-mail address" />
      <h1>Another e-mail address</h1>
      <p>
        Now it is <b className="break-all">{email}</b>. We send a link to the new one; the change counts once
        you have opened it.
      </p>
      <ErrorSummary errors={errors} title="That did not work" />
      <form method="post" action="/account/email" className="grid gap-4 bg-white p-5" noValidate>
        <Field
          label="New e-mail"
          name="email"
          type="email"
          autoComplete="email"
          maxLength={254}
          defaultValue={refusal?.typed.email}
          error={errors.email}
        />
        <Field
          label="Your password"
          name="presentPassword"
          type="password"
          autoComplete="current-password"
          error={errors.presentPassword}
        />
        <Button kind="main" wide>
          Send the link
        </Button>
      </form>
    </div>
  );
}
