/**
 * Which answers may be kept and shared. Public pages are the same for everyone who carries no session, so they are
 * cached here, by browsers and by a CDN; everything else is private.
 */

/** Seconds that a public page is served as it is, here and by a CDN; browsers ask each time (304 when it stands). */
export const PUBLIC_FRESH_SECONDS = 60;
/** Seconds after that in which it is served once more while a new one is made. */
export const PUBLIC_STALE_SECONDS = 600;

export const PRIVATE_CACHE_CONTROL = "private, no-store";
/** A browser must ask again each time: the same address shows more once somebody has signed in. */
export const PUBLIC_CACHE_CONTROL = `public, max-age=0, s-maxage=${PUBLIC_FRESH_SECONDS}, stale-while-revalidate=${PUBLIC_STALE_SECONDS}`;
export const PUBLIC_VARY = "Accept-Encoding, Cookie";

/** Cookies that say who somebody is: a request that carries one is never answered from a shared cache. */
export const SESSION_COOKIES = ["__Host-tallyhouse_session", "tallyhouse_session"] as const;

const PUBLIC_PATHS = [
  /^\/$/,
  /^\/departments\/[^/]+$/,
  /^\/search$/,
  /^\/items\/[^/]+$/,
  /^\/evidence\/[^/]+(?:\/record\.json)?$/,
  /^\/how-we-compare$/,
  /^\/price-index$/,
  /^\/robots\.txt$/,
  /^\/sitemap\.xml$/,
  /^\/sitemaps\/[^/]+$/,
];

/** Whether `pathname` (without the query) is a page that is the same for everyone without a session. */
export function isPublicPath(pathname: string): boolean {
  const page = pathname === "/_root.data" ? "/" : pathname.replace(/\.data$/, "");
  return PUBLIC_PATHS.some((pattern) => pattern.test(page));
}

/** Whether a `Cookie` header carries a session. */
export function carriesSession(cookieHeader: string | undefined): boolean {
  return cookieHeader !== undefined && SESSION_COOKIES.some((name) => cookieHeader.includes(`${name}=`));
}

/** Whether one of the tags in `If-None-Match` is `etag`, compared weakly as RFC 9110 has it for GET. */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  const bare = etag.replace(/^W\//, "");
  return ifNoneMatch.split(",").some((tag) => tag.trim().replace(/^W\//, "") === bare);
}
