/** What an import says while it runs: to a person, or as JSON lines to a program. */
import { once } from "node:events";
import { Presets, SingleBar } from "cli-progress";
import { formWords } from "#app/commands/import-references/inspect-file.ts";
import type { FileForm } from "#app/commands/import-references/open-file.ts";
import type { FileRecord } from "#app/commands/import-references/read-records.ts";
import type { ImportDone, ImportRequest, ImportStart } from "#app/commands/import-references.ts";
import { formatCaptureTime } from "#app/domain/reference-file/capture-time.ts";
import { type ColumnMap, REFERENCE_FIELDS } from "#app/domain/reference-file/columns.ts";
import type { Rejection } from "#app/domain/reference-file/rejection.ts";

export type ImportPrinter = {
  started(start: ImportStart, request: ImportRequest): Promise<void>;
  rejected(record: FileRecord, rejection: Rejection): Promise<void>;
  held(record: FileRecord, held: { readonly reason: string; readonly sentence: string }): Promise<void>;
  progressed(bytesRead: number, rows: number): void;
  finished(done: ImportDone, request: ImportRequest, rejectsFile: string | undefined): Promise<void>;
  /** Says why nothing (more) was imported and gives the exit code back. */
  failed(reason: string, sentence: string, exitCode: number): Promise<number>;
  stop(): void;
};

/** More rejected rows than this are counted and left to --rejects: nobody reads them off a terminal. */
const PRINTED_REJECTIONS = 1_000;

/** JSON lines: one "started", one "rejected" a row, one "finished" or "failed". */
export function jsonPrinter(out: NodeJS.WriteStream): ImportPrinter {
  const print = (line: Record<string, unknown>) => write(out, `${JSON.stringify(line)}\n`);
  return {
    started: (
      { retailer, file, names, columns, capturedAt, capturedAtFrom, earlier, recordsDone },
      request,
    ) =>
      print({
        event: "started",
        retailer: retailer.slug,
        file: file.name,
        bytes: file.bytes,
        sha256: file.sha256,
        ...formFacts(file.form),
        columns: Object.fromEntries(columnLines(names, columns)),
        unread: unread(names, columns),
        capturedAt: capturedAt.at.toISOString(),
        zone: capturedAt.zone,
        capturedAtFrom,
        recordsDone,
        importedBefore: earlier?.startedAt.toISOString() ?? null,
        currency: retailer.currency,
        channel: request.channel,
        place: request.place,
        dryRun: request.isDryRun === true,
      }),
    rejected: ({ line, lastLine }, { field, reason, sentence }) =>
      print({ event: "rejected", line, lastLine, field, reason, sentence }),
    held: ({ line, lastLine }, { reason, sentence }) =>
      print({ event: "held", line, lastLine, reason, sentence }),
    progressed: () => undefined,
    finished: ({ importId, tally, suggested }, request, rejectsFile) =>
      print({
        event: "finished",
        importId: request.isDryRun === true ? null : importId,
        ...tally,
        suggested,
        rejectsFile: rejectsFile ?? null,
      }),
    failed: async (reason, sentence, exitCode) => {
      await print({ event: "failed", reason, sentence });
      return exitCode;
    },
    stop: () => undefined,
  };
}

/** Sentences on `out`, the bar on `err` where that is a terminal. */
export function terminalPrinter(out: NodeJS.WriteStream, err: NodeJS.WriteStream): ImportPrinter {
  const bar = err.isTTY ? new SingleBar({ ...BAR, stream: err }, Presets.shades_classic) : undefined;
  let rejections = 0;
  let held = 0;
  const line = async (record: FileRecord, field: string, sentence: string) => {
    if (bar !== undefined) err.write("\r\u001b[K"); // The bar draws itself again below the line.
    await write(out, `line ${String(record.line).padEnd(8)} ${field.padEnd(14)} ${sentence}\n`);
  };
  return {
    started: async (start, request) => {
      await write(out, `${startLines(start, request).join("\n")}\n\n`);
      bar?.start(start.file.bytes, 0, { rows: "0" });
    },
    rejected: async (record, { field, sentence }) => {
      if (++rejections <= PRINTED_REJECTIONS) await line(record, field, sentence);
    },
    held: async (record, { sentence }) => {
      if (++held <= PRINTED_REJECTIONS) await line(record, "held", sentence);
    },
    progressed: (bytesRead, rows) => bar?.update(bytesRead, { rows: rows.toLocaleString("en-US") }),
    finished: async (done, request, rejectsFile) => {
      bar?.stop();
      if (rejections + held > 0) await write(out, "\n");
      await write(out, `${finishLines(done, request, rejectsFile).join("\n")}\n`);
    },
    failed: async (_reason, sentence, exitCode) => {
      bar?.stop();
      await write(err, `${sentence}\n`);
      return exitCode;
    },
    stop: () => bar?.stop(),
  };
}

const BAR = { format: "{bar} {percentage} %  {rows} rows", clearOnComplete: true, hideCursor: true };

async function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, "drain");
}

const CAPTURED_FROM = {
  request: "as told",
  "earlier import": "as this file was imported before; --captured-at says otherwise",
  "file date": "the file's date; --captured-at says otherwise",
} as const;

function startLines(start: ImportStart, request: ImportRequest): string[] {
  const { retailer, file, names, columns, capturedAt, capturedAtFrom, recordsDone } = start;
  const ofRows = columns["captured at"] === undefined ? "" : "rows that do not say: ";
  const rest = unread(names, columns);
  const { channel, place } = request;
  const where = channel === place ? channel : `${channel}, ${place}`;
  const dry = request.isDryRun === true ? " (dry run: nothing is written)" : "";
  return [
    `${file.name}: ${retailer.name} prices in ${retailer.currency}, ${where}${dry}`,
    `  ${size(file.bytes)}, ${formWords(file.form)}`,
    ...otherSheets(file.form),
    `  captured: ${ofRows}${formatCaptureTime(capturedAt)} (${CAPTURED_FROM[capturedAtFrom]})`,
    "  columns:",
    ...columnLines(names, columns).map(([field, from]) => `    ${field.padEnd(14)} ← ${from}`),
    ...(columns["item id"] === undefined ? ["    item id        none: titles tell the items apart"] : []),
    ...(rest.length > 0 ? [`    not read       ${wrapped(rest)}`] : []),
    ...(recordsDone > 0
      ? [`  goes on behind the ${count(recordsDone)} rows that an import of it has done`]
      : []),
  ];
}

/** What a program may want to know of how the file was read. */
function formFacts(form: FileForm): Record<string, unknown> {
  const { kind, ...rest } = form;
  return { format: kind, ...rest };
}

/** Which other sheets of a workbook could be read. */
function otherSheets(form: FileForm): string[] {
  if (form.kind !== "workbook" || form.sheets.length === 1) return [];
  const others = form.sheets.filter((name) => name !== form.sheet).slice(0, 5);
  return [`  --sheet reads another one: ${others.join(", ")}`];
}

function columnLines(names: readonly string[], columns: ColumnMap): [string, string][] {
  return REFERENCE_FIELDS.flatMap((field) => {
    const positions = columns[field];
    return positions === undefined
      ? []
      : [[field, positions.map((position) => names[position]).join(", ")] as [string, string]];
  });
}

function unread(names: readonly string[], columns: ColumnMap): string[] {
  const read = new Set(Object.values(columns).flat());
  return names.filter((_, position) => !read.has(position));
}

function wrapped(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(", ");
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown;
}

function finishLines(
  { tally, suggested }: ImportDone,
  request: ImportRequest,
  rejectsFile: string | undefined,
): string[] {
  const declined = tallyText(tally.packsDeclined);
  const lines = [
    `${count(tally.rows)} rows: ${count(tally.accepted)} ${request.isDryRun === true ? "would be accepted" : "accepted"}, ${count(tally.unchanged)} unchanged, ${tally.held > 0 ? `${count(tally.held)} held for review, ` : ""}${count(tally.rejected)} rejected.`,
  ];
  if (tally.held > 0)
    lines.push("  held for review: nothing is claimed by them until they are accepted at /desk/held");
  if (tally.rejected > 0) lines.push(`  rejected: ${tallyText(tally.rejectedBy)}`);
  if (tally.rejected > PRINTED_REJECTIONS) {
    const where =
      rejectsFile === undefined ? "--rejects FILE keeps all of them" : "all of them are in the file";
    lines.push(`  the first ${count(PRINTED_REJECTIONS)} are printed; ${where}`);
  }
  lines.push(`  packs: ${count(tally.packs)} read${declined === "" ? "" : `; without: ${declined}`}`);
  if (tally.gtins + tally.gtinsFaulty > 0)
    lines.push(`  GTINs: ${count(tally.gtins)} read, ${count(tally.gtinsFaulty)} faulty and left out`);
  if (request.isDryRun !== true) lines.push(`  matches suggested by GTIN: ${count(suggested)}`);
  if (rejectsFile !== undefined) lines.push(`  rejected rows are in ${rejectsFile}`);
  if (tally.rows === 0) lines.push("  The file has a header and no rows.");
  return lines;
}

function tallyText(counts: Partial<Record<string, number>>): string {
  return Object.entries(counts)
    .sort(([, a = 0], [, b = 0]) => b - a)
    .map(([reason, times = 0]) => `${count(times)} ${reason}`)
    .join(", ");
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

function size(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
