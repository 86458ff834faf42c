import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { validate as isUuid, v7 as uuidv7 } from "uuid";
import { requireStaff } from "#app/auth/guards.server.ts";
import { readIndexDraft } from "#app/commands/publish-index.ts";
import { pools } from "#app/db/client.server.ts";
import { findBasket } from "#app/db/index-baskets.ts";
import { listPublications } from "#app/db/index-publications.ts";
import { instantText } from "#app/domain/checked.ts";
import { basketText } from "#app/domain/index-basket-input.ts";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { LinesForm, PublishForm, ReviseForm } from "#app/ui/desk/price-index/basket-forms.tsx";
import { DraftFigures, Publications } from "#app/ui/desk/price-index/draft-figures.tsx";
import { ErrorSummary } from "#app/ui/form.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { actorOf } from "../actor.ts";
import { useDeskFrame } from "../frame.ts";
import { basketAction } from "./basket-action.server.ts";
import { draftRows, publicationRows } from "./basket-words.ts";

const DONE: Readonly<Record<string, string>> = {
  changed: "The draft is changed. Nothing of it is public.",
  published: "Published: everybody can read it now.",
  revised: "This is the next version, a draft with the same items.",
  withdrawn: "Withdrawn: the public page says so, with your reason.",
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireStaff(request, context, "pricing");
  const { db } = pools().staff;
  const basket = isUuid(params.basket) ? await findBasket(db, params.basket ?? "") : undefined;
  if (basket === undefined) throw new Response("Not found", { status: 404, statusText: "Not Found" });
  const now = new Date();
  const [draft, publications] = await Promise.all([
    readIndexDraft(db, basket.id, now),
    listPublications(db, basket.slug),
  ]);
  return {
    name: basket.name,
    version: basket.version,
    isDraft: basket.frozenAt === null,
    linesText: basketText(draft.lines),
    lines: draft.lines.length,
    figures: draftRows(draft),
    maySay: draft.figures.some(({ figure }) => figure.kind === "said"),
    shown: draft.text,
    asOf: now.toISOString(),
    asOfText: instantText(now),
    publicationId: uuidv7(),
    newId: uuidv7(),
    publications: publicationRows(publications),
    done: DONE[new URL(request.url).searchParams.get("done") ?? ""],
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requireStaff(request, context, "pricing");
  const id = params.basket ?? "";
  if (!isUuid(id)) throw new Response("Not found", { status: 404, statusText: "Not Found" });
  const form = await request.formData();
  const answer = await basketAction(pools().staff.db, id, form, actorOf(staff, context), new Date());
  if (answer.kind === "go") return redirect(answer.to, 303);
  return data({ errors: answer.errors, typed: answer.typed }, { status: answer.status });
}

export default function Basket() {
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const errors: Readonly<Record<string, string>> = refusal?.errors ?? {};
  return (
    <DeskPage frame={useDeskFrame()} title={`${page.name}, version ${page.version}`}>
      <ErrorSummary errors={errors} title="That was not done" />
      {page.done && refusal === undefined && <Notice kind="success">{page.done}</Notice>}
      <section className="grid gap-3">
        <h2>{`What publishing now would tell, as of ${page.asOfText}`}</h2>
        <DraftFigures figures={page.figures} />
        {page.maySay && (
          <PublishForm
            publicationId={page.publicationId}
            asOf={page.asOf}
            shown={page.shown}
            freezes={page.isDraft}
            error={errors.confirm}
          />
        )}
      </section>
      {page.isDraft ? (
        <LinesForm linesText={refusal?.typed.lines ?? page.linesText} error={errors.lines} />
      ) : (
        <ReviseForm newId={page.newId} linesText={page.linesText} lines={page.lines} />
      )}
      <Publications rows={page.publications} error={errors.reason} typed={refusal?.typed ?? {}} />
    </DeskPage>
  );
}
