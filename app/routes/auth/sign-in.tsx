import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { formHeaders, refuse, tooManyTries } from "#app/auth/form-answers.ts";
import { openSession, sessionIdOf } from "#app/auth/session.server.ts";
import { safeThen } from "#app/auth/then.ts";
import { getViewer } from "#app/auth/viewer.server.ts";
import { signIn } from "#app/commands/sign-in.ts";
import { pools } from "#app/db/client.server.ts";
import { signInSchema } from "#app/domain/account.ts";
import { parseForm } from "#app/http/forms.ts";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary, Field } from "#app/ui/form.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { signedInHeaders } from "../list/moved-list.server.ts";

export const handle = { scripts: false };
export const headers = formHeaders;

export const meta: MetaFunction = () => [
  { title: "Sign in - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

function thenOf(request: Request): string {
  return safeThen(new URL(request.url).searchParams.get("then"), "/");
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(request, context);
  if (viewer.kind !== "visitor") throw redirect(thenOf(request), 303);
  const hasNewPassword = new URL(request.url).searchParams.get("done") === "password";
  return { next: thenOf(request), hasNewPassword };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const parsed = parseForm(signInSchema, await request.formData());
  if (!parsed.ok) return refuse(parsed.errors, parsed.typed);
  const db = pools().door.db;
  const now = new Date();
  const result = await signIn(db, { ...parsed.value, ip: context.ip, now });
  if (result.ok) {
    const origin = { ip: context.ip, userAgent: request.headers.get("User-Agent") ?? "", now };
    const cookie = await openSession(db, result.accountId, origin, sessionIdOf(request));
    const headers = await signedInHeaders(request, result.accountId, cookie);
    return redirect(thenOf(request), { status: 303, headers });
  }
  const { typed } = parsed;
  switch (result.reason) {
    case "wrong":
      return refuse({ form: "This address and password don't open an account. Check both." }, typed);
    case "too-many-tries":
      return tooManyTries(result, typed);
    default: {
      const impossible: never = result;
      throw new Error(`Unknown result ${JSON.stringify(impossible)}`);
    }
  }
}

export default function SignIn() {
  const { next, hasNewPassword } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const errors = refusal?.errors ?? {};
  return (
    <div className="grid max-w-md gap-6">
      <h1>Sign in</h1>
      {hasNewPassword && refusal === undefined && (
        <Notice kind="success">Your password is changed. Sign in with it.</Notice>
      )}
      <ErrorSummary errors={errors} title="That did not work" />
      <form
        method="post"
        action={`/sign-in?then=${encodeURIComponent(next)}`}
        className="grid gap-4 bg-white p-5"
        noValidate
      >
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          maxLength={254}
          defaultValue={refusal?.typed.email}
          error={errors.email}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          error={errors.password}
        />
        <Button kind="main" wide>
          Sign in
        </Button>
      </form>
      <p>
        <a href="/forgot-password">You don't know your password any more?</a>
      </p>
      <p>
        Not a member yet? <a href="/join">See the plans</a>
      </p>
    </div>
  );
}
