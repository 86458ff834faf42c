/** `club match suggest` and `club match rates`: matching in the database. */
import { Presets, SingleBar } from "cli-progress";
import { Command } from "commander";

type SuggestOptions = { retailer?: string; all?: true; json?: true };

/** `club match suggest [--retailer costco] [--all]`. */
export function suggestCommand(): Command {
  return new Command("suggest")
    .description("suggest matches for what is new or changed, by GTIN and by likeness; people confirm them")
    .option("--retailer <slug>", "only this retailer's listings; new SKUs wait for a run over all of them")
    .option("--all", "look at everything again, changed or not")
    .option("--json", "print one JSON object")
    .addHelpText("after", "\nExit codes: 0 done, 1 failed, 2 wrong use.")
    .exitOverride()
    .action(async (options: SuggestOptions, command: Command) => {
      const { pools } = await import("#app/db/client.server.ts");
      const { listImportRetailers } = await import("#app/db/imports.ts");
      const { suggestMatches } = await import("#app/commands/suggest-matches.ts");
      const { owner } = pools();
      const known = (await listImportRetailers(owner.db)).map(({ slug }) => slug);
      if (options.retailer !== undefined && !known.includes(options.retailer))
        command.error(`There is no retailer ${options.retailer}. The known ones: ${known.join(", ")}.`, {
          exitCode: 2,
        });
      const startedAt = performance.now();
      const progress = progressBar();
      const { retailer, all } = options;
      const counts = await suggestMatches(
        owner,
        { askedBy: "operator", now: new Date(), retailer, all },
        {
          waiting: () => process.stderr.write("Another run is at work: waiting for it.\n"),
          progressed: progress.show,
        },
      ).finally(progress.stop);
      const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
      if (options.json) console.log(JSON.stringify({ ...counts, seconds }));
      else
        console.log(
          `Looked at ${count(counts.listings)} listings and ${count(counts.skus)} new SKUs in ${seconds} s: ` +
            `${count(counts.suggested)} suggested, ${count(counts.withdrawn)} withdrawn, ` +
            `${count(counts.flagged)} confirmed matches changed and wait for review.`,
        );
    });
}

/** `club match rates`: the whole club, SKU by SKU. */
export function ratesCommand(): Command {
  return new Command("rates")
    .description(
      "the share of items on sale with a confirmed match, and with a fresh price of it, by retailer",
    )
    .option("--json", "print one JSON object")
    .exitOverride()
    .action(async (options: { json?: true }) => {
      const { pools } = await import("#app/db/client.server.ts");
      const { measureRates } = await import("#app/db/match-rates.ts");
      const { active, retailers } = await measureRates(pools().owner.db, new Date());
      if (options.json) return console.log(JSON.stringify({ active, retailers }));
      console.log(`${count(active)} items on sale`);
      for (const { name, confirmed, fresh } of retailers)
        console.log(
          `  ${name.padEnd(16)} ${count(confirmed).padStart(9)} confirmed  ${percent(confirmed, active)}  ` +
            `${count(fresh).padStart(9)} of them fresh  ${percent(fresh, active)}`,
        );
    });
}

function percent(part: number, whole: number): string {
  return `${(whole === 0 ? 0 : (100 * part) / whole).toFixed(1).padStart(5)} %`;
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

/** A bar on standard error where that is a terminal. */
function progressBar() {
  if (!process.stderr.isTTY) return { show: () => undefined, stop: () => undefined };
  const format = "{bar} {percentage} %  {step}: {value} of {total}";
  const bar = new SingleBar({ format, clearOnComplete: true, hideCursor: true }, Presets.shades_classic);
  let current = "";
  return {
    show: (step: string, done: number, total: number) => {
      if (step !== current) bar.start(total, done, { step });
      current = step;
      bar.update(done, { step });
    },
    stop: () => bar.stop(),
  };
}
