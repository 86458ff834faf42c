import { Readable } from "node:stream";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { validate as isUuid } from "uuid";
import { requireStaff } from "#app/auth/guards.server.ts";
import { inspectionSchema } from "#app/commands/import-references/inspect-file.ts";
import { type Db, pools } from "#app/db/client.server.ts";
import { listRejects, type RejectCursor } from "#app/db/import-rejects.ts";
import { findUpload } from "#app/db/uploads.ts";
import { CSV_MARK, csvLines } from "#app/domain/csv.ts";
import { recogniseColumns } from "#app/domain/reference-file/columns.ts";
import { rejectedCells, rejectsHeader } from "#app/domain/reference-file/rejects-table.ts";

const AT_ONCE = 500;

/** All rejected rows of an import as CSV (UTF-8 with a mark, as Excel wants it), sent as they are read. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireStaff(request, context, "pricing");
  const { db } = pools().staff;
  const upload = isUuid(params.upload) ? await findUpload(db, params.upload ?? "") : undefined;
  const inspection = inspectionSchema.safeParse(upload?.inspection);
  if (upload === undefined || !inspection.success)
    throw new Response("Not found", { status: 404, statusText: "Not Found" });
  const { names } = recogniseColumns(inspection.data.header);
  const lines = rejectsLines(db, upload.id, names);
  return new Response(createReadableStreamFromReadable(Readable.from(lines, { objectMode: false })), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="rejected.csv"; filename*=UTF-8''${encodeURIComponent(`rejected ${upload.fileName.replace(/\.\w+$/, "")}.csv`)}`,
    },
  });
}

async function* rejectsLines(db: Db, uploadId: string, names: readonly string[]): AsyncGenerator<string> {
  yield CSV_MARK + csvLines([rejectsHeader(names)]);
  let after: RejectCursor | undefined;
  for (;;) {
    const rejects = await listRejects(db, uploadId, { after, limit: AT_ONCE });
    if (rejects.length > 0) yield csvLines(rejects.map((reject) => rejectedCells(reject, names)));
    after = rejects.at(-1);
    if (rejects.length < AT_ONCE) return;
  }
}
