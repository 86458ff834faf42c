/** What the commands of the door want to know of a request. */
import type { AppLoadContext } from "@remix-run/node";

export type AskedFrom = {
  readonly ip: string;
  /** Scheme and host that people open. */
  readonly origin: string;
  readonly requestId: string;
  readonly now: Date;
};

/** Where a form came from, and when. */
export function askedFrom(request: Request, { ip, requestId }: AppLoadContext): AskedFrom {
  return { ip, requestId, origin: new URL(request.url).origin, now: new Date() };
}

/** The token of a mailed link; empty where the address has none. */
export function tokenOf(request: Request): string {
  return new URL(request.url).searchParams.get("token") ?? "";
}
