/**
 * From a route's data to a finished page. Our loaders resolve before they answer, so the page is rendered in one go to one
 * string, which costs less than a stream; what the browser needs to take over follows it, if the page wants scripts at all.
 */
import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToString } from "react-dom/server";
import { log } from "#app/http/log.ts";
import { PageContext } from "#app/ui/shop/page-context.ts";

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const { requestId, nonce } = loadContext;
  const { serverHandoffStream: handoff, ...context } = remixContext;
  const hasFailed = context.staticHandlerContext.errors !== null;
  const page = renderToString(
    <PageContext.Provider value={{ requestId, nonce, hasFailed }}>
      <RemixServer context={context} url={request.url} nonce={nonce || undefined} />
    </PageContext.Provider>,
  );
  const scripts = context.renderMeta?.didRenderScripts ? await handoffScripts(handoff, nonce) : "";
  if (scripts === "") await handoff?.cancel();
  headers.set("Content-Type", "text/html; charset=utf-8");
  return new Response(`<!DOCTYPE html>${page}${scripts}`, { status, headers });
}

/** The loaders' data as the browser's half of Remix expects it, after the document as Remix's own stream puts it. */
async function handoffScripts(
  handoff: ReadableStream<Uint8Array> | undefined,
  nonce: string,
): Promise<string> {
  if (handoff === undefined) return "";
  const data = await new Response(handoff).text();
  const open = nonce === "" ? "<script>" : `<script nonce="${nonce}">`;
  const controller = "window.__remixContext.streamController";
  return `${open}${controller}.enqueue(${scriptSafe(JSON.stringify(data))});${controller}.close();</script>`;
}

const UNSAFE: Readonly<Record<string, string>> = {
  "&": "\\u0026",
  "<": "\\u003c",
  ">": "\\u003e",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

/** JSON that cannot end the script that it stands in. */
function scriptSafe(json: string): string {
  return json.replace(/[&<>\u2028\u2029]/g, (character) => UNSAFE[character] ?? character);
}

/** Logs what a loader, an action or a page threw; refusals that a page shows (404 and the like) are no errors of ours. */
export function handleError(
  error: unknown,
  { request, context }: LoaderFunctionArgs | ActionFunctionArgs,
): void {
  if (request.signal.aborted) return;
  const refused = isRouteErrorResponse(error) && error.status < 500;
  if (refused) return;
  log.error({ err: error, requestId: context.requestId, path: new URL(request.url).pathname }, "page failed");
}
