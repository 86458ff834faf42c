/** What /metrics tells Prometheus. */
import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

export const metrics = new Registry();
collectDefaultMetrics({ register: metrics });

/** What an answer was: few values, so that the series stay few. */
export type AnswerKind = "asset" | "public-page" | "private-page" | "probe" | "refused";

const durations = new Histogram({
  name: "tallyhouse_http_request_duration_seconds",
  help: "Time from the request's head to the answer's end.",
  labelNames: ["method", "kind", "status"] as const,
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [metrics],
});

const cachedPages = new Counter({
  name: "tallyhouse_page_cache_total",
  help: "Public pages answered, by whether the page was kept already.",
  labelNames: ["outcome"] as const,
  registers: [metrics],
});

const METHODS = new Set(["GET", "HEAD", "POST"]);

/** Notes one answer. */
export function observeRequest(method: string, kind: AnswerKind, status: number, seconds: number): void {
  durations.observe(
    { method: METHODS.has(method) ? method : "other", kind, status: `${Math.floor(status / 100)}xx` },
    seconds,
  );
}

/** Notes whether a public page was at hand. */
export function observePageCache(outcome: "hit" | "miss"): void {
  cachedPages.inc({ outcome });
}
