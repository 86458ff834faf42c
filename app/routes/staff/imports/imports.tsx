import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/auth/guards.server.ts";
import { type ReceiveResult, receiveUpload } from "#app/commands/receive-upload.ts";
import { pools } from "#app/db/client.server.ts";
import { listOtherImports, listUploads } from "#app/db/upload-lists.ts";
import { MAX_UPLOAD_BYTES } from "#app/domain/upload.ts";
import { readUploadForm } from "#app/http/upload-form.ts";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { ImportTable, OtherImportTable } from "#app/ui/desk/imports/import-table.tsx";
import { UploadForm } from "#app/ui/desk/imports/upload-form.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Pagination } from "#app/ui/pagination.tsx";
import { actorOf } from "../actor.ts";
import { formatTimeCursor, parseTimeCursor } from "../cursors.ts";
import { useDeskFrame } from "../frame.ts";

const PAGE = 25;
const OTHERS = 10;

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, "pricing");
  const { db } = pools().staff;
  const asked = new URL(request.url).searchParams;
  const after = parseTimeCursor(asked.get("after"));
  const [found, others] = await Promise.all([
    listUploads(db, { after, limit: PAGE + 1 }),
    after === undefined ? listOtherImports(db, OTHERS) : [],
  ]);
  const last = found.length > PAGE ? found[PAGE - 1] : undefined;
  return {
    rows: found.slice(0, PAGE),
    others,
    discarded: asked.get("done") === "discarded",
    firstHref: after === undefined ? null : "/desk/imports",
    nextHref: last ? `/desk/imports?after=${formatTimeCursor(last.sentAt, last.id)}` : null,
  };
}

const REFUSALS: Readonly<
  Record<Exclude<ReceiveResult, { ok: true }>["reason"] | "no-file" | "not-a-form", readonly [number, string]>
> = {
  "no-file": [422, "Choose a file first."],
  "not-a-form": [400, "Choose a file and send it with the button of this page."],
  "too-large": [413, "The file is larger than 4 GB. Use the command line for it, or cut it in parts."],
  "no-room": [
    503,
    "Too many files wait already. Throw away those that nobody needs, or let them be read first.",
  ],
};

/** Takes in the file as it comes; nothing of it is kept whole in memory. */
export async function action({ request, context }: ActionFunctionArgs) {
  const staff = await requireStaff(request, context, "pricing");
  const form = await readUploadForm(request);
  if (!form.ok) return refuse(form.reason);
  const date = new Date(form.fields.fileDate ?? "");
  const result = await receiveUpload(pools().staff.db, {
    file: {
      name: form.fileName,
      date: Number.isNaN(date.getTime()) ? null : date,
      bytes: form.bytes,
    },
    actor: actorOf(staff, context),
    now: new Date(),
  });
  return result.ok ? redirect(`/desk/imports/${result.uploadId}`, 303) : refuse(result.reason);
}

function refuse(reason: keyof typeof REFUSALS) {
  const [status, sentence] = REFUSALS[reason];
  return data({ errors: { file: sentence } }, { status });
}

export default function DeskImports() {
  const { rows, others, discarded, firstHref, nextHref } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  return (
    <DeskPage frame={useDeskFrame()} title="Imports">
      {discarded && refusal === undefined && <Notice kind="success">The file was thrown away.</Notice>}
      <UploadForm errors={refusal?.errors ?? {}} maxBytes={MAX_UPLOAD_BYTES} />
      <section className="grid grid-cols-1 gap-2">
        <h2>Files sent in</h2>
        <ImportTable rows={rows} />
        <Pagination previousHref={firstHref} nextHref={nextHref} />
      </section>
      {firstHref === null && (
        <section className="grid grid-cols-1 gap-2">
          <h2>From the command line and feeds</h2>
          <OtherImportTable rows={others} />
        </section>
      )}
      <script src="/imports.js" defer />
    </DeskPage>
  );
}
