import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff, type Staff } from "#app/auth/guards.server.ts";
import { getCatalogue } from "#app/db/catalogue.ts";
import { type Db, pools } from "#app/db/client.server.ts";
import { listOwnDecisions } from "#app/db/match-batches.ts";
import { findPair, listOtherMatches, type Pair } from "#app/db/match-pairs.ts";
import { countOpen, findNextOpen } from "#app/db/match-queue.ts";
import { measureRates, RATED_ITEMS } from "#app/db/match-rates.ts";
import { isOpen } from "#app/domain/match-decision.ts";
import { VERDICT_LABELS } from "#app/domain/match-review.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { countUpTo, number, share } from "#app/ui/desk/amounts.ts";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { DecideForms } from "#app/ui/desk/matches/decide-forms.tsx";
import { OwnDecisions } from "#app/ui/desk/matches/own-decisions.tsx";
import { MatchState, PairSheet } from "#app/ui/desk/matches/pair-sheet.tsx";
import { QueueFilterForm } from "#app/ui/desk/matches/queue-filter.tsx";
import { RateLine } from "#app/ui/desk/matches/rate-figures.tsx";
import { ErrorSummary } from "#app/ui/form.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { actorOf } from "../actor.ts";
import { useDeskFrame } from "../frame.ts";
import { formatCursor, formatPair, parsePair, type Review, readReview, reviewPath } from "./addresses.ts";
import { viewPair } from "./pair-view.server.ts";
import { reviewAction } from "./review-action.server.ts";

const NO_FILTER = readReview(new URLSearchParams());
/** Waiting matches are counted up to here. */
const CAP = 1_000;
/** Own decisions that can be taken back from here. */
const OWN = 10;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requireStaff(request, context, "pricing");
  const { db } = pools().staff;
  const asked = new URL(request.url).searchParams;
  const review = readReview(asked);
  const now = new Date();
  const [pair, frame] = await Promise.all([findCurrent(db, review), readFrame(db, staff, review, now)]);
  const next = pair === undefined ? undefined : cursorOf(pair);
  return {
    ...frame,
    pair: pair === undefined ? null : viewPair(pair, now),
    others: pair === undefined ? [] : await readOthers(db, pair, review),
    filter: { ...review.filter, order: review.order },
    isFiltered: reviewPath(review) !== reviewPath(NO_FILTER),
    isPastStart: review.after !== undefined,
    startHref: reviewPath(review),
    nextHref: reviewPath(review, next === undefined ? {} : { after: next }),
    action: reviewPath(review),
    undone: asked.get("undone"),
  };
}

/** The pair of the address, or the next one of the queue. */
async function findCurrent(db: Db, { pair, filter, order, after }: Review): Promise<Pair | undefined> {
  if (pair !== undefined) {
    const found = await findPair(db, pair);
    if (found === undefined) throw new Response("Not found", { status: 404, statusText: "Not Found" });
    return found;
  }
  const next = await findNextOpen(db, filter, order, after);
  return next && (await findPair(db, next));
}

function cursorOf(pair: Pair): string | undefined {
  if (pair.match === null) return undefined;
  const { queuePopularity: popularity, surenessBps, skuId, listingId } = pair;
  return formatCursor({ popularity, surenessBps, skuId, listingId });
}

async function readFrame(db: Db, staff: Staff, review: Review, now: Date) {
  const [catalogue, open, own, rates] = await Promise.all([
    getCatalogue(db),
    countOpen(db, review.filter, CAP + 1),
    listOwnDecisions(db, staff.account.id, OWN),
    measureRates(db, now, RATED_ITEMS),
  ]);
  return {
    open,
    rates,
    own: own.map(({ skuId, listingId, ...one }) => ({
      ...one,
      href: reviewPath(review, { pair: formatPair({ skuId, listingId }) }),
    })),
    retailers: rates.retailers.map(({ slug, name }) => ({ value: slug, label: name })),
    departments: catalogue.departments.map(({ slug, name }) => ({ value: slug, label: name })),
  };
}

async function readOthers(db: Db, pair: Pair, review: Review) {
  const others = await listOtherMatches(db, pair);
  return others.map(({ surenessBps, ...one }) => ({
    ...one,
    sureText: isOpen(one.status) ? `${share(surenessBps)} sure` : "",
    href: reviewPath(review, { pair: formatPair(one) }),
  }));
}

export async function action({ request, context }: ActionFunctionArgs) {
  const staff = await requireStaff(request, context, "pricing");
  const { db } = pools().staff;
  const review = readReview(new URL(request.url).searchParams);
  const form = await request.formData();
  const shown = parsePair(String(form.get("pair") ?? ""));
  // Where the queue goes on is told by the pair as it was while it waited.
  const before = shown && (await findPair(db, shown));
  const answer = await reviewAction(db, form, actorOf(staff, context), new Date());
  switch (answer.kind) {
    case "decided": {
      const after = before === undefined ? undefined : cursorOf(before);
      if (answer.deed === "reopen")
        return redirect(reviewPath(review, { pair: formatPair(answer.pair) }), 303);
      return redirect(reviewPath(review, after === undefined ? {} : { after }), 303);
    }
    case "undone":
      return redirect(reviewPath(review, { undone: answer.text }), 303);
    case "refused":
      return refused(db, shown, answer);
    default: {
      const impossible: never = answer;
      throw new Error(`Unknown answer ${JSON.stringify(impossible)}`);
    }
  }
}

/** The pair that was asked about stays on the screen, as it is now. */
async function refused(
  db: Db,
  shown: ReturnType<typeof parsePair>,
  {
    status,
    errors,
    typed,
  }: { status: number; errors: Record<string, string>; typed: Record<string, string> },
) {
  const now = new Date();
  const pair = shown && (await findPair(db, shown));
  return data({ errors, typed, pair: pair === undefined ? null : viewPair(pair, now) }, { status });
}

export default function MatchQueue() {
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const pair = refusal?.pair ?? page.pair;
  return (
    <DeskPage
      frame={useDeskFrame()}
      title="Matches"
      actions={
        <>
          <ButtonLink href="/desk/matches/sure">Sure ones at once</ButtonLink>
          <ButtonLink href="/desk/matches/rates">Match rates</ButtonLink>
        </>
      }
    >
      <RateLine {...page.rates} />
      <details open={page.isFiltered}>
        <summary>
          {`${countUpTo(page.open, CAP)} ${page.open === 1 ? "match waits" : "matches wait"}${page.isFiltered ? " with this filter" : ""}. `}
          {`Above: matched and fresh, of the ${number(page.rates.active)} most popular items.`}{" "}
          <b>Order and filter</b>
        </summary>
        <QueueFilterForm values={page.filter} retailers={page.retailers} departments={page.departments} />
      </details>
      {refusal && <ErrorSummary errors={refusal.errors} title="That was not done" />}
      {page.undone !== null && !refusal && <Notice kind="success">{page.undone}</Notice>}
      <div className="review">
        <div>
          {pair === null ? (
            <QueueEnd isPastStart={page.isPastStart && page.open > 0} startHref={page.startHref} />
          ) : (
            <>
              <PairSheet pair={pair} />
              <DecideForms
                key={`${pair.skuId}_${pair.listingId}`}
                pair={pair}
                action={page.action}
                errors={refusal?.errors ?? {}}
                typed={refusal?.typed ?? {}}
                nextHref={page.nextHref}
              />
            </>
          )}
        </div>
        <div>
          <OtherMatches others={page.others} />
          <OwnDecisions decisions={page.own} action={page.action} />
        </div>
      </div>
      <script src="/match-keys.js" defer />
    </DeskPage>
  );
}

function QueueEnd({ isPastStart, startHref }: { isPastStart: boolean; startHref: string }) {
  return isPastStart ? (
    <Notice title="That was the last one">
      What you passed over still waits.{" "}
      <a href={startHref} data-key="n">
        Start again
      </a>
    </Notice>
  ) : (
    <Notice title="Nothing waits">
      No match waits with this filter. The matcher looks at what is new every night and after each import.
    </Notice>
  );
}

type Other = {
  skuId: number;
  title: string;
  status: Parameters<typeof MatchState>[0]["status"];
  kind: keyof typeof VERDICT_LABELS;
  sureText: string;
  href: string;
};

function OtherMatches({ others }: { others: readonly Other[] }) {
  if (others.length === 0) return null;
  return (
    <section className="own-decisions">
      <h2>The same listing with other items</h2>
      <ol>
        {others.map((one) => (
          <li key={one.skuId}>
            <span>
              <a href={one.href}>{one.title}</a>
              <br />
              {`${VERDICT_LABELS[one.kind]}${one.sureText === "" ? "" : `, ${one.sureText}`}`}
            </span>
            <MatchState status={one.status} />
          </li>
        ))}
      </ol>
    </section>
  );
}
