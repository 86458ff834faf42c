import { isUnderWay, type UploadState } from "#app/domain/upload.ts";
import { Button } from "../../button.tsx";
import { Figures } from "../../figures.tsx";
import { Notice } from "../../notice.tsx";
import { counted, NOTHING, number } from "../amounts.ts";
import { sizeText } from "./import-words.tsx";

export type ImportProgress = {
  state: UploadState;
  bytes: number;
  bytesRead: number;
  rowsRead: number;
  rowsPerSecond: number | null;
  stopAsked: boolean;
  problem: string | null;
  counts: { accepted: number; unchanged: number; rejected: number; held: number | null } | null;
};

/** How far an import is, in numbers, and what can be done with it. The page looks again by itself while it is under way. */
export function ImportProgressPanel({ progress }: { progress: ImportProgress }) {
  const { state, problem, counts, rowsPerSecond } = progress;
  const percent = percentOf(progress);
  return (
    <section
      className="grid grid-cols-1 gap-3"
      id="import-state"
      aria-label="How far it is"
      data-live={isUnderWay(state) ? "" : undefined}
    >
      {problem !== null && (
        <Notice kind="error" title={state === "refused" ? "This file can't be read" : "The import broke off"}>
          {problem}
        </Notice>
      )}
      <p role="status">{stateSentence(progress, percent)}</p>
      {state !== "refused" && state !== "arriving" && (
        <>
          <progress className="import-bar" max={100} value={percent} aria-label="Read">
            {`${percent} %`}
          </progress>
          <Figures
            figures={[
              { label: "Read", valueText: `${percent} %`, note: `of ${sizeText(progress.bytes)}` },
              {
                label: "Rows a second",
                valueText: rowsPerSecond === null ? NOTHING : number(rowsPerSecond),
              },
              { label: "Accepted", valueText: number(counts?.accepted ?? 0), note: "new prices" },
              { label: "Unchanged", valueText: number(counts?.unchanged ?? 0), note: "were in already" },
              { label: "Rejected", valueText: number(counts?.rejected ?? 0) },
              ...(counts?.held == null
                ? []
                : [{ label: "Held", valueText: number(counts.held), note: "for a person to look at" }]),
            ]}
          />
        </>
      )}
      <Deeds state={state} stopAsked={progress.stopAsked} />
    </section>
  );
}

function percentOf({ state, bytes, bytesRead }: ImportProgress): number {
  if (state === "done") return 100;
  return bytes === 0 ? 0 : Math.min(99, Math.floor((bytesRead / bytes) * 100));
}

function stateSentence({ state, stopAsked, rowsRead, bytes }: ImportProgress, percent: number): string {
  switch (state) {
    case "arriving":
      return `The file is arriving: ${sizeText(bytes)} so far.`;
    case "refused":
      return "Nothing of it was read.";
    case "asking":
      return "Nothing is read until you say how.";
    case "queued":
      return "Waits for its turn. You can close this page.";
    case "running":
      return stopAsked
        ? "Stops as soon as the rows in hand are saved."
        : `Running: ${counted(rowsRead, "row", "rows")}, ${percent} %. You can close this page.`;
    case "stopped":
      return "Stopped. What was read is in; resume it to read the rest.";
    case "failed":
      return "What was read before is in.";
    case "done":
      return "The whole file was read.";
    default: {
      const impossible: never = state;
      throw new Error(`Unknown state ${impossible}`);
    }
  }
}

function Deeds({ state, stopAsked }: Pick<ImportProgress, "state" | "stopAsked">) {
  const canStop = (state === "queued" || state === "running") && !stopAsked;
  const canResume = state === "stopped" || state === "failed";
  const canDiscard = canResume || state === "refused";
  if (!canStop && !canResume && !canDiscard) return null;
  return (
    <form method="post" className="actions">
      {canResume && (
        <Button kind="main" name="intent" value="resume">
          Resume
        </Button>
      )}
      {canStop && (
        <Button name="intent" value="stop">
          Stop
        </Button>
      )}
      {canDiscard && (
        <Button kind="danger" name="intent" value="discard">
          Throw the file away
        </Button>
      )}
    </form>
  );
}
