/** A thread that answers listings from an index that another thread has built. */
import { parentPort, workerData } from "node:worker_threads";
import { CandidateIndex, type SharedIndex } from "#app/domain/matching/candidates.ts";
import { type Answer, answerListings } from "./answer.ts";
import type { Line } from "./lines.ts";

export type Task = { readonly number: number; readonly lines: readonly Line[] };
export type Done = { readonly number: number; readonly answer: Answer };
export type WorkerData = { readonly shared: SharedIndex; readonly top: number };

const { shared, top } = workerData as WorkerData;
const index = new CandidateIndex(shared);

parentPort?.on("message", ({ number, lines }: Task) => {
  parentPort?.postMessage({ number, answer: answerListings(index, lines, top) } satisfies Done);
});
