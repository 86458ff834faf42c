import { type HttpHandler, HttpResponse, http } from "msw";
import { invalidRequest, notAuthenticated, StripeRefusal } from "./errors.ts";
import { expandAnswer } from "./expand.ts";
import { decodeForm, type Form } from "./form.ts";
import { findSavedAnswer, fingerprintOf, keyInUse, saveAnswer } from "./idempotency.ts";
import { type Route, takeExpand } from "./route.ts";
import { routes } from "./routes.ts";
import { apiVersion, newId, type World } from "./world.ts";

export interface ApiOptions {
  /** Origin that the handlers answer for. */
  apiOrigin: string;
  /** The one key that is let in; null lets in every test key. */
  secretKey: string | null;
}

interface Answer {
  status: number;
  body: unknown;
  /** False for what must not be remembered under an idempotency key. */
  keep: boolean;
}

/**
 * The msw handlers of the API. There is one for all paths, with a router of its own behind it: msw would clone each
 * request once per handler it tries.
 */
export function apiHandlers(world: World, options: ApiOptions): HttpHandler[] {
  const running = new Set<string>();
  return [http.all(`${options.apiOrigin}/v1/*`, ({ request }) => respond(world, options, running, request))];
}

async function respond(world: World, options: ApiOptions, running: Set<string>, request: Request) {
  const requestId = newId("req_", 14);
  const key = request.method === "POST" ? request.headers.get("idempotency-key") : null;
  const headers = new Headers({ "Request-Id": requestId, "Stripe-Version": apiVersion });
  if (key) headers.set("Idempotency-Key", key);
  try {
    requireKey(request, options.secretKey);
    requireVersion(request);
    const path = new URL(request.url).pathname.replace(/\/$/, "");
    const form = await formOf(request);
    const fingerprint = fingerprintOf(request.method, path, form);
    if (key) {
      if (running.has(key)) throw keyInUse(key);
      const saved = findSavedAnswer(world, key, fingerprint);
      if (saved) {
        headers.set("Idempotent-Replayed", "true");
        headers.set("Original-Request", saved.requestId);
        return HttpResponse.json(saved.body as object, { status: saved.status, headers });
      }
      running.add(key);
    }
    try {
      if (world.state.faults.apiDelayMs > 0) await pause(world.state.faults.apiDelayMs);
      const answer = runRoute(world, request.method, path, form, { id: requestId, idempotency_key: key });
      if (key && answer.keep) {
        const { status, body } = answer;
        saveAnswer(world, { id: key, fingerprint, status, body, requestId, savedAtMs: world.wallClockMs() });
      }
      if (losesAnswer(world, request)) return HttpResponse.error();
      return HttpResponse.json(answer.body as object, { status: answer.status, headers });
    } finally {
      if (key) running.delete(key);
    }
  } catch (error) {
    const { status, body } = refusalAnswer(error, requestId);
    return HttpResponse.json(body as object, { status, headers });
  }
}

/** The connection breaks after the work is done: what a caller must survive by asking again with the same key. */
function losesAnswer(world: World, request: Request): boolean {
  const { faults } = world.state;
  if (request.method === "GET" || faults.apiLostAnswers === 0) return false;
  faults.apiLostAnswers -= 1;
  world.onChange();
  return true;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function requireKey(request: Request, secretKey: string | null): void {
  const header = request.headers.get("authorization") ?? "";
  const [scheme, value = ""] = header.split(" ");
  const key =
    scheme === "Basic" ? (Buffer.from(value, "base64").toString("utf8").split(":")[0] ?? "") : value;
  if (key === "") {
    throw notAuthenticated(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  }
  const known = secretKey === null ? /^[sr]k_test_\w+$/.test(key) : key === secretKey;
  if (!known) throw notAuthenticated(`Invalid API Key provided: ${key.slice(0, 8)}****${key.slice(-4)}`);
}

function requireVersion(request: Request): void {
  const asked = request.headers.get("stripe-version");
  if (asked && asked !== apiVersion) {
    throw invalidRequest(`This sandbox speaks API version ${apiVersion} only, not ${asked}.`);
  }
}

async function formOf(request: Request): Promise<Form> {
  if (request.method !== "POST") return decodeForm(new URL(request.url).search);
  return decodeForm(await request.text());
}

function runRoute(world: World, method: string, path: string, form: Form, cause: World["cause"]): Answer {
  const { faults } = world.state;
  if (faults.apiFailures > 0) {
    faults.apiFailures -= 1;
    world.onChange();
    return {
      status: 500,
      body: { error: { type: "api_error", message: "The sandbox was told to fail." } },
      keep: false,
    };
  }
  const { route, ids } = findRoute(method, path);
  const expand = takeExpand(form);
  world.cause = cause;
  try {
    const body = expandAnswer(world, route.run(world, ids, form), expand);
    return { status: 200, body, keep: true };
  } catch (error) {
    // Only what got past validation counts as an answer to the key: a corrected request may use it again.
    return {
      ...refusalAnswer(error, cause.id ?? ""),
      keep: error instanceof StripeRefusal && error.status === 402,
    };
  } finally {
    world.cause = { id: null, idempotency_key: null };
  }
}

function findRoute(method: string, path: string): { route: Route; ids: string[] } {
  for (const route of routes) {
    const match = route.method === method ? route.pattern.exec(path) : null;
    if (match) return { route, ids: match.slice(1).map(decodeURIComponent) };
  }
  const message = `Unrecognized request URL (${method}: ${path}). The sandbox does not have this endpoint.`;
  throw new StripeRefusal(404, { type: "invalid_request_error", message });
}

function refusalAnswer(error: unknown, requestId: string): { status: number; body: unknown } {
  if (error instanceof StripeRefusal) {
    const request_log_url = `https://dashboard.stripe.com/test/logs/${requestId}`;
    return { status: error.status, body: { error: { ...error.body, request_log_url } } };
  }
  const message = `The sandbox failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  return { status: 500, body: { error: { type: "api_error", message } } };
}
