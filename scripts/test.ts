/** `npm test`: the build, a browser, then every test; ends with a line `N passed, N failed`. Arguments go to vitest. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureBuild, ROOT } from "./build.ts";
import { findOrInstallChromium } from "./chromium.ts";
import { reportFailure } from "./start-error.ts";
import { step } from "./steps.ts";

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numFailedTestSuites: number;
  testResults: { assertionResults: unknown[]; status: string }[];
};

async function test(args: string[]): Promise<number> {
  await step("Build", async () => ({ value: undefined, says: await ensureBuild() }));
  const chromium = await step("Browser", async ({ update }) => {
    const found = await findOrInstallChromium(update);
    return { value: found, says: found };
  });
  const folder = mkdtempSync(path.join(tmpdir(), "tallyhouse-tests-"));
  const reportFile = path.join(folder, "report.json");
  try {
    const vitest = path.join(ROOT, "node_modules", "vitest", "vitest.mjs");
    const run = spawnSync(
      process.execPath,
      [vitest, "run", "--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`, ...args],
      {
        cwd: ROOT,
        stdio: "inherit",
        env: { ...process.env, CHROMIUM_PATH: chromium },
      },
    );
    return summarize(reportFile, run.status ?? 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function summarize(reportFile: string, status: number): number {
  const report = JSON.parse(readFileSync(reportFile, "utf8")) as Report;
  // A file that fails to load has no test of its own to fail.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  const skipped = report.numPendingTests > 0 ? `, ${report.numPendingTests} skipped` : "";
  console.log(`\n${report.numPassedTests} passed, ${failed} failed${skipped}`);
  return failed > 0 || report.numPassedTests === 0 ? 1 : status;
}

try {
  process.exitCode = await test(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportFailure(error);
}
