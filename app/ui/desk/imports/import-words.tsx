import type { UploadState } from "#app/domain/upload.ts";
import { StateLabel } from "../../state-label.tsx";

const LABELS: Readonly<
  Record<UploadState, readonly [tone: "good" | "waiting" | "bad" | "quiet", text: string]>
> = {
  arriving: ["quiet", "Arriving"],
  refused: ["bad", "Refused"],
  asking: ["waiting", "To confirm"],
  queued: ["waiting", "Waiting"],
  running: ["waiting", "Running"],
  stopped: ["waiting", "Stopped"],
  failed: ["bad", "Broken off"],
  done: ["good", "Done"],
};

/** The state of an import in a word. */
export function ImportStateLabel({ state }: { state: UploadState }) {
  const [tone, text] = LABELS[state];
  return <StateLabel tone={tone} text={text} />;
}

/** "812 bytes", "45 kB", "12.3 MB", "2.1 GB". */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  return bytes < 1_000_000_000
    ? `${(bytes / 1_000_000).toFixed(1)} MB`
    : `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

export const CHANNEL_WORDS = { online: "Online", "in-club": "In the club", delivered: "Delivered" } as const;
