import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/auth/guards.server.ts";
import { listConfirmed } from "#app/commands/decide-held.ts";
import { pools } from "#app/db/client.server.ts";
import { countHeld, listHeld } from "#app/db/held-observations.ts";
import { cappedCount } from "#app/domain/count-text.ts";
import { confirmsHeld } from "#app/domain/outlier.ts";
import { Button } from "#app/ui/button.tsx";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { HeldPrice } from "#app/ui/desk/held-price.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Pagination } from "#app/ui/pagination.tsx";
import { actorOf } from "./actor.ts";
import { formatTimeCursor, parseTimeCursor } from "./cursors.ts";
import { useDeskFrame } from "./frame.ts";
import { heldAction } from "./held-action.server.ts";

const PAGE = 20;
const COUNT_CAP = 1_000;

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, "pricing");
  const { db } = pools().staff;
  const asked = new URL(request.url).searchParams;
  const after = parseTimeCursor(asked.get("after"));
  const [found, waiting, confirmed] = await Promise.all([
    listHeld(db, { after, limit: PAGE + 1 }),
    countHeld(db, COUNT_CAP + 1),
    listConfirmed(db),
  ]);
  const last = found.length > PAGE ? found[PAGE - 1] : undefined;
  return {
    now: new Date(),
    held: found.slice(0, PAGE).map(({ laterMinor, ...one }) => ({
      ...one,
      history: [...one.history],
      confirmed: laterMinor.some((later) => confirmsHeld(one.priceMinor, later)),
    })),
    waitingText: cappedCount(waiting, COUNT_CAP),
    confirmed: confirmed.length,
    done: doneText(asked.get("done") ?? ""),
    firstHref: after === undefined ? null : "/desk/held",
    nextHref: last ? `/desk/held?after=${formatTimeCursor(last.heldAt, last.id)}` : null,
  };
}

function doneText(done: string): string | undefined {
  if (done === "accepted") return "Accepted: it is in the record now, and claims may stand on it.";
  if (done === "refused") return "Refused: it stays out, also when its file comes again.";
  const many = /^confirmed-(\d{1,6})$/.exec(done)?.[1];
  if (many === undefined) return undefined;
  return many === "1"
    ? "Accepted one price that a later check confirms."
    : `Accepted ${many} prices that a later check confirms.`;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const staff = await requireStaff(request, context, "pricing");
  const form = await request.formData();
  const answer = await heldAction(pools().staff.db, form, actorOf(staff, context), new Date());
  if (answer.kind === "done") throw redirect(`/desk/held?done=${answer.done}`);
  const { errors, typed } = answer;
  return data({ errors, typed }, { status: answer.status });
}

export default function Held() {
  const { now, held, waitingText, confirmed, done, firstHref, nextHref } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const isHere = held.some(({ id }) => id === refusal?.typed.id);
  return (
    <DeskPage
      frame={useDeskFrame()}
      title="Held prices"
      actions={
        confirmed > 0 && (
          <form method="post">
            <Button kind="main" name="intent" value="accept-confirmed">
              Accept {confirmed.toLocaleString("en-US")} seen again later
            </Button>
          </form>
        )
      }
    >
      {done && refusal === undefined && <Notice kind="success">{done}</Notice>}
      {refusal && !isHere && <Notice kind="error">{Object.values(refusal.errors)[0]}</Notice>}
      {held.length === 0 ? (
        <EmptyState title="Nothing is held">
          <p>
            A price that is five times off what its listing was seen for waits here before anything is claimed
            by it.
          </p>
        </EmptyState>
      ) : (
        <p>{waitingText} wait, the oldest first. Nothing is claimed by them until they are accepted.</p>
      )}
      {held.map((one) => (
        <HeldPrice
          key={one.id}
          held={one}
          now={now}
          error={refusal?.typed.id === one.id ? firstError(refusal.errors) : undefined}
          refusal={refusal?.typed.id === one.id ? refusal.typed.refusal : undefined}
        />
      ))}
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </DeskPage>
  );
}

function firstError(errors: Readonly<Record<string, string>>) {
  const [first] = Object.entries(errors);
  return first && { field: first[0], text: first[1] };
}
