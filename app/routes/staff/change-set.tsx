import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { validate as isUuid } from "uuid";
import { requireStaff } from "#app/auth/guards.server.ts";
import {
  type ChangeSet,
  countBlocked,
  findChangeSet,
  findTakeBackOf,
  listBlocked,
  listChanges,
} from "#app/db/change-sets.ts";
import { type Db, pools } from "#app/db/client.server.ts";
import { countChanges, listMovedSinceDraft, listMovedSincePublished } from "#app/db/club-prices.ts";
import { ChangeSetActions } from "#app/ui/desk/change-set-actions.tsx";
import { BlockedTable, MovedSinceDraft, MovedSincePublished } from "#app/ui/desk/change-set-notes.tsx";
import { ChangeSetFacts, TallyFigures } from "#app/ui/desk/change-set-words.tsx";
import { ChangeTable } from "#app/ui/desk/change-table.tsx";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { ErrorSummary } from "#app/ui/form.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Pagination } from "#app/ui/pagination.tsx";
import { actorOf } from "./actor.ts";
import { changeSetAction } from "./change-set-action.server.ts";
import { parseItemNumber } from "./cursors.ts";
import { useDeskFrame } from "./frame.ts";

const PAGE = 50;
/** Blocked SKUs and SKUs that have moved are named up to here. */
const NAMED = 50;
const DIRECTIONS = ["raised", "lowered", "first"] as const;
const DIRECTION_WORDS = { raised: "Up", lowered: "Down", first: "First prices" } as const;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireStaff(request, context, "pricing");
  const { db } = pools().staff;
  const changeSet = isUuid(params.changeSet) ? await findChangeSet(db, params.changeSet ?? "") : undefined;
  if (changeSet === undefined) throw new Response("Not found", { status: 404, statusText: "Not Found" });
  const asked = new URL(request.url).searchParams;
  const only = DIRECTIONS.find((one) => one === asked.get("only"));
  const afterSku = parseItemNumber(asked.get("after"));
  const [changes, moves, blockedCounts, blocked, notes] = await Promise.all([
    listChanges(db, changeSet.id, { afterSku, only, limit: PAGE + 1 }),
    countChanges(db, changeSet.id),
    countBlocked(db, changeSet.id),
    listBlocked(db, changeSet.id, { limit: NAMED }),
    readNotes(db, changeSet),
  ]);
  const last = changes.length > PAGE ? changes[PAGE - 1] : undefined;
  const query = `/desk/change-sets/${changeSet.id}?only=${only ?? ""}`;
  return {
    changeSet,
    moves,
    changes: changes.slice(0, PAGE),
    only,
    blocked: { counts: blockedCounts, first: blocked },
    ...notes,
    published: asked.get("done") === "published",
    firstHref: afterSku === undefined ? null : query,
    nextHref: last ? `${query}&after=${last.skuId}` : null,
  };
}

/** What has happened around the change set: prices that moved since, and what takes it back. */
async function readNotes(db: Db, { id, state }: ChangeSet) {
  const [movedSinceDraft, movedSincePublished, takenBackBy] = await Promise.all([
    state === "draft" ? listMovedSinceDraft(db, id, NAMED) : { count: 0, first: [] },
    state === "published" ? listMovedSincePublished(db, id, { limit: NAMED }) : [],
    findTakeBackOf(db, id),
  ]);
  return { movedSinceDraft, movedSincePublished, takenBackBy: takenBackBy ?? null };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requireStaff(request, context, "pricing");
  const id = params.changeSet ?? "";
  if (!isUuid(id)) throw new Response("Not found", { status: 404, statusText: "Not Found" });
  const form = await request.formData();
  const answer = await changeSetAction(pools().staff.db, id, form, actorOf(staff, context), new Date());
  if (answer.kind === "go") return redirect(answer.to, 303);
  return data({ errors: answer.errors }, { status: answer.status });
}

export default function ChangeSetPage() {
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const { changeSet, moves, takenBackBy } = page;
  return (
    <DeskPage frame={useDeskFrame()} title={changeSet.name}>
      {refusal && <ErrorSummary errors={refusal.errors} title="That was not done" />}
      {page.published && !refusal && (
        <Notice kind="success" title="Published">
          Members see these prices now.
        </Notice>
      )}
      <ChangeSetFacts changeSet={changeSet} />
      {changeSet.tally && <TallyFigures tally={changeSet.tally} />}
      <MovedSinceDraft moved={page.movedSinceDraft} />
      <ChangeSetActions
        state={changeSet.state}
        moves={moves}
        takenBackBy={takenBackBy}
        errors={refusal?.errors ?? {}}
      />
      <nav aria-label="Which prices">
        <ul className="flex flex-wrap gap-2">
          <li>
            <a className="btn btn-small" href={`/desk/change-sets/${changeSet.id}`}>
              All
            </a>
          </li>
          {DIRECTIONS.map((one) => (
            <li key={one}>
              <a
                className="btn btn-small"
                href={`/desk/change-sets/${changeSet.id}?only=${one}`}
                aria-current={page.only === one ? "page" : undefined}
              >
                {page.only === one ? <b>{DIRECTION_WORDS[one]}</b> : DIRECTION_WORDS[one]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <ChangeTable rows={page.changes} emptyText="No price here." />
      <Pagination previousHref={page.firstHref} nextHref={page.nextHref} />
      <BlockedTable blocked={page.blocked} />
      <MovedSincePublished moved={page.movedSincePublished} limit={NAMED} />
    </DeskPage>
  );
}
