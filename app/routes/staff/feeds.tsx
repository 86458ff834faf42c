import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/auth/guards.server.ts";
import { addFeedKey } from "#app/commands/add-feed-key.ts";
import { revokeFeedKey } from "#app/commands/revoke-feed-key.ts";
import { pools } from "#app/db/client.server.ts";
import { listFeedKeys } from "#app/db/feed-keys.ts";
import { listImportRetailers } from "#app/db/imports.ts";
import { newFeedKeySchema } from "#app/domain/feed.ts";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { FeedKeyForm } from "#app/ui/desk/feeds/feed-key-form.tsx";
import { FeedKeyTable } from "#app/ui/desk/feeds/feed-key-table.tsx";
import { ErrorSummary } from "#app/ui/form.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { actorOf } from "./actor.ts";
import { useDeskFrame } from "./frame.ts";

const MAX_LISTED = 200;

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, "administration");
  const { db } = pools().staff;
  const [keys, retailers] = await Promise.all([listFeedKeys(db, MAX_LISTED), listImportRetailers(db)]);
  return { keys, retailers, isRevoked: new URL(request.url).searchParams.get("done") === "revoked" };
}

/** A new key is answered in the page itself: it is shown once, and stands in no address. */
export async function action({ request, context }: ActionFunctionArgs) {
  const staff = await requireStaff(request, context, "administration");
  const { db } = pools().staff;
  const form = await request.formData();
  const revoked = form.get("revoke");
  if (typeof revoked === "string") {
    await revokeFeedKey(db, revoked, actorOf(staff, context), new Date());
    return redirect("/desk/feeds?done=revoked", 303);
  }
  const typed = {
    name: String(form.get("name") ?? ""),
    scope: String(form.get("scope") ?? ""),
    retailers: form.getAll("retailers").map(String),
  };
  const parsed = newFeedKeySchema.safeParse(typed);
  if (!parsed.success) {
    const errors: Record<string, string> = {};
    for (const { path, message } of parsed.error.issues) errors[String(path[0])] ??= message;
    return data({ token: null, errors, typed }, { status: 422 });
  }
  const added = await addFeedKey(db, parsed.data, actorOf(staff, context), new Date());
  if (added.ok) return data({ token: added.token, errors: {}, typed: null }, { status: 201 });
  const errors = { retailers: `There is no retailer ${added.slug} any more. Load the page again.` };
  return data({ token: null, errors, typed }, { status: 422 });
}

export default function Feeds() {
  const { keys, retailers, isRevoked } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors: Readonly<Record<string, string | undefined>> = answer?.errors ?? {};
  const token = answer?.token ?? null;
  return (
    <DeskPage frame={useDeskFrame()} title="Feeds">
      {token !== null && (
        <Notice kind="success" title="The new key">
          <p>Shown this once: hand it to the program that is to use it.</p>
          <p>
            <code className="break-all">{token}</code>
          </p>
        </Notice>
      )}
      {isRevoked && answer === undefined && (
        <Notice kind="success">The key is revoked. What it has sent stays, under its name.</Notice>
      )}
      <ErrorSummary errors={errors} title="No key was made" />
      <p className="max-w-prose">
        Programs send other clubs' prices to <code>POST /api/observations</code>, up to 1,000 at a time, each
        with a key of its own. They are held to the same rules as imported files.
      </p>
      <FeedKeyTable keys={keys} />
      <FeedKeyForm retailers={retailers} errors={errors} typed={answer?.typed ?? null} />
    </DeskPage>
  );
}
