/** For whoever runs us: is the process up, can it serve, what does it count. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { metrics } from "./metrics.ts";

export type ProbeAnswer = { readonly status: number; readonly type: string; readonly body: string };

export type ProbeOptions = {
  readonly isDraining: () => boolean;
  /** Resolves when the database answers; rejects with the reason. */
  readonly checkDatabase: () => Promise<void>;
  readonly metricsToken: string | undefined;
};

const READY_TIMEOUT_MS = 2000;

/** Answers /healthz, /readyz and /metrics; undefined for anything else. */
export async function answerProbe(
  pathname: string,
  message: IncomingMessage,
  options: ProbeOptions,
): Promise<ProbeAnswer | undefined> {
  switch (pathname) {
    case "/healthz":
      return json(200, { status: "up" });
    case "/readyz":
      return await readiness(options);
    case "/metrics":
      if (!mayReadMetrics(message, options.metricsToken))
        return { status: 404, type: "text/plain", body: "Not found\n" };
      return { status: 200, type: metrics.contentType, body: await metrics.metrics() };
    default:
      return undefined;
  }
}

async function readiness(options: ProbeOptions): Promise<ProbeAnswer> {
  if (options.isDraining()) return json(503, { status: "draining" });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("late")), READY_TIMEOUT_MS);
  });
  try {
    await Promise.race([options.checkDatabase(), late]);
    return json(200, { status: "ready" });
  } catch {
    return json(503, { status: "database does not answer" });
  } finally {
    clearTimeout(timer);
  }
}

/** With a token set: whoever has it. Without: this machine alone, and nobody through a proxy. */
function mayReadMetrics(message: IncomingMessage, token: string | undefined): boolean {
  if (token !== undefined) return sameText(message.headers.authorization ?? "", `Bearer ${token}`);
  const isLocal = /^(?:127\.|::1$|::ffff:127\.)/.test(message.socket.remoteAddress ?? "");
  return isLocal && message.headers["x-forwarded-for"] === undefined;
}

/** Compares without telling by its time where two texts part. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function json(status: number, body: object): ProbeAnswer {
  return { status, type: "application/json", body: `${JSON.stringify(body)}\n` };
}
