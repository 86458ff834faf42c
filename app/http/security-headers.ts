/** What browsers are told to refuse on our pages. */
import { createHash } from "node:crypto";

export type CspOptions = {
  /** Sources for inline scripts: `'nonce-…'` on private pages, `'sha256-…'` on cached ones. */
  readonly inlineScripts: readonly string[];
  /** Origins beside our own that a form may lead to: the checkout and portal pages. */
  readonly formTargets: readonly string[];
  readonly https: boolean;
  /** Hot reload needs inline styles and a socket; never in a build. */
  readonly development: boolean;
};

/** The content security policy of one page. */
export function contentSecurityPolicy(options: CspOptions): string {
  const scripts = options.development ? ["'self'", "'unsafe-inline'"] : ["'self'", ...options.inlineScripts];
  const directives = [
    "default-src 'none'",
    `script-src ${scripts.join(" ")}`,
    `style-src 'self'${options.development ? " 'unsafe-inline'" : ""}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${options.development ? " ws:" : ""}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    `form-action ${["'self'", ...options.formTargets].join(" ")}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(options.https ? ["upgrade-insecure-requests"] : []),
  ];
  return directives.join("; ");
}

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

/** The CSP sources of every inline script of a finished page, in order, each once. */
export function inlineScriptHashes(html: string): string[] {
  const hashes = new Set<string>();
  for (const [, body] of html.matchAll(INLINE_SCRIPT)) {
    if (body) hashes.add(`'sha256-${createHash("sha256").update(body).digest("base64")}'`);
  }
  return [...hashes];
}

/** Headers of every answer. */
export function securityHeaders(https: boolean): Record<string, string> {
  return {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "X-Frame-Options": "DENY",
    ...(https ? { "Strict-Transport-Security": "max-age=31536000; includeSubDomains" } : {}),
  };
}
