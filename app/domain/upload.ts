/** A file that was sent in: what state it is in, what may be done with it, and how it is to be read. */
import { z } from "zod";
import type { PriceChannel } from "./comparison.ts";
import { REFERENCE_FIELDS, type ReferenceField } from "./reference-file/columns.ts";

/**
 * `arriving`: its bytes come in. `refused`: it is no table that we read. `asking`: staff are to say how it is read.
 * `queued`, `running`: the background job has it. `stopped` by staff, `failed` by itself: both can be resumed. `done`.
 */
export const UPLOAD_STATES = [
  "arriving",
  "refused",
  "asking",
  "queued",
  "running",
  "stopped",
  "failed",
  "done",
] as const;
export type UploadState = (typeof UPLOAD_STATES)[number];

/** What staff may ask for. */
export type UploadDeed = "plan" | "start" | "stop" | "resume" | "discard";

const MAY: Readonly<Record<UploadState, readonly UploadDeed[]>> = {
  arriving: ["discard"],
  refused: ["discard"],
  asking: ["plan", "start", "discard"],
  queued: ["stop"],
  running: ["stop"],
  stopped: ["resume", "discard"],
  failed: ["resume", "discard"],
  done: [],
};

/** Whether `deed` can be done with an upload in `state`. */
export function mayDoWithUpload(state: UploadState, deed: UploadDeed): boolean {
  return MAY[state].includes(deed);
}

/** The states from which `deed` can be done. */
export function statesFor(deed: UploadDeed): UploadState[] {
  return UPLOAD_STATES.filter((state) => mayDoWithUpload(state, deed));
}

/** Whether something still happens by itself, so that a page that shows it should look again. */
export function isUnderWay(state: UploadState): boolean {
  return state === "arriving" || state === "queued" || state === "running";
}

export const PRICE_CHANNELS = ["online", "in-club", "delivered"] as const satisfies readonly PriceChannel[];

/** What is remembered of a retailer's files with one header. */
export const mappingSchema = z.object({
  /** Column by field, where it is not the one that its name tells; "" leaves the field unread. */
  columns: z.partialRecord(z.enum(REFERENCE_FIELDS), z.string()),
  channel: z.enum(PRICE_CHANNELS),
  place: z.string(),
  zone: z.string(),
});
export type Mapping = z.infer<typeof mappingSchema>;

/** How one file is to be read. */
export const importPlanSchema = mappingSchema.extend({
  retailer: z.string(),
  /** Instant, for rows that do not say when they were captured; null until staff have said. */
  capturedAt: z.iso.datetime().nullable(),
});
export type ImportPlan = z.infer<typeof importPlanSchema>;

/** The choices of a mapping as the reader of headers takes them. */
export function columnChoices({ columns }: Pick<Mapping, "columns">): ReadonlyMap<ReferenceField, string> {
  return new Map(Object.entries(columns) as [ReferenceField, string][]);
}

/** A file larger than this is not taken in through the browser: 4 GiB. */
export const MAX_UPLOAD_BYTES = 4 * 2 ** 30;
/** Files that wait or run, together: 16 GiB. */
export const MAX_KEPT_BYTES = 16 * 2 ** 30;
/** Rejected rows that are kept for mending. */
export const MAX_KEPT_REJECTS = 200_000;

/** A process that works on an upload and has not been heard of for this long is gone. */
export const WORKER_SILENCE_MS = 60_000;
