/** Node's incoming message, checked and bounded, as a web Request. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { MAX_FEED_BYTES } from "#app/domain/feed.ts";
import { MAX_PHOTO_FILE_BYTES } from "#app/domain/member-card.ts";

/** An answer that is given before the app is asked: the status and a plain sentence that says what to do. */
export type Refusal = { readonly ok: false; readonly status: number; readonly sentence: string };

const MAX_URL_LENGTH = 4096;
const FORM_LIMIT_BYTES = 256 * 1024;
const WEBHOOK_LIMIT_BYTES = 1024 * 1024;
/** A photo of the most that is taken, and the form around it. */
const PHOTO_LIMIT_BYTES = MAX_PHOTO_FILE_BYTES + 64 * 1024;
/** Where a file may be sent: its body is handed on as it comes, and whoever reads it sets the limit. */
const STREAMED_PATH = "/desk/imports";
const METHODS = new Set(["GET", "HEAD", "POST"]);
const REQUEST_ID = /^[\w.-]{8,64}$/;

/** The id of a request: the proxy's where one is trusted, else a new one. */
export function requestIdOf(message: IncomingMessage, trustProxy: boolean): string {
  const given = message.headers["x-request-id"];
  return trustProxy && typeof given === "string" && REQUEST_ID.test(given) ? given : randomUUID();
}

/** The client's address: the last hop that the one trusted proxy names, else the socket's. */
export function clientAddress(message: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? message.headers["x-forwarded-for"] : undefined;
  const last = (Array.isArray(forwarded) ? forwarded.at(-1) : forwarded)?.split(",").at(-1)?.trim();
  return last || message.socket.remoteAddress || "unknown";
}

/**
 * The address asked for, always on our own origin: what the Host header claims never reaches a page or the cache.
 * Refuses other methods, absolute forms and endless addresses.
 */
export function readUrl(message: IncomingMessage, origin: string): { ok: true; url: URL } | Refusal {
  if (!METHODS.has(message.method ?? ""))
    return { ok: false, status: 405, sentence: "That is not something that can be done here." };
  const target = message.url ?? "/";
  if (target.length > MAX_URL_LENGTH)
    return { ok: false, status: 414, sentence: "That address is too long. Use a shorter search." };
  if (!target.startsWith("/"))
    return { ok: false, status: 400, sentence: "That address can't be read. Start again at the front door." };
  try {
    const url = new URL(origin + target);
    decodeURIComponent(url.pathname);
    return { ok: true, url };
  } catch {
    return { ok: false, status: 400, sentence: "That address can't be read. Start again at the front door." };
  }
}

/** Whether programs write here, with a signature or a key of their own: no cookie counts, so there is nothing to forge. */
export function isForPrograms(pathname: string): boolean {
  return pathname.startsWith("/webhooks/") || pathname.startsWith("/api/");
}

function limitOf(pathname: string): number {
  if (pathname.startsWith("/webhooks/")) return WEBHOOK_LIMIT_BYTES;
  if (pathname.startsWith("/api/")) return MAX_FEED_BYTES;
  return /^\/account\/photo(?:\.data)?$/.test(pathname) ? PHOTO_LIMIT_BYTES : FORM_LIMIT_BYTES;
}

/** The whole body, up to the limit of its address. */
export async function readBody(
  message: IncomingMessage,
  pathname: string,
): Promise<{ ok: true; body: Buffer } | Refusal> {
  const limit = limitOf(pathname);
  const tooLarge: Refusal = {
    ok: false,
    status: 413,
    sentence: `That is more than the ${limit / 1024} KB that we take here. Send less at a time.`,
  };
  if (Number(message.headers["content-length"] ?? 0) > limit) return tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return tooLarge;
    chunks.push(chunk);
  }
  return { ok: true, body: Buffer.concat(chunks, size) };
}

/** Whether a body sent to `pathname` is a file, handed on as it comes instead of being read whole first. */
export function isStreamedPath(pathname: string): boolean {
  return pathname === STREAMED_PATH;
}

/** Time that a whole form may take to arrive, and time without a byte after which a file's sender is given up. */
const FORM_MS = 30_000;
const SILENCE_MS = 60_000;

/** Cuts the connection of a write that comes too slowly: a form as a whole, a file when it stands still. */
export function limitArrival(message: IncomingMessage, pathname: string): void {
  if (isStreamedPath(pathname)) {
    message.setTimeout(SILENCE_MS, () => message.destroy());
    message.once("close", () => message.socket.setTimeout(0));
    return;
  }
  const timer = setTimeout(() => message.destroy(), FORM_MS);
  message.once("end", () => clearTimeout(timer));
  message.once("close", () => clearTimeout(timer));
}

/** Node's raw header pairs as web headers; HTTP/2 pseudo headers and hop-by-hop ones are left out. */
export function readHeaders(message: IncomingMessage): Headers {
  const headers = new Headers();
  const raw = message.rawHeaders;
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] as string;
    if (name.startsWith(":") || /^(?:connection|keep-alive|transfer-encoding|upgrade|te)$/i.test(name))
      continue;
    headers.append(name, raw[i + 1] as string);
  }
  return headers;
}
