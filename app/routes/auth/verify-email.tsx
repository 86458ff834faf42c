import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { tokenOf } from "#app/auth/asked-from.ts";
import { linkHeaders, refuse, statusOf, tooManyTries } from "#app/auth/form-answers.ts";
import { getViewer } from "#app/auth/viewer.server.ts";
import { findLink } from "#app/commands/spend-link.ts";
import { verifyEmail } from "#app/commands/verify-email.ts";
import { pools } from "#app/db/client.server.ts";
import { LinkProblem } from "#app/ui/account/link-problem.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/form.tsx";
import { Notice } from "#app/ui/notice.tsx";

export const handle = { scripts: false };
export const headers = linkHeaders;

export const meta: MetaFunction = () => [
  { title: "Confirm your address - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

/** Opening the link confirms nothing: programs that check mails open links too. Only the button does. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  if (new URL(request.url).searchParams.has("done")) return { state: "done" as const };
  const link = { token: tokenOf(request), purpose: "verify-email", now: new Date() } as const;
  const seen = await findLink(pools().door.db, link);
  if (seen.ok) return { state: "open" as const, email: seen.token.email };
  const isSignedIn = (await getViewer(request, context)).kind !== "visitor";
  const { problem } = seen;
  return data({ state: "problem" as const, problem, isSignedIn }, { status: statusOf(problem) });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { ip, requestId } = context;
  const asked = { token: tokenOf(request), ip, now: new Date(), requestId };
  const verified = await verifyEmail(pools().door.db, asked);
  if (verified.ok) return redirect("/verify-email?done", 303);
  return verified.reason === "link" ? refuse({}, {}, statusOf(verified.problem)) : tooManyTries(verified);
}

export default function VerifyEmail() {
  const page = useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors ?? {};
  switch (page.state) {
    case "done":
      return (
        <div className="grid max-w-md gap-6">
          <h1>Confirm your address</h1>
          <Notice kind="success">Thank you. Your e-mail address is confirmed.</Notice>
          <p>
            <a href="/account">Your account</a>
          </p>
        </div>
      );
    case "problem":
      return (
        <LinkProblem purpose="verify-email" problem={page.problem}>
          <WayOn isUsed={page.problem === "used"} isSignedIn={page.isSignedIn} />
        </LinkProblem>
      );
    case "open":
      return (
        <div className="grid max-w-md gap-6">
          <h1>Is this your address?</h1>
          <ErrorSummary errors={errors} title="That did not work" />
          <form method="post" className="grid gap-4 bg-white p-5">
            <p>
              <b className="break-all">{page.email}</b>
            </p>
            <Button kind="main" wide>
              Yes, this is my address
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

function WayOn({ isUsed, isSignedIn }: { isUsed: boolean; isSignedIn: boolean }) {
  if (isUsed) return <ButtonLink href="/account">Your account</ButtonLink>;
  if (!isSignedIn) {
    return (
      <ButtonLink href="/sign-in?then=%2Faccount" kind="main">
        Sign in to have a new one sent
      </ButtonLink>
    );
  }
  return (
    <form method="post" action="/account">
      <Button kind="main" name="do" value="send-verification">
        Send a new link
      </Button>
    </form>
  );
}
