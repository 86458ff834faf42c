import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireStaff } from "#app/auth/guards.server.ts";
import { confirmSureMatches, MAX_CONFIRMED_AT_ONCE } from "#app/commands/confirm-sure-matches.ts";
import { undoMatchDecision } from "#app/commands/undo-match-decision.ts";
import { type Db, pools } from "#app/db/client.server.ts";
import { listImportRetailers } from "#app/db/imports.ts";
import { listSure } from "#app/db/match-batches.ts";
import type { Actor } from "#app/domain/actor.ts";
import { parseForm } from "#app/http/forms.ts";
import { Button } from "#app/ui/button.tsx";
import { counted, share } from "#app/ui/desk/amounts.ts";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { Checkbox, ErrorSummary } from "#app/ui/form.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { type Column, DataTable } from "#app/ui/table.tsx";
import { actorOf } from "../actor.ts";
import { useDeskFrame } from "../frame.ts";
import { formatPair, parsePair } from "./addresses.ts";

/** Pairs that the page names: the first of the popular ones, and some from all over the list. */
const NAMED = 20;

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, "pricing");
  const { db } = pools().staff;
  const retailers = await listImportRetailers(db);
  const slug = new URL(request.url).searchParams.get("retailer");
  const retailer = retailers.find((one) => one.slug === slug) ?? retailers[0];
  if (retailer === undefined) throw new Response("Not found", { status: 404, statusText: "Not Found" });
  const found = await listSure(db, retailer.slug, MAX_CONFIRMED_AT_ONCE + 1);
  const sure = found.slice(0, MAX_CONFIRMED_AT_ONCE);
  return {
    retailers,
    retailer,
    sure: sure.length,
    hasMore: found.length > sure.length,
    named: sampleOf(sure).map((one) => ({ ...one, href: `/desk/matches?pair=${formatPair(one)}` })),
    /** What the confirmation is for: exactly these. */
    shown: sure.map(formatPair).join(" "),
  };
}

function sampleOf<T>(all: readonly T[]): T[] {
  if (all.length <= NAMED) return [...all];
  const step = all.length / NAMED;
  return Array.from({ length: NAMED }, (_, index) => all[Math.floor(index * step)] as T);
}

const schema = z.object({
  retailer: z.string().max(80),
  shown: z.string().max(MAX_CONFIRMED_AT_ONCE * 60),
  confirm: z.literal("on", "Tick the box: it says how many matches are confirmed."),
});

type Answer =
  | { kind: "done"; text: string; undo: string | null }
  | { kind: "refused"; errors: Readonly<Record<string, string>> };

export async function action({ request, context }: ActionFunctionArgs) {
  const staff = await requireStaff(request, context, "pricing");
  const { db } = pools().staff;
  const form = await request.formData();
  const actor = actorOf(staff, context);
  const answer = form.get("intent") === "undo" ? await undo(db, form, actor) : await confirm(db, form, actor);
  return data(answer, { status: answer.kind === "done" ? 200 : 422 });
}

async function confirm(db: Db, form: FormData, actor: Actor): Promise<Answer> {
  const parsed = parseForm(schema, form);
  if (!parsed.ok) return { kind: "refused", errors: parsed.errors };
  const { retailer, shown } = parsed.value;
  const pairs = shown.split(" ").flatMap((text) => parsePair(text) ?? []);
  if (pairs.length === 0 || pairs.length > MAX_CONFIRMED_AT_ONCE)
    return {
      kind: "refused",
      errors: { form: "Open this page again: it does not say which matches were shown." },
    };
  const { batchId, confirmed, leftOut } = await confirmSureMatches(
    db,
    { retailer, shown: pairs },
    actor,
    new Date(),
  );
  const rest =
    leftOut === 0
      ? ""
      : ` ${counted(leftOut, "was", "were")} decided or changed since, and left as they are.`;
  return {
    kind: "done",
    text: `${counted(confirmed, "match is", "matches are")} confirmed.${rest}`,
    undo: batchId,
  };
}

async function undo(db: Db, form: FormData, actor: Actor): Promise<Answer> {
  const id = z.uuid().safeParse(form.get("decision"));
  const result = id.success ? await undoMatchDecision(db, id.data, actor, new Date()) : undefined;
  if (result === undefined || !result.ok)
    return {
      kind: "refused",
      errors: { form: "Nothing to take back: it was taken back, or decided anew, since." },
    };
  const rest = result.moved === 0 ? "" : ` ${result.moved} had been decided anew since and stay.`;
  return {
    kind: "done",
    text: `${counted(result.undone, "match waits", "matches wait")} again.${rest}`,
    undo: null,
  };
}

type Row = { skuId: number; skuTitle: string; title: string; itemId: string; scoreBps: number; href: string };

const COLUMNS: readonly Column<Row>[] = [
  { header: "Our item", rowHeader: true, cell: (row) => row.skuTitle },
  {
    header: "Their listing",
    cell: (row) => <span className="words">{`${row.title} (item ${row.itemId})`}</span>,
  },
  { header: "Sure", numeric: true, cell: (row) => share(row.scoreBps) },
  {
    header: "",
    cell: (row) => (
      <a href={row.href} className="whitespace-nowrap">
        Side by side
      </a>
    ),
  },
];

export default function SureMatches() {
  const { retailers, retailer, sure, hasMore, named, shown } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const address = `/desk/matches/sure?retailer=${retailer.slug}`;
  return (
    <DeskPage
      frame={useDeskFrame()}
      title="Sure matches at once"
      actions={
        <a className="btn" href="/desk/matches">
          One by one
        </a>
      }
    >
      <nav aria-label="Retailer">
        <ul className="flex flex-wrap gap-2">
          {retailers.map((one) => (
            <li key={one.slug}>
              <a
                className="btn btn-small"
                href={`/desk/matches/sure?retailer=${one.slug}`}
                aria-current={one.slug === retailer.slug ? "page" : undefined}
              >
                {one.name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {answer?.kind === "refused" && <ErrorSummary errors={answer.errors} title="That was not done" />}
      {answer?.kind === "done" && <Done answer={answer} action={address} />}
      <p>
        Sure is: the same item and pack with 95 % and more, or the same bar code; unchanged since; and no
        other item or listing that could be meant instead.
      </p>
      {sure > 0 && (
        <form method="post" action={address} className="equivalent">
          <input type="hidden" name="retailer" value={retailer.slug} />
          <input type="hidden" name="shown" value={shown} />
          <Checkbox name="confirm" error={answer?.kind === "refused" ? answer.errors.confirm : undefined}>
            {`${counted(sure, "listing", "listings")} at ${retailer.name} ${sure === 1 ? "is" : "are"} the same item and pack as ours`}
          </Checkbox>
          <p>
            {hasMore
              ? `These are the ${sure} for the most popular items; the next ones come afterwards. `
              : ""}
            Only what this page was made with is confirmed, and it can be taken back as one.
          </p>
          <Button kind="main">{`Confirm ${counted(sure, "match", "matches")}`}</Button>
        </form>
      )}
      <DataTable
        caption={
          named.length < sure ? `${named.length} of the ${sure}, from all over the list` : "All of them"
        }
        columns={COLUMNS}
        rows={named}
        rowKey={(row) => row.href}
        emptyText={`No sure match waits at ${retailer.name}.`}
      />
    </DeskPage>
  );
}

function Done({ answer, action }: { answer: Extract<Answer, { kind: "done" }>; action: string }) {
  return (
    <Notice kind="success" title="Done">
      {answer.text}
      {answer.undo !== null && (
        <form method="post" action={action}>
          <input type="hidden" name="decision" value={answer.undo} />
          <Button name="intent" value="undo" size="small">
            Take all of it back
          </Button>
        </form>
      )}
    </Notice>
  );
}
