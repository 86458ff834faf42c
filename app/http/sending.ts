/** How an answer goes out: validators, encodings, lengths. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { matchesEtag, PUBLIC_CACHE_CONTROL, PUBLIC_VARY } from "./caching.ts";
import { negotiateEncoding } from "./encoding.ts";
import type { KeptPage } from "./page-cache.ts";
import type { StaticFile } from "./static-files.ts";

/** One request under way. */
export type Exchange = {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly url: URL;
};

/** Headers of the app's answer that pass as they are; length, cookies and caching are ours to say. */
export function passHeaders(headers: Headers): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [name, value] of headers) {
    if (name !== "set-cookie" && name !== "cache-control" && name !== "content-length") passed[name] = value;
  }
  return passed;
}

/** A page from the cache, or 304 when the client has it. */
export function sendKept(exchange: Exchange, page: KeptPage): void {
  const { message, response } = exchange;
  response.setHeader("ETag", page.etag);
  if (page.status === 200 && matchesEtag(message.headers["if-none-match"], page.etag)) {
    response.writeHead(304, {
      "Cache-Control": page.headers["Cache-Control"] ?? PUBLIC_CACHE_CONTROL,
      Vary: PUBLIC_VARY,
    });
    return void response.end();
  }
  sendEncoded(exchange, page.status, page.headers, page.body);
}

/** A static file, or 304 when the client has it. */
export function sendFile(exchange: Exchange, file: StaticFile): void {
  const headers = {
    "Content-Type": file.type,
    "Cache-Control": file.cacheControl,
    Vary: "Accept-Encoding",
    ETag: file.etag,
  };
  if (matchesEtag(exchange.message.headers["if-none-match"], file.etag)) {
    exchange.response.writeHead(304, headers);
    return void exchange.response.end();
  }
  sendEncoded(exchange, 200, headers, file.body);
}

function sendEncoded(
  exchange: Exchange,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: KeptPage["body"],
): void {
  const available = (["br", "gzip"] as const).filter((name) => body[name] !== undefined);
  const encoding = negotiateEncoding(exchange.message.headers["accept-encoding"], available);
  const chosen = encoding === "identity" ? body.identity : (body[encoding] ?? body.identity);
  send(
    exchange,
    status,
    encoding === "identity" ? headers : { ...headers, "Content-Encoding": encoding },
    chosen,
  );
}

/** Ends the answer; a HEAD gets the headers alone. */
export function send(
  exchange: Exchange,
  status: number,
  headers: Readonly<Record<string, string | string[]>>,
  body: Buffer,
): void {
  const { message, response } = exchange;
  const isBodyless = status === 204 || status === 304;
  response.writeHead(status, isBodyless ? headers : { ...headers, "Content-Length": body.length });
  response.end(message.method === "HEAD" || isBodyless ? undefined : body);
}

/** Whether an answer is a file to be saved: it may be large, and goes out as it is made. */
export function isDownload(answered: Response): boolean {
  return (
    answered.body !== null && (answered.headers.get("content-disposition") ?? "").startsWith("attachment")
  );
}

/** Sends an answer as it is made, as fast as the client takes it. */
export async function sendStream(
  { message, response }: Exchange,
  answered: Response,
  headers: Readonly<Record<string, string | string[]>>,
): Promise<void> {
  response.writeHead(answered.status, headers);
  if (message.method === "HEAD" || answered.body === null) {
    await answered.body?.cancel();
    return void response.end();
  }
  // A client that leaves early is no error of ours.
  await pipeline(Readable.fromWeb(answered.body as NodeStream), response).catch((error: unknown) => {
    if (!response.destroyed) throw error;
  });
}
