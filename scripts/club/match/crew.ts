/** Threads that share one index and answer listings; answers come back in the order of the questions. */
import { Worker } from "node:worker_threads";
import type { CandidateIndex } from "#app/domain/matching/candidates.ts";
import { type Answer, answerListings } from "./answer.ts";
import type { Line } from "./lines.ts";
import type { Done, Task, WorkerData } from "./worker.ts";

export type Crew = {
  readonly answer: (lines: readonly Line[]) => Promise<Answer>;
  /** Questions worth asking at once. */
  readonly atOnce: number;
  readonly close: () => Promise<void>;
};

/** One question is answered while the next one waits at the thread's door. */
const AT_ONCE_EACH = 2;

/** `threads` workers; with none the caller's own thread does the work. The answers are the same. */
export function openCrew(index: CandidateIndex, top: number, threads: number): Crew {
  if (threads === 0)
    return {
      answer: async (lines) => answerListings(index, lines, top),
      atOnce: 1,
      close: async () => undefined,
    };
  const workerData: WorkerData = { shared: index.share(), top };
  const members = Array.from({ length: threads }, () => hire(workerData));
  let turn = 0;
  return {
    answer: (lines) => {
      const member = members[turn % threads] as Member;
      turn += 1;
      return member.ask(lines);
    },
    atOnce: threads * AT_ONCE_EACH,
    close: async () => {
      await Promise.all(members.map((member) => member.dismiss()));
    },
  };
}

type Member = { ask: (lines: readonly Line[]) => Promise<Answer>; dismiss: () => Promise<unknown> };

function hire(workerData: WorkerData): Member {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData });
  const asked = new Map<number, PromiseWithResolvers<Answer>>();
  let fault: Error | undefined;
  let next = 0;
  worker.on("message", ({ number, answer }: Done) => {
    asked.get(number)?.resolve(answer);
    asked.delete(number);
  });
  worker.on("error", (error) => {
    fault = error;
    for (const { reject } of asked.values()) reject(error);
    asked.clear();
  });
  return {
    ask: (lines) => {
      if (fault !== undefined) return Promise.reject(fault);
      const number = next;
      next += 1;
      const waiting = Promise.withResolvers<Answer>();
      asked.set(number, waiting);
      worker.postMessage({ number, lines } satisfies Task);
      return waiting.promise;
    },
    dismiss: () => worker.terminate(),
  };
}
