import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { askedFrom, tokenOf } from "#app/auth/asked-from.ts";
import { linkHeaders, refuse, statusOf, tooManyTries } from "#app/auth/form-answers.ts";
import { hashedSessionOf } from "#app/auth/session.server.ts";
import { changeEmail } from "#app/commands/change-email.ts";
import { findLink } from "#app/commands/spend-link.ts";
import { pools } from "#app/db/client.server.ts";
import { LinkProblem } from "#app/ui/account/link-problem.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/form.tsx";
import { Notice } from "#app/ui/notice.tsx";

export const handle = { scripts: false };
export const headers = linkHeaders;

export const meta: MetaFunction = () => [
  { title: "Your new address - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

/** Opening the link changes nothing: programs that check mails open links too. Only the button does. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  if (searchParams.has("done")) return { state: "done" as const };
  if (searchParams.has("taken")) return { state: "taken" as const };
  const link = { token: tokenOf(request), purpose: "change-email", now: new Date() } as const;
  const seen = await findLink(pools().door.db, link);
  if (seen.ok) return { state: "open" as const, email: seen.token.email };
  const { problem } = seen;
  return data({ state: "problem" as const, problem }, { status: statusOf(problem) });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const keptSession = hashedSessionOf(request);
  const asked = { token: tokenOf(request), keptSession, ...askedFrom(request, context) };
  const changed = await changeEmail(pools().door.db, asked);
  if (changed.ok) return redirect("/confirm-email?done", 303);
  switch (changed.reason) {
    case "link":
      return refuse({}, {}, statusOf(changed.problem));
    case "address-taken":
      return redirect("/confirm-email?taken", 303);
    case "too-many-tries":
      return tooManyTries(changed);
    default: {
      const impossible: never = changed;
      throw new Error(`Unknown result ${JSON.stringify(impossible)}`);
    }
  }
}

export default function ConfirmEmail() {
  const page = useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors ?? {};
  switch (page.state) {
    case "done":
      return (
        <Outcome>
          <Notice kind="success">
            Your e-mail address is changed: sign in with it from now on. Everywhere else you are signed out.
          </Notice>
          <ButtonLink href="/account">Your account</ButtonLink>
        </Outcome>
      );
    case "taken":
      return (
        <Outcome>
          <Notice kind="error">
            Another account has this address by now. Yours keeps the one that it has.
          </Notice>
          <ButtonLink href="/account/email">Use another address</ButtonLink>
        </Outcome>
      );
    case "problem":
      return (
        <LinkProblem purpose="change-email" problem={page.problem}>
          {page.problem === "used" ? (
            <ButtonLink href="/account">Your account</ButtonLink>
          ) : (
            <ButtonLink href="/account/email" kind="main">
              Ask for a new link
            </ButtonLink>
          )}
        </LinkProblem>
      );
    case "open":
      return (
        <div className="grid max-w-md gap-6">
          <h1>Your new address</h1>
          <ErrorSummary errors={errors} title="That did not work" />
          <form method="post" className="grid gap-4 bg-white p-5">
            <p>
              Your account moves to <b className="break-all">{page.email}</b>. We tell the old address.
            </p>
            <Button kind="main" wide>
              Use this address
            </Button>
          </form>
        </div>
      );
    default: {
      const impossible: never = page;
      throw new Error(`Unknown state ${JSON.stringify(impossible)}`);
    }
  }
}

function Outcome({ children }: { children: ReactNode }) {
  return (
    <div className="grid max-w-md gap-6">
      <h1>Your new address</h1>
      {children}
    </div>
  );
}
