/** A server in a process of its own, whose CPU time we may ask for. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

export type Measured = {
  readonly port: number;
  /** CPU time used so far, user and system, in milliseconds. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
};

/** Runs `script`, which listens and then says `{ port }`; `payload` is sent to it first. */
export async function runMeasured(
  script: string,
  settings: Readonly<Record<string, string>>,
  payload?: unknown,
): Promise<Measured> {
  const child = fork(script, {
    env: { ...process.env, ...settings },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    serialization: "advanced",
  });
  if (payload !== undefined) child.send({ payload } as object);
  const { port } = await answer<{ port: number }>(child);
  return {
    port,
    async cpuMs() {
      child.send("cpu");
      return (await answer<{ cpuMs: number }>(child)).cpuMs;
    },
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

async function answer<T>(child: ChildProcess): Promise<T> {
  const gone = new AbortController();
  const exit = once(child, "exit", { signal: gone.signal }).then(() => {
    throw new Error("The measured server stopped.");
  });
  try {
    const [message] = (await Promise.race([once(child, "message"), exit])) as [T];
    return message;
  } finally {
    gone.abort();
    exit.catch(() => undefined);
  }
}

/** In the measured process: answers questions about its CPU time. */
export function answerAboutCpu(): void {
  process.on("message", (message) => {
    if (message !== "cpu") return;
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMs: (user + system) / 1000 });
  });
}
