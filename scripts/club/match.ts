/**
 * `club match`: pairs in, verdicts out (`--jsonl`), or for each listing its best SKUs (`--skus`, `--listings`). JSON lines,
 * no database. A line that can't be used is told on standard error with its number; the rest goes on.
 */
import { type FileHandle, open } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import { ratesCommand, suggestCommand } from "./match/database.ts";
import { writeText } from "./match/lines.ts";
import { runListings } from "./match/listings.ts";
import { runPairs, type Streams } from "./match/pairs.ts";

const EXIT_FAILED = 1;
const MAX_TOP = 50;
const MAX_THREADS = 64;

type Options = { jsonl?: true; skus?: string; listings?: string; top: number; threads?: number };

/** `club match --jsonl`, and `club match --skus A.jsonl --listings B.jsonl --top 5`; in the database, `suggest` and `rates`. */
export function matchCommand(): Command {
  return new Command("match")
    .addCommand(suggestCommand())
    .addCommand(ratesCommand())
    .option("--jsonl", 'read pairs {"id","a":{...},"b":{...}} on standard input, write a verdict for each')
    .option("--skus <file>", "our SKUs, a JSON line each; of two with one id the later counts")
    .option("--listings <file>", "other shops' listings, a JSON line each: the best SKUs of each are written")
    .option("--top <n>", "how many SKUs a listing", wholeNumber(1, MAX_TOP), 5)
    .option(
      "--threads <n>",
      "worker threads, 0 for none (the output is the same)",
      wholeNumber(0, MAX_THREADS),
    )
    .addHelpText("after", "\nExit codes: 0 done, 1 failed, 2 wrong use or no line that could be used.")
    .action(async (options: Options, command: Command) => {
      const streams = { output: process.stdout, errors: process.stderr };
      const { jsonl, skus, listings, top, threads } = options;
      if (jsonl === true && skus === undefined && listings === undefined)
        process.exitCode = await runPairs(process.stdin, streams);
      else if (jsonl === undefined && skus !== undefined && listings !== undefined)
        process.exitCode = await runFiles({ skus, listings, top, threads }, streams);
      else command.error("Say either --jsonl, or --skus and --listings.", { exitCode: 2 });
    });
}

type Files = { skus: string; listings: string; top: number; threads: number | undefined };

async function runFiles(files: Files, streams: Streams): Promise<number> {
  let skus: FileHandle | undefined;
  let listings: FileHandle | undefined;
  try {
    skus = await open(files.skus);
    listings = await open(files.listings);
    const { top, threads } = files;
    return await runListings(
      { skus: contentsOf(skus), listings: contentsOf(listings), top, threads },
      streams,
    );
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    await writeText(streams.errors, `${error.message}\n`);
    return EXIT_FAILED;
  } finally {
    await skus?.close();
    await listings?.close();
  }
}

/** Opened before, so that a missing file is known at once; read only when its turn comes. */
async function* contentsOf(file: FileHandle): AsyncGenerator<Buffer> {
  yield* file.createReadStream({ autoClose: false });
}

function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`Use a whole number from ${least} to ${most}.`);
    return value;
  };
}
