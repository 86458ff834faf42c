/** `club check`: is the club sound? */
import { Command, InvalidArgumentError } from "commander";
import { checkClub, listChecks } from "#app/commands/check-club.ts";
import type { CheckResult } from "#app/db/checks/check.ts";
import { pools } from "#app/db/client.server.ts";
import { stripe } from "#app/stripe/client.ts";
import { BillingError } from "#app/stripe/problem.ts";

type Options = { json?: true; stripe?: true; examples: number; only?: string[]; list?: true };

const EXAMPLES = 5;
const EXAMPLES_MAX = 1_000;

/** `club check`. Exit codes: 0 sound, 1 something was found (or Stripe could not be asked), 2 wrong use. */
export function checkCommand(): Command {
  return new Command("check")
    .exitOverride()
    .description("look over the whole database for whatever must never be; changes nothing")
    .option("--stripe", "compare with Stripe's live subscriptions too")
    .option("--only <names...>", "make these checks alone", readName)
    .option("--examples <n>", "how many of what is found are named, for each check", readCount, EXAMPLES)
    .option("--list", "name the checks and make none")
    .option("--json", "print one JSON object")
    .action(async (options: Options) => {
      if (options.list) return printList(options.json === true);
      try {
        await check(options);
      } catch (error) {
        if (!(error instanceof BillingError)) throw error;
        console.error(`Stripe could not be asked: ${error.message}`);
        process.exitCode = 1;
      }
    });
}

async function check(options: Options): Promise<void> {
  const report = await checkClub(
    { pool: pools().owner, stripe: options.stripe ? stripe() : undefined },
    {
      now: new Date(),
      examples: options.examples,
      only: options.only,
      ...(options.json ? {} : { onResult: printResult }),
    },
  );
  if (options.json) console.log(JSON.stringify(report));
  else printEnd(report.results);
  if (!report.sound) process.exitCode = 1;
}

function readName(name: string, before: string[] | undefined): string[] {
  if (!listChecks().some((check) => check.name === name)) {
    throw new InvalidArgumentError("No check has this name: see --list.");
  }
  return [...(before ?? []), name];
}

function readCount(text: string): number {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (!(count >= 0 && count <= EXAMPLES_MAX)) {
    throw new InvalidArgumentError(`Give a number from 0 to ${EXAMPLES_MAX}.`);
  }
  return count;
}

function printList(json: boolean): void {
  if (json) {
    console.log(JSON.stringify(listChecks()));
    return;
  }
  for (const { name, about } of listChecks()) console.log(`  ${name}\n      ${about}`);
}

function printResult({ name, about, found, examples, notes = [] }: CheckResult): void {
  if (found === 0) {
    console.log(`  holds   ${name}`);
    for (const note of notes) console.log(`            ${note}`);
    return;
  }
  console.log(`  BROKEN  ${name}: ${found.toLocaleString("en-US")} found. ${about}`);
  for (const { subject, detail } of examples) console.log(`            ${subject}: ${detail}`);
  const rest = found - examples.length;
  if (rest > 0) console.log(`            and ${rest.toLocaleString("en-US")} more`);
}

function printEnd(results: readonly CheckResult[]): void {
  const broken = results.filter(({ found }) => found > 0).length;
  const checks = `${results.length} ${results.length === 1 ? "check" : "checks"}`;
  console.log(broken === 0 ? `Sound: ${checks}, nothing found.` : `${checks}, ${broken} broken.`);
}
