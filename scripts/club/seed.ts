import { Command, InvalidArgumentError } from "commander";
import { pools } from "#app/db/client.server.ts";
import { seedDemoClub } from "../seed/demo.ts";
import { seedLargeClub } from "../seed/large.ts";

/** `club seed [--skus N]`: the demo club, and on top of it as many more SKUs as it takes. */
export function seedCommand(): Command {
  return new Command("seed")
    .option("--skus <number>", "SKUs in all, up to 5,000,000; without it, the demo club alone", readCount)
    .action(async (options: { skus?: number }) => {
      const { owner } = pools();
      console.log(await seedDemoClub(owner, new Date(), () => undefined));
      if (options.skus !== undefined)
        console.log(await seedLargeClub(owner, { skus: options.skus, now: new Date() }));
    });
}

function readCount(text: string): number {
  const count = Number(text.replaceAll(/[,_]/g, ""));
  if (!Number.isInteger(count) || count < 1 || count > 5_000_000)
    throw new InvalidArgumentError("Use a whole number from 1 to 5,000,000.");
  return count;
}
