/** Compression: once and well for what is kept, quickly for what is made for one person. */
import { promisify } from "node:util";
import { brotliCompress, constants, gzip, gzipSync } from "node:zlib";

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);

export type ContentEncoding = "br" | "gzip" | "identity";

/** A body with its compressed forms; a form that is not there was not worth it. */
export type EncodedBody = { readonly identity: Buffer; readonly gzip?: Buffer; readonly br?: Buffer };

const WORTH_BYTES = 512;
const COMPRESSIBLE =
  /^(?:text\/|application\/(?:json|javascript|manifest\+json|xml|ld\+json)|image\/svg)|turbo-stream/;

/** Whether a content type shrinks. */
function isCompressible(contentType: string): boolean {
  return COMPRESSIBLE.test(contentType);
}

/** The best encoding that the client takes and that we have. Quality values of 0 refuse. */
export function negotiateEncoding(
  accept: string | undefined,
  available: readonly ContentEncoding[],
): ContentEncoding {
  if (accept === undefined) return "identity";
  const refused = new Set<string>();
  const taken = new Set<string>();
  for (const part of accept.split(",")) {
    const [name = "", ...parameters] = part.trim().toLowerCase().split(";");
    const isRefused = parameters.some((parameter) => /^\s*q=0(\.0*)?\s*$/.test(parameter));
    (isRefused ? refused : taken).add(name.trim());
  }
  const accepts = (name: ContentEncoding) => taken.has(name) || (taken.has("*") && !refused.has(name));
  return available.find((name) => name !== "identity" && accepts(name)) ?? "identity";
}

/** Every form, packed as tightly as pays for something that is sent many times. */
export async function encodeForKeeping(body: Buffer, contentType: string, quality = 9): Promise<EncodedBody> {
  if (body.length < WORTH_BYTES || !isCompressible(contentType)) return { identity: body };
  const [gzipped, brotlied] = await Promise.all([
    gzipAsync(body, { level: 9 }),
    brotliAsync(body, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
  ]);
  return { identity: body, gzip: gzipped, br: brotlied };
}

/** Up to here packing takes less than handing it to another thread and back does: a quarter of a millisecond. */
const AT_ONCE_BYTES = 128 * 1024;

/** For one person: the fastest level; what is large on the thread pool. */
export async function encodeOnce(
  body: Buffer,
  contentType: string,
  accept: string | undefined,
): Promise<{ body: Buffer; encoding: ContentEncoding }> {
  const worthIt = body.length >= WORTH_BYTES && isCompressible(contentType);
  if (!worthIt || negotiateEncoding(accept, ["gzip"]) === "identity") return { body, encoding: "identity" };
  const packed =
    body.length <= AT_ONCE_BYTES ? gzipSync(body, { level: 1 }) : await gzipAsync(body, { level: 1 });
  return { body: packed, encoding: "gzip" };
}
