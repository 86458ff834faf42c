/** The built client and public files, held in memory with their compressed forms. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type EncodedBody, encodeForKeeping } from "./encoding.ts";

export type StaticFile = {
  readonly body: EncodedBody;
  readonly type: string;
  readonly etag: string;
  readonly cacheControl: string;
};

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** Names under /assets/ carry a hash of their content. */
const IMMUTABLE = "public, max-age=31536000, immutable";
const AN_HOUR = "public, max-age=3600";

/** Reads every file below `folder`, keyed by its URL path ("/assets/root-x.js"). Nothing outside can be asked for. */
export async function loadStaticFiles(folder: string): Promise<ReadonlyMap<string, StaticFile>> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const files = await Promise.all(
    names.map(async (entry): Promise<[string, StaticFile]> => {
      const file = path.join(entry.parentPath, entry.name);
      const url = `/${path.relative(folder, file).split(path.sep).join("/")}`;
      const content = readFileSync(file);
      const type = TYPES[path.extname(file)] ?? "application/octet-stream";
      return [
        url,
        {
          body: await encodeForKeeping(content, type),
          type,
          etag: `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`,
          cacheControl: url.startsWith("/assets/") ? IMMUTABLE : AN_HOUR,
        },
      ];
    }),
  );
  return new Map(files);
}
