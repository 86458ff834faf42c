import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getViewer, viewerDb } from "#app/auth/viewer.server.ts";
import { findTitles } from "#app/db/listed-skus.ts";
import { parseItemNumber } from "#app/domain/addresses.ts";
import { formatMoney } from "#app/domain/money.ts";
import { CLUB_CURRENCY } from "#app/domain/reference.ts";
import { MAX_LIST_QUANTITY } from "#app/domain/shopping-list.ts";
import { readListCookie } from "#app/http/list-cookie.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { ErrorSummary } from "#app/ui/form.tsx";
import { BasketTables } from "#app/ui/list/basket-table.tsx";
import { ListForm } from "#app/ui/list/list-form.tsx";
import { GoneLines, LeftBehind } from "#app/ui/list/list-notes.tsx";
import { ListOffer } from "#app/ui/list/list-offer.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { listAction } from "./list-action.server.ts";
import { viewList } from "./list-view.server.ts";
import { offerWords } from "./offer-words.ts";
import { ownListOf } from "./own-list.server.ts";

export const handle = { scripts: false };

export const meta: MetaFunction = () => [
  { title: "Your list - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(request, context);
  const list = await ownListOf(viewer, request).read();
  const view = await viewList(viewer, list, new Date());
  const { own, offer, ...rest } = view;
  const asked = new URL(request.url).searchParams;
  const item = parseItemNumber(asked.get("item") ?? "");
  const on = list.length === 1 ? "item" : "items";
  return {
    ...rest,
    own: {
      label: own.label,
      totalText: formatMoney(own.cents, CLUB_CURRENCY),
      countText:
        own.counted === list.length
          ? `${list.length} ${on} on your list`
          : `${own.counted} of ${list.length} ${on} have a price that counts`,
    },
    offer: offer === null ? null : offerWords(offer),
    leftBehind: viewer.kind === "visitor" ? 0 : readListCookie(request).length,
    isMember: viewer.kind === "member",
    done: doneText(asked.get("done"), item === undefined ? undefined : await titleOf(viewer, item)),
  };
}

async function titleOf(viewer: Awaited<ReturnType<typeof getViewer>>, item: number): Promise<string> {
  return (await findTitles(viewerDb(viewer), [item])).get(item) ?? `Item ${item}`;
}

function doneText(done: string | null, title = "The item"): string | null {
  switch (done) {
    case "added":
      return `${title} is on your list.`;
    case "capped":
      return `${title} is on your list ${MAX_LIST_QUANTITY} times: that is the most.`;
    case "updated":
      return "The quantities are changed.";
    case "removed":
      return "It is off your list.";
    case "emptied":
      return "Your list is empty.";
    case "taken-in":
      return "What there was room for is on your list.";
    default:
      return null;
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  return await listAction(await getViewer(request, context), request);
}

export default function List() {
  const { items, gone, own, baskets, nowhere, offer, leftBehind, isMember, done } =
    useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const errors = refusal?.errors ?? {};
  return (
    <>
      <header className="page-head">
        <h1>Your list</h1>
      </header>
      <div className="grid gap-6">
        <ErrorSummary errors={errors} title="That was not done" />
        {refusal === undefined && done !== null && <Notice kind="success">{done}</Notice>}
        {leftBehind > 0 && <LeftBehind count={leftBehind} />}
        <GoneLines lines={gone} />
        {items.length === 0 ? (
          <EmptyState title="Nothing on your list yet">
            <p>Each item has a button that puts it here. Then you see what the whole list costs elsewhere.</p>
            <p className="actions">
              <ButtonLink href="/">Walk the aisles</ButtonLink>
            </p>
          </EmptyState>
        ) : (
          <ListForm
            items={items}
            ownLabel={own.label}
            totalText={own.totalText}
            countText={own.countText}
            errors={errors}
            typed={refusal?.typed ?? {}}
          />
        )}
      </div>
      {items.length > 0 && (
        <section className="page-section">
          <h2>What it costs elsewhere</h2>
          {baskets.length === 0 ? (
            <p>Nothing on this list can be compared today.</p>
          ) : (
            <>
              <BasketTables baskets={baskets} />
              <p className="basket-foot">
                For each retailer both totals run over the same lines. Another pack size is put on our
                quantity; their total is rounded down to the cent. Prices are as seen on the day they were
                checked, and may change. <a href="/how-we-compare">How we compare prices</a>
              </p>
            </>
          )}
          {nowhere.length > 0 && (
            <p>{`No item on this list can be compared with ${nowhere.join(" or ")}.`}</p>
          )}
        </section>
      )}
      {offer !== null && <ListOffer words={offer} />}
      {isMember && (
        <p className="page-section">
          <a href="/membership/savings">What you have saved so far</a>
        </p>
      )}
    </>
  );
}
