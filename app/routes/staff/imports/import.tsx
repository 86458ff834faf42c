import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { validate as isUuid } from "uuid";
import { requireStaff } from "#app/auth/guards.server.ts";
import { pools } from "#app/db/client.server.ts";
import { findUpload, type Upload } from "#app/db/uploads.ts";
import { isUnderWay } from "#app/domain/upload.ts";
import { timeText } from "#app/ui/desk/amounts.ts";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { AskingPanel } from "#app/ui/desk/imports/asking-panel.tsx";
import { ImportProgressPanel } from "#app/ui/desk/imports/import-progress.tsx";
import { ImportStateLabel, sizeText } from "#app/ui/desk/imports/import-words.tsx";
import { RejectsSection } from "#app/ui/desk/imports/rejects-section.tsx";
import { ErrorSummary } from "#app/ui/form.tsx";
import { actorOf } from "../actor.ts";
import { useDeskFrame } from "../frame.ts";
import { askingView } from "./asking-view.server.ts";
import { importAction } from "./import-action.server.ts";
import { runView } from "./run-view.server.ts";

/** The upload of the address. @throws Response 404 where there is none. */
async function getUpload(id: string | undefined): Promise<Upload> {
  const upload = isUuid(id) ? await findUpload(pools().staff.db, id ?? "") : undefined;
  if (upload === undefined) throw new Response("Not found", { status: 404, statusText: "Not Found" });
  return upload;
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireStaff(request, context, "pricing");
  const upload = await getUpload(params.upload);
  const { id, fileName, bytes, state, sentBy, sentAt, startedBy, startedAt } = upload;
  const { db } = pools().staff;
  return {
    upload: { id, fileName, bytes, state, sentBy, sentAt, startedBy, startedAt },
    asking: state === "asking" ? await askingView(db, upload, undefined, new Date()) : null,
    run: state === "asking" ? null : await runView(db, upload, new Date()),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requireStaff(request, context, "pricing");
  const upload = await getUpload(params.upload);
  const { db } = pools().staff;
  const now = new Date();
  const form = await request.formData();
  const answer = await importAction({ db, upload, form, actor: actorOf(staff, context), now });
  if (answer.kind === "go") return redirect(answer.to, 303);
  const asking = upload.state === "asking" ? await askingView(db, upload, answer.typed, now) : null;
  return data({ errors: answer.errors, asking }, { status: answer.status });
}

export default function DeskImport() {
  const { upload, run, ...loaded } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const asking = loaded.asking && (refusal?.asking ?? loaded.asking);
  const isLive = isUnderWay(upload.state);
  return (
    <DeskPage frame={useDeskFrame()} title={upload.fileName}>
      {isLive && (
        <noscript>
          <meta httpEquiv="refresh" content="3" />
        </noscript>
      )}
      <p className="flex flex-wrap items-baseline gap-x-4">
        <ImportStateLabel state={upload.state} />
        <span>{`${sizeText(upload.bytes)}, sent ${timeText(upload.sentAt)} by ${upload.sentBy}`}</span>
        {upload.startedBy !== null && upload.startedAt !== null && (
          <span>{`Started ${timeText(upload.startedAt)} by ${upload.startedBy}`}</span>
        )}
        <a href="/desk/imports">All imports</a>
      </p>
      {refusal && asking === null && <ErrorSummary errors={refusal.errors} title="That was not done" />}
      {asking !== null && <AskingPanel asking={asking} errors={refusal?.errors ?? {}} />}
      {run !== null && (
        <>
          <ImportProgressPanel progress={run.progress} />
          {!isLive && (
            <RejectsSection
              rows={run.rejects}
              kept={run.kept}
              rejected={run.progress.counts?.rejected ?? run.kept}
              downloadHref={`/desk/imports/${upload.id}/rejects.csv`}
            />
          )}
        </>
      )}
      {isLive && <script src="/imports.js" defer />}
    </DeskPage>
  );
}
