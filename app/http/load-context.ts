import "@remix-run/node";

declare module "@remix-run/node" {
  /** Loaders and actions answer plain objects: their types are their own, not JSON's. */
  interface Future {
    v3_singleFetch: true;
  }

  /** What the server hands to every loader and action of one request. */
  interface AppLoadContext {
    /** Stands in the logs, the X-Request-Id header and on error pages. */
    readonly requestId: string;
    /** For inline scripts of a page that is not cached. */
    readonly nonce: string;
    /** The client's address, as far as the proxies in front are trusted. */
    readonly ip: string;
  }
}
