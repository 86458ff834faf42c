import cliProgress from "cli-progress";
import type { SeedProgress } from "../demo.ts";

/** A bar with rate and time left on a terminal; elsewhere a line at every tenth. */
export function terminalProgress(): SeedProgress {
  if (process.stdout.isTTY !== true) return linesOfProgress();
  let bar: cliProgress.SingleBar | undefined;
  let startedAt = 0;
  return (text, done, total) => {
    if (bar === undefined) {
      const format =
        "  {bar} {percentage} % | {value} of {total} SKUs | {rate} a second | {eta_formatted} left | {text}";
      bar = new cliProgress.SingleBar(
        { format, etaBuffer: 40, hideCursor: true },
        cliProgress.Presets.shades_classic,
      );
      bar.start(total, done, { text, rate: "-" });
      startedAt = performance.now() - 1;
    }
    const rate = Math.round(bar.getProgress() === 0 ? 0 : (done * 1000) / (performance.now() - startedAt));
    bar.update(done, { text, rate: rate.toLocaleString("en-US") });
    if (text === "done") bar.stop();
  };
}

function linesOfProgress(): SeedProgress {
  let said = "";
  return (text, done, total) => {
    const line = `${Math.floor((done / total) * 10) * 10} % ${text}`;
    if (line !== said) console.log(`  ${line}`);
    said = line;
  };
}
