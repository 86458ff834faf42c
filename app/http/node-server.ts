/**
 * The club's server: a thin, hardened adapter between node:http and the app. In order: probes, static files, what is
 * refused outright, public pages from the cache, and everything else from the app, for one person alone.
 */
import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { AppLoadContext } from "@remix-run/node";
import {
  carriesSession,
  isPublicPath,
  PRIVATE_CACHE_CONTROL,
  PUBLIC_CACHE_CONTROL,
  PUBLIC_VARY,
} from "./caching.ts";
import { calmPage } from "./calm-page.ts";
import { encodeForKeeping, encodeOnce } from "./encoding.ts";
import { log } from "./log.ts";
import { type AnswerKind, observePageCache, observeRequest } from "./metrics.ts";
import { type KeptPage, PageCache } from "./page-cache.ts";
import { answerProbe } from "./probes.ts";
import {
  clientAddress,
  isForPrograms,
  isStreamedPath,
  limitArrival,
  type Refusal,
  readBody,
  readHeaders,
  readUrl,
  requestIdOf,
} from "./request.ts";
import { isSameOriginWrite } from "./same-origin.ts";
import { contentSecurityPolicy, inlineScriptHashes, securityHeaders } from "./security-headers.ts";
import { type Exchange, isDownload, passHeaders, send, sendFile, sendKept, sendStream } from "./sending.ts";
import type { StaticFile } from "./static-files.ts";

/** The app: what Remix's createRequestHandler gives. */
export type RenderRequest = (request: Request, context: AppLoadContext) => Promise<Response>;

type DevMiddleware = (
  message: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

export type ClubServerOptions = {
  readonly render: RenderRequest;
  readonly staticFiles: ReadonlyMap<string, StaticFile>;
  /** Scheme and host that people open; every page is made for it whatever the Host header claims. */
  readonly publicOrigin: string;
  /** Origins that a form may lead to: hosted checkout and portal. */
  readonly formTargets: readonly string[];
  readonly trustProxy: boolean;
  /** Hot reload: what answers for modules before we do. Undefined for a build. */
  readonly development: { readonly middleware: DevMiddleware } | undefined;
  readonly checkDatabase: () => Promise<void>;
  readonly metricsToken: string | undefined;
  readonly cacheBytes?: number;
};

export type ClubServer = {
  readonly server: Server;
  /** Takes no new work, lets what is under way end (until the deadline), and closes. */
  close(deadlineMs: number): Promise<void>;
};

const DEFAULT_CACHE_BYTES = 256 * 1024 * 1024;
/** Longer queries are answered, but not kept. */
const MAX_KEPT_KEY_LENGTH = 512;

/** The path as logs have it: without the query, in which a mailed link carries its token. */
function pathOf(message: IncomingMessage): string | undefined {
  return message.url?.split("?")[0]?.slice(0, 300);
}

/** Makes the server; the caller listens. */
export function createClubServer(options: ClubServerOptions): ClubServer {
  const https = options.publicOrigin.startsWith("https:");
  const common = securityHeaders(https);
  const cache = new PageCache({ maxBytes: options.cacheBytes ?? DEFAULT_CACHE_BYTES, clock: Date.now });
  let draining = false;

  const policy = (inlineScripts: readonly string[]) =>
    contentSecurityPolicy({
      inlineScripts,
      formTargets: options.formTargets,
      https,
      development: options.development !== undefined,
    });

  const server = createServer(
    // How long a body may take depends on what it is: limitArrival sees to it.
    { maxHeaderSize: 16 * 1024, requestTimeout: 0, headersTimeout: 10_000, keepAliveTimeout: 65_000 },
    (message, response) => {
      const startedAt = performance.now();
      const requestId = requestIdOf(message, options.trustProxy);
      let kind: AnswerKind = "refused";
      response.on("close", () => {
        // Once we are closing, a connection is let go as soon as its last answer is out.
        if (draining) setImmediate(() => server.closeIdleConnections());
        const ms = performance.now() - startedAt;
        observeRequest(message.method ?? "", kind, response.statusCode, ms / 1000);
        if (kind !== "asset" && kind !== "probe") {
          log.info(
            {
              requestId,
              method: message.method,
              path: pathOf(message),
              status: response.statusCode,
              ms: Math.round(ms * 10) / 10,
              kind,
              ended: response.writableFinished,
            },
            "request",
          );
        }
      });
      for (const name in common) response.setHeader(name, common[name] as string);
      response.setHeader("X-Request-Id", requestId);
      if (draining) response.setHeader("Connection", "close");
      const begin = () =>
        answer(message, response, requestId, (is) => {
          kind = is;
        }).catch((error: unknown) => fail(message, response, requestId, error));
      if (options.development === undefined) void begin();
      else options.development.middleware(message, response, begin);
    },
  );

  async function answer(
    message: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    note: (kind: AnswerKind) => void,
  ): Promise<void> {
    const read = readUrl(message, options.publicOrigin);
    if (!read.ok) return refuse(message, response, requestId, read);
    const exchange: Exchange = { message, response, requestId, url: read.url };
    const file = options.staticFiles.get(read.url.pathname);
    if (file !== undefined && message.method !== "POST") {
      note("asset");
      return sendFile(exchange, file);
    }
    const probe = await answerProbe(read.url.pathname, message, {
      isDraining: () => draining,
      checkDatabase: options.checkDatabase,
      metricsToken: options.metricsToken,
    });
    if (probe !== undefined) {
      note("probe");
      return send(
        exchange,
        probe.status,
        { "Content-Type": probe.type, "Cache-Control": "no-store" },
        Buffer.from(probe.body),
      );
    }
    if (
      message.method !== "POST" &&
      isPublicPath(read.url.pathname) &&
      !carriesSession(message.headers.cookie)
    ) {
      note("public-page");
      return await answerPublic(exchange);
    }
    note("private-page");
    return await answerPrivate(exchange);
  }

  /** The same bytes for everyone without a session: made as nobody, without cookies, and kept. */
  async function answerPublic(exchange: Exchange): Promise<void> {
    const key = exchange.url.pathname + exchange.url.search;
    const fresh = cache.findFresh(key);
    if (fresh !== undefined) {
      observePageCache("hit");
      return sendKept(exchange, fresh);
    }
    observePageCache("miss");
    const make = () => makePublic(exchange);
    const page = key.length > MAX_KEPT_KEY_LENGTH ? await make() : await cache.get(key, make);
    return page === undefined ? await answerPrivate(exchange) : sendKept(exchange, page);
  }

  async function makePublic(exchange: Exchange): Promise<KeptPage | undefined> {
    const headers = new Headers({ accept: exchange.message.headers.accept ?? "*/*" });
    const request = new Request(exchange.url, { headers });
    const answered = await options.render(request, { requestId: exchange.requestId, nonce: "", ip: "" });
    // Only what is plainly good is shared; an error, or an answer with a cookie, is made for whoever asked.
    const isShareable = [200, 301, 302, 404].includes(answered.status) && !answered.headers.has("set-cookie");
    if (!isShareable) return undefined;
    const body = Buffer.from(await answered.arrayBuffer());
    const type = answered.headers.get("content-type") ?? "text/html; charset=utf-8";
    const page = passHeaders(answered.headers);
    page["Cache-Control"] = answered.headers.get("cache-control") ?? PUBLIC_CACHE_CONTROL;
    page.Vary = PUBLIC_VARY;
    if (type.startsWith("text/html"))
      page["Content-Security-Policy"] = policy(inlineScriptHashes(body.toString()));
    const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
    return { status: answered.status, headers: page, etag, body: await encodeForKeeping(body, type, 5) };
  }

  async function answerPrivate(exchange: Exchange): Promise<void> {
    const { message, url, requestId } = exchange;
    const nonce = randomBytes(16).toString("base64");
    const headers = readHeaders(message);
    const isWrite = message.method === "POST";
    if (isWrite && !isForPrograms(url.pathname) && !isSameOriginWrite(headers, options.publicOrigin)) {
      return refuse(message, exchange.response, requestId, {
        ok: false,
        status: 403,
        sentence: "That form was sent from another site. Open the page here and send it again.",
      });
    }
    // A page that keeps its address to itself (no-referrer) sends its forms with `Origin: null`. The browser has vouched
    // for them in Sec-Fetch-Site; Remix, which knows Origin alone, would take them for forged.
    if (isWrite && headers.get("Origin") === "null") headers.delete("Origin");
    if (isWrite) limitArrival(message, url.pathname);
    const isStreamed = isWrite && isStreamedPath(url.pathname);
    const read = isWrite && !isStreamed ? await readBody(message, url.pathname) : undefined;
    if (read !== undefined && !read.ok) return refuse(message, exchange.response, requestId, read);
    const gone = new AbortController();
    // Only who left before the end: an abort makes an error with a stack, and every answer closes.
    exchange.response.once("close", () => {
      if (!exchange.response.writableFinished) gone.abort();
    });
    const request = new Request(url, {
      method: isWrite ? "POST" : "GET",
      headers,
      signal: gone.signal,
      ...(read ? { body: new Uint8Array(read.body) } : {}),
      ...(isStreamed ? { body: Readable.toWeb(message) as ReadableStream, duplex: "half" } : {}),
    });
    const answered = await options.render(request, {
      requestId,
      nonce,
      ip: clientAddress(message, options.trustProxy),
    });
    const type = answered.headers.get("content-type") ?? "";
    const page: Record<string, string | string[]> = passHeaders(answered.headers);
    page["Cache-Control"] = answered.headers.get("cache-control") ?? PRIVATE_CACHE_CONTROL;
    page.Vary = PUBLIC_VARY;
    // What is left of a body that nobody wanted is not read: the connection ends with the answer.
    if (isStreamed && !message.complete) page.Connection = "close";
    if (isDownload(answered)) return await sendStream(exchange, answered, page);
    const body = Buffer.from(await answered.arrayBuffer());
    // A route that answers somebody else's HTML (a mail) brings a policy of its own, stricter than a page's.
    const hasOwnPolicy = answered.headers.has("content-security-policy");
    if (type.startsWith("text/html") && !hasOwnPolicy)
      page["Content-Security-Policy"] = policy([`'nonce-${nonce}'`]);
    const cookies = answered.headers.getSetCookie();
    if (cookies.length > 0) page["Set-Cookie"] = cookies;
    const encoded = await encodeOnce(body, type, message.headers["accept-encoding"]);
    if (encoded.encoding !== "identity") page["Content-Encoding"] = encoded.encoding;
    send(exchange, answered.status, page, encoded.body);
  }

  function refuse(
    message: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    refusal: Refusal,
  ): void {
    // What is left of a refused body is not read: the connection ends with the answer.
    response.setHeader("Connection", "close");
    sendCalm(message, response, requestId, refusal.status, "We can't do that", refusal.sentence);
  }

  function fail(message: IncomingMessage, response: ServerResponse, requestId: string, error: unknown): void {
    if (response.destroyed || message.destroyed) return;
    log.error({ err: error, requestId, path: pathOf(message) }, "request failed");
    if (response.headersSent) return void response.destroy();
    sendCalm(
      message,
      response,
      requestId,
      500,
      "Something broke on our side",
      "Nothing that you entered was charged or lost by this page. Try again in a minute.",
    );
  }

  function sendCalm(
    message: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    status: number,
    title: string,
    sentence: string,
  ): void {
    const body = Buffer.from(calmPage(title, sentence, requestId));
    response.writeHead(status, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Length": body.length,
      "Cache-Control": "no-store",
      "Content-Security-Policy": policy([]),
    });
    response.end(message.method === "HEAD" ? undefined : body);
  }

  return { server, close: (deadlineMs) => drain(deadlineMs) };

  async function drain(deadlineMs: number): Promise<void> {
    draining = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const timer = setTimeout(() => server.closeAllConnections(), deadlineMs);
    await closed;
    clearTimeout(timer);
  }
}
