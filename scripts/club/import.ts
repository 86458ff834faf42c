/** `club import references FILE --retailer costco`: a competitor's prices from a file. */
import { userInfo } from "node:os";
import { Command, InvalidArgumentError, Option } from "commander";
import { createRejectsFile, type RejectsFile } from "#app/commands/import-references/rejects-file.ts";
import {
  type ImportDone,
  type ImportFault,
  type ImportRequest,
  importReferences,
} from "#app/commands/import-references.ts";
import { pools } from "#app/db/client.server.ts";
import type { PriceChannel } from "#app/domain/comparison.ts";
import {
  type CaptureTime,
  readCaptureTime,
  readZone,
  statesZone,
} from "#app/domain/reference-file/capture-time.ts";
import { type ColumnChoices, readColumnChoices } from "#app/domain/reference-file/columns.ts";
import { type ImportPrinter, jsonPrinter, terminalPrinter } from "./import-printer.ts";

const EXIT = { done: 0, failed: 1, wrongUse: 2, nothingUsable: 3 } as const;

type Options = {
  readonly retailer: string;
  readonly map?: ColumnChoices;
  readonly capturedAt?: string;
  readonly zone?: string;
  readonly channel: PriceChannel;
  readonly place?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
  readonly by: string;
  readonly rejects?: string;
  readonly dryRun?: true;
  readonly json?: true;
};

/** `club import`, with a subcommand for each kind of file. */
export function importCommand(): Command {
  return new Command("import").addCommand(referencesCommand());
}

function referencesCommand(): Command {
  return new Command("references")
    .description("competitors' listings and prices, from a file as it was scraped or exported")
    .argument(
      "<file>",
      "the file: CSV, semicolons, tabs or pipes; JSON lines or a JSON list; an Excel workbook (.xlsx)",
    )
    .requiredOption(
      "--retailer <slug>",
      "whose prices they are: costco, sams, bjs, walmart, pricesmart, retail",
    )
    .option("--map <field=column,...>", "which column says what: title=Name,price=Cost", readMap)
    .option(
      "--captured-at <time>",
      "when they were captured, like 2026-11-20T10:00-08:00; for rows that do not say",
    )
    .option(
      "--zone <offset>",
      "of times in the file that have none, like -08:00 (UTC unless told)",
      readOffset,
    )
    .addOption(
      new Option("--channel <channel>", "where such a price is asked")
        .choices(["online", "in-club", "delivered"])
        .default("online"),
    )
    .option("--place <place>", 'where: "ZIP 98109"; needed unless the channel is online')
    .option("--encoding <name>", "instead of the guess: utf-8, windows-1252, utf-16le ...")
    .option(
      "--delimiter <character>",
      "instead of the guess: comma, semicolon, tab, pipe or a character",
      readDelimiter,
    )
    .option(
      "--sheet <name>",
      "of a workbook, by name or place; else the first one that names a title and a price",
    )
    .option("--by <name>", "who imports", operatorName())
    .option("--rejects <file>", "write rejected rows there, with the reason, to be mended and imported again")
    .option("--dry-run", "read and judge every row, write nothing")
    .option("--json", "print JSON lines")
    .addHelpText(
      "after",
      "\nWhat the file is, its content says, not its name. A row that would be read from a formula, an error, a cell merged over rows or a\nhidden row of a workbook is rejected.\n\nExit codes: 0 imported, 1 failed, 2 wrong use, 3 the file has nothing that can be used.",
    )
    .exitOverride()
    .action(async (file: string, options: Options) => {
      process.exitCode = await runReferences(file, options);
    });
}

async function runReferences(file: string, options: Options): Promise<number> {
  const printer =
    options.json === true ? jsonPrinter(process.stdout) : terminalPrinter(process.stdout, process.stderr);
  const request = requestOf(file, options);
  if (typeof request === "string") return await printer.failed("wrong-use", request, EXIT.wrongUse);
  const rejects = options.rejects === undefined ? undefined : await openRejects(options.rejects);
  if (typeof rejects === "string") return await printer.failed("wrong-use", rejects, EXIT.wrongUse);
  try {
    const outcome = await importReferences(pools().owner.db, request, listener(printer, request, rejects));
    const rejectsKept = (await rejects?.close()) ?? 0;
    if (!outcome.ok) return await printer.failed(outcome.reason, outcome.sentence, exitOfFault(outcome));
    await printer.finished(outcome, request, rejectsKept > 0 ? options.rejects : undefined);
    return exitOf(outcome);
  } finally {
    printer.stop();
  }
}

function listener(printer: ImportPrinter, request: ImportRequest, rejects: RejectsFile | undefined) {
  return {
    started: async (start: Parameters<ImportPrinter["started"]>[0]) => {
      await rejects?.begin(start.names);
      await printer.started(start, request);
    },
    rejected: async (...rejected: Parameters<ImportPrinter["rejected"]>) => {
      const [record, { field, sentence }] = rejected;
      await rejects?.add({ line: record.line, cells: record.cells, field, sentence });
      await printer.rejected(...rejected);
    },
    held: printer.held,
    progressed: printer.progressed,
  };
}

/** The options as a request, or the sentence that says what is wrong with them together. */
function requestOf(file: string, options: Options): ImportRequest | string {
  const capturedAt = captureTimeOf(options);
  if (typeof capturedAt === "string") return capturedAt;
  if (options.channel !== "online" && options.place === undefined)
    return `A price asked ${options.channel === "in-club" ? "in the club" : "delivered"} belongs to a place: add --place "ZIP 98109".`;
  return {
    file,
    retailerSlug: options.retailer,
    importedBy: options.by,
    columns: options.map,
    capturedAt,
    zone: options.zone,
    channel: options.channel,
    place: options.place ?? "online",
    encoding: options.encoding,
    delimiter: options.delimiter,
    sheet: options.sheet,
    isDryRun: options.dryRun === true,
    now: new Date(),
  };
}

function captureTimeOf({ capturedAt, zone }: Options): CaptureTime | undefined | string {
  if (capturedAt === undefined) return undefined;
  const time = readCaptureTime(capturedAt, zone ?? "+00:00");
  if (time === undefined)
    return `--captured-at ${capturedAt} is not a time: write it like 2026-11-20T10:00-08:00.`;
  if (zone === undefined && !statesZone(capturedAt))
    return `--captured-at ${capturedAt} has no zone: write it like 2026-11-20T10:00-08:00, or add --zone -08:00.`;
  return time;
}

async function openRejects(path: string): Promise<RejectsFile | string> {
  try {
    return await createRejectsFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EEXIST")
      return `${path} is there already; it may be half mended. Choose another name for --rejects.`;
    if (code === "ENOENT") return `There is no folder for ${path}.`;
    return `${path} can't be written: ${message}.`;
  }
}

function exitOf({ tally }: ImportDone): number {
  return tally.accepted + tally.unchanged > 0 ? EXIT.done : EXIT.nothingUsable;
}

function exitOfFault(fault: ImportFault): number {
  switch (fault.reason) {
    case "retailer-unknown":
    case "column-unknown":
    case "encoding-unknown":
    case "sheet-unknown":
    case "captured-in-future":
      return EXIT.wrongUse;
    case "file-empty":
    case "not-a-table":
    case "file-too-large":
    case "column-missing":
      return EXIT.nothingUsable;
    case "file-missing":
    case "file-unreadable":
    case "file-changed":
    case "file-damaged":
      return EXIT.failed;
    default: {
      const impossible: never = fault;
      throw new Error(`Unknown fault ${JSON.stringify(impossible)}`);
    }
  }
}

function readMap(text: string, earlier: ColumnChoices | undefined): ColumnChoices {
  const read = readColumnChoices(text);
  if (!read.ok) throw new InvalidArgumentError(read.sentence);
  return new Map([...(earlier ?? []), ...read.choices]);
}

function readOffset(text: string): string {
  const zone = readZone(text);
  if (zone === undefined) throw new InvalidArgumentError("Write an offset from UTC, like -08:00.");
  return zone;
}

const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  comma: ",",
  semicolon: ";",
  tab: "\t",
  "\\t": "\t",
  pipe: "|",
};

function readDelimiter(text: string): string {
  const delimiter = DELIMITER_NAMES[text.toLowerCase()] ?? text;
  if (!/^[^"\r\n]$/.test(delimiter))
    throw new InvalidArgumentError("Use comma, semicolon, tab, pipe or one character.");
  return delimiter;
}

/** The system's name for who runs this; some containers have users without one. */
function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return "operator";
  }
}
