import { Command } from "commander";
import { runPack } from "./pack.ts";

/** `club pack --jsonl`: titles in, packs out, a line each. */
export function packCommand(): Command {
  return new Command("pack")
    .requiredOption("--jsonl", "read JSON lines (or bare titles) on standard input, write JSON lines")
    .action(async () => {
      await runPack(process.stdin, process.stdout);
    });
}
