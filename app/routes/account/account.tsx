import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { formHeaders, refuse, tooManyTries } from "#app/auth/form-answers.ts";
import { requireAccount } from "#app/auth/guards.server.ts";
import { hashedSessionOf } from "#app/auth/session.server.ts";
import { endSessions } from "#app/commands/end-session.ts";
import { requestVerification } from "#app/commands/verify-email.ts";
import { getAccount } from "#app/db/accounts.ts";
import { pools } from "#app/db/client.server.ts";
import { listSessionsOf } from "#app/db/sessions.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { deviceWords } from "#app/domain/device.ts";
import { parseForm } from "#app/http/forms.ts";
import { type AccountNote, accountNote } from "#app/ui/account/notes.ts";
import { SessionList } from "#app/ui/account/session-list.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/form.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { StateLabel } from "#app/ui/state-label.tsx";

export const handle = { scripts: false };
export const headers = formHeaders;

export const meta: MetaFunction = () => [
  { title: "Your account - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

const MAX_LISTED = 20;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireAccount(request, context);
  const db = pools().door.db;
  const [account, open] = await Promise.all([
    getAccount(db, viewer.account.id),
    listSessionsOf(db, viewer.account.id),
  ]);
  const now = new Date();
  const here = hashedSessionOf(request);
  const live = open.filter(({ expiresAt }) => expiresAt > now);
  // This one first, then the newest.
  const sorted = [
    ...live.filter(({ hashedId }) => hashedId === here),
    ...live.filter((s) => s.hashedId !== here),
  ];
  return {
    note: accountNote(new URL(request.url).searchParams.get("done")),
    name: account.name,
    email: account.email,
    isVerified: account.emailVerifiedAt !== null,
    more: sorted.length > MAX_LISTED,
    sessions: sorted.slice(0, MAX_LISTED).map(({ hashedId, createdAt, userAgent, ip }) => ({
      key: hashedId,
      device: deviceWords(userAgent),
      ip,
      since: formatCalendarDate(createdAt),
      isThis: hashedId === here,
    })),
  };
}

const accountActionSchema = z.discriminatedUnion("do", [
  z.object({ do: z.literal("send-verification") }),
  z.object({ do: z.literal("end-session"), session: z.string().max(100) }),
  z.object({ do: z.literal("end-others") }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { account } = await requireAccount(request, context);
  const parsed = parseForm(accountActionSchema, await request.formData());
  if (!parsed.ok) return refuse({ form: "That can't be done here. Use the buttons below." }, {}, 400);
  const db = pools().door.db;
  const by = { ip: context.ip, now: new Date(), requestId: context.requestId };
  const wish = parsed.value;
  switch (wish.do) {
    case "send-verification": {
      const { origin } = new URL(request.url);
      const sent = await requestVerification(db, { ...by, accountId: account.id, origin });
      if (sent.ok) return backWith("link-sent");
      return sent.reason === "verified" ? backWith("verified") : tooManyTries(sent);
    }
    case "end-session": {
      const ended = await endSessions(db, { ...by, account, which: { one: wish.session } });
      return ended.ok ? backWith("session") : tooManyTries(ended);
    }
    case "end-others": {
      const which = { allBut: hashedSessionOf(request) ?? "" };
      const ended = await endSessions(db, { ...by, account, which });
      return ended.ok ? backWith("sessions") : tooManyTries(ended);
    }
    default: {
      const impossible: never = wish;
      throw new Error(`Unknown wish ${JSON.stringify(impossible)}`);
    }
  }
}

function backWith(note: AccountNote) {
  return redirect(`/account?done=${note}`, 303);
}

export default function AccountPage() {
  const { note, name, email, isVerified, sessions, more } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  return (
    <div className="grid max-w-3xl gap-6">
      <h1>Your account</h1>
      {note !== null && refusal === undefined && <Notice kind="success">{note}</Notice>}
      <ErrorSummary errors={refusal?.errors ?? {}} title="That did not work" />
      <dl className="grid gap-x-6 bg-white p-5">
        <div className="border-concrete-200 border-b py-2">
          <dt>Name</dt>
          <dd>{name}</dd>
        </div>
        <div className="border-concrete-200 border-b py-2">
          <dt>E-mail</dt>
          <dd className="grid gap-2">
            <span className="break-all">
              {email}{" "}
              <StateLabel
                tone={isVerified ? "good" : "waiting"}
                text={isVerified ? "confirmed" : "not confirmed"}
              />
            </span>
            <a href="/account/email">Use another address</a>
          </dd>
        </div>
        <div className="border-concrete-200 border-b py-2">
          <dt>Card</dt>
          <dd>
            <a href="/account/photo">Photo on your card</a>
          </dd>
        </div>
        <div className="py-2">
          <dt>Password</dt>
          <dd>
            <a href="/account/password">Change the password</a>
          </dd>
        </div>
      </dl>
      {!isVerified && <NotConfirmed />}
      <p>
        <a href="/membership">Your membership</a>: card, plan, billing.
      </p>
      <SessionList sessions={sessions} more={more} />
    </div>
  );
}

function NotConfirmed() {
  return (
    <section className="grid max-w-prose gap-3">
      <h2>Please confirm your address</h2>
      <p>
        Receipts and the notice before every charge go there. Open the link that we send, so that we know that
        they arrive.
      </p>
      <form method="post" action="/account">
        <Button name="do" value="send-verification">
          Send a new link
        </Button>
      </form>
    </section>
  );
}
