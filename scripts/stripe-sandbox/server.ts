import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { getResponse } from "msw";
import { StripeRefusal } from "./errors.ts";
import { messagePage } from "./pages/html.ts";
import { handlePage } from "./pages/pages.ts";
import { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";
import { emptyState } from "./state.ts";
import { loadState, StateFile } from "./state-file.ts";

export interface SandboxServerOptions extends Pick<SandboxOptions, "now" | "secretKey" | "settings"> {
  /** 0 picks a free one. */
  port: number;
  /** Loopback unless given. */
  host?: string;
  /** Where the account is kept over restarts; in memory only when left out. */
  stateFile?: string;
  /** An endpoint that gets every event from the start. */
  webhook?: { url: string; secret: string };
  /** Address that people's browsers reach the pages at, when it is not the one bound. */
  publicUrl?: string;
}

export interface SandboxServer {
  url: string;
  sandbox: Sandbox;
  /** Stops listening and delivering, and writes the state file. */
  close(): Promise<void>;
}

const apiOrigin = "https://api.stripe.com";
const maxBodyBytes = 1_000_000;
const tickMs = 2_000;
const loopbackNames = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Serves the sandbox over HTTP: the API's msw handlers under /v1, the hosted pages beside them. Throws when the port
 * is taken (`EADDRINUSE`) or the state file cannot be read.
 */
export async function startSandboxServer(options: SandboxServerOptions): Promise<SandboxServer> {
  const state = options.stateFile ? loadState(options.stateFile) : emptyState();
  const file = options.stateFile ? new StateFile(options.stateFile, state) : null;
  const host = options.host ?? "127.0.0.1";
  let sandbox: Sandbox | null = null;
  const server = createServer((incoming, outgoing) => {
    if (sandbox) void serve(sandbox, allowedNames(host, sandbox.world.publicUrl), incoming, outgoing);
  });
  const port = await listen(server, options.port, host);
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  sandbox = createSandbox({
    ...pick(options),
    apiOrigin,
    publicUrl: options.publicUrl ?? url,
    state,
    autoDeliver: true,
    onChange: () => file?.changed(),
  });
  if (options.webhook) sandbox.addWebhookEndpoint(options.webhook);
  const running = sandbox;
  const timer = setInterval(() => tickSafely(running), tickMs);
  timer.unref();
  const close = async () => {
    clearInterval(timer);
    running.close();
    await stop(server);
    file?.flush();
  };
  return { url, sandbox, close };
}

function pick({ now, secretKey, settings }: SandboxServerOptions): SandboxOptions {
  return { ...(now ? { now } : {}), ...(secretKey ? { secretKey } : {}), ...(settings ? { settings } : {}) };
}

/** What falls due must not bring down the server that everybody else is using. */
function tickSafely(sandbox: Sandbox): void {
  try {
    sandbox.tick();
  } catch (error) {
    console.error("stripe-sandbox:", error);
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Names that a request may call us by; another one means that some page has bent its own name to this address. */
function allowedNames(host: string, publicUrl: string): Set<string> {
  return new Set([...loopbackNames, host, new URL(publicUrl).hostname]);
}

async function serve(
  sandbox: Sandbox,
  names: Set<string>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const called = `http://${incoming.headers.host ?? ""}`;
    if (!URL.canParse(called) || !names.has(new URL(called).hostname)) {
      return await answer(outgoing, new Response("Unknown host.\n", { status: 421 }), false);
    }
    const request = await requestOf(incoming, called);
    if (!request) return await answer(outgoing, new Response("Too large.\n", { status: 413 }), false);
    await answer(outgoing, await respond(sandbox, request), incoming.method === "HEAD");
  } catch (error) {
    console.error("stripe-sandbox:", error);
    if (!outgoing.headersSent) outgoing.writeHead(500, { "Content-Type": "text/plain" });
    outgoing.end("The sandbox failed.\n");
  }
}

async function respond(sandbox: Sandbox, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  if (pathname.startsWith("/v1/")) {
    const response = await getResponse(
      sandbox.handlers,
      new Request(`${apiOrigin}${pathname}${search}`, request),
    );
    return response ?? new Response(null, { status: 404 });
  }
  try {
    return await handlePage(sandbox.world, request, () => sandbox.wake());
  } catch (error) {
    if (error instanceof StripeRefusal) return messagePage("That did not work", error.message, error.status);
    throw error;
  }
}

/** The request as the handlers know it; null when its body is too large. */
async function requestOf(incoming: IncomingMessage, origin: string): Promise<Request | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) return null;
    chunks.push(chunk);
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const method = incoming.method ?? "GET";
  const body = method === "GET" || method === "HEAD" ? undefined : Buffer.concat(chunks);
  return new Request(new URL(incoming.url ?? "/", origin), { method, headers, ...(body ? { body } : {}) });
}

async function answer(outgoing: ServerResponse, response: Response, headOnly: boolean): Promise<void> {
  if (response.type === "error") {
    outgoing.destroy();
    return;
  }
  const body = Buffer.from(await response.arrayBuffer());
  const headers = Object.fromEntries(response.headers);
  outgoing.writeHead(response.status, { ...headers, "content-length": String(body.length) });
  outgoing.end(headOnly ? undefined : body);
}
