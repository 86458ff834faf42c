/** Where to go after signing in, carried as `?then=`. Anybody can write a link with it, so only our own pages count. */

/** Far more than any page's address. */
const MAX_LENGTH = 1000;

/**
 * `then` when it is a path on this site, else `fallback`. What counts is how a browser reads it: a scheme, `//host`,
 * `/\host` and control characters (which browsers skip) all lead elsewhere.
 */
export function safeThen(then: string | null, fallback: string): string {
  if (then === null || then.length > MAX_LENGTH || !/^\/(?![/\\])[\x21-\x7e]*$/.test(then)) return fallback;
  const here = "https://here.invalid";
  if (!URL.canParse(then, here)) return fallback;
  const url = new URL(then, here);
  if (url.origin !== here || url.pathname.startsWith("//")) return fallback;
  return url.pathname + url.search;
}

/** The way to the sign-in page and back to `request`'s own page. */
export function signInPath(request: Request): string {
  const { pathname, search } = new URL(request.url);
  return `/sign-in?then=${encodeURIComponent(pathname + search)}`;
}
