/** `npm run bench -- <name>`: programs that print ratios against a floor measured in the same run. */
import { Command, InvalidArgumentError } from "commander";
import { reportFailure } from "../start-error.ts";

function sizes(text: string): number[] {
  const read = text.split(",").map((part) => Number(part.replaceAll("_", "")));
  if (read.some((size) => !Number.isInteger(size) || size < 1000 || size > 5_000_000)) {
    throw new InvalidArgumentError(
      "Use whole numbers from 1000 to 5000000 with commas between, like 5000,1000000.",
    );
  }
  return read;
}

const program = new Command("bench").description("Measures, and prints what it cost beside a floor");
program
  .command("pages")
  .description("pages as visitor and as member, over HTTP, beside a bare server and the bare SQL")
  .option("--skus <sizes>", "clubs to measure, by their number of SKUs", sizes, [5000, 1_000_000])
  .option("--requests <number>", "requests for each figure", Number, 2000)
  .action(async (options: { skus: number[]; requests: number }) => {
    // The member's session is opened here and read by the measured server: both need the same secret.
    process.env.SESSION_SECRET ??= "the bench's own secret, of no worth to anybody";
    const { benchPages } = await import("./pages.ts");
    await benchPages(options);
  });

program
  .command("references")
  .description("imports beside a bare COPY, the chain of evidence, packs, matching and comparisons")
  .option("--rows <number>", "rows of the imported file", Number, 200_000)
  .option("--skus <number>", "SKUs to match with", Number, 100_000)
  .action(async (options: { rows: number; skus: number }) => {
    const { benchReferences } = await import("./references.ts");
    await benchReferences(options);
  });

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = reportFailure(error);
}
process.exit();
