import type { ActionFunctionArgs } from "@remix-run/node";
import { openFeedKey, takeFeed } from "#app/commands/take-feed.ts";
import { pools } from "#app/db/client.server.ts";
import { feedSchema, MAX_FEED_BYTES } from "#app/domain/feed.ts";
import { tooManyTriesText } from "#app/domain/rate-limit.ts";
import { log } from "#app/http/log.ts";

type Fault = { readonly code: string; readonly message: string; readonly field?: string };

export function loader() {
  return refuse(
    405,
    { code: "method-not-allowed", message: "Send observations with POST." },
    { Allow: "POST" },
  );
}

/**
 * Prices from a program, with a key of its own in `Authorization: Bearer`. 200: what became of the batch, entry by entry
 * (`?check` writes nothing). 400: no JSON. 401: no key of ours. 403: a key without the scope or the retailer. 413, 415, 422:
 * what is wrong with the batch, and nothing of it is in. 429, 5xx: send the same again later.
 */
export async function action(args: ActionFunctionArgs) {
  try {
    return await answer(args);
  } catch (error) {
    const { requestId } = args.context;
    log.error({ err: error, requestId }, "feed failed");
    const message = `Something broke on our side. Send the same batch again later (request ${requestId}).`;
    return refuse(500, { code: "failed", message });
  }
}

async function answer({ request, context }: ActionFunctionArgs) {
  const { db } = pools().feed;
  const token = /^Bearer +(\S+)$/i.exec(request.headers.get("Authorization") ?? "")?.[1];
  const key = token === undefined ? undefined : await openFeedKey(db, token);
  if (key === undefined) {
    const message = "Send a key of the club's in the header Authorization: Bearer thf_...";
    return refuse(401, { code: "key-unknown", message }, { "WWW-Authenticate": "Bearer" });
  }
  if (!/^application\/json\b/i.test(request.headers.get("Content-Type") ?? "")) {
    return refuse(415, { code: "not-json", message: "Send JSON, with Content-Type: application/json." });
  }
  const body = readJson(await request.text());
  if (body === undefined)
    return refuse(400, { code: "not-json", message: "The body is no JSON that can be read." });
  const parsed = feedSchema.safeParse(body);
  if (!parsed.success) return refuse(422, faultOf(parsed.error.issues[0]));
  const isCheck = new URL(request.url).searchParams.has("check");
  const taken = await takeFeed(db, key, parsed.data, { isCheck, now: new Date() });
  if (taken.ok) {
    const { ok: _, ...told } = taken;
    const { accepted, unchanged } = taken;
    const counts = { accepted, unchanged, held: taken.held.length, rejected: taken.rejected.length };
    log.info({ requestId: context.requestId, feed: key.id, ...counts }, "feed");
    return Response.json(told);
  }
  switch (taken.reason) {
    case "refused":
      return refuse(taken.status, { code: taken.code, message: taken.sentence });
    case "unusable":
      return refuse(422, { code: "unusable", message: taken.sentence, field: taken.field });
    case "too-many-tries": {
      const { retryAfterSeconds } = taken;
      const headers = { "Retry-After": String(retryAfterSeconds) };
      return refuse(429, { code: "too-many", message: tooManyTriesText(retryAfterSeconds) }, headers);
    }
    default: {
      const impossible: never = taken;
      throw new Error(`Unknown answer ${JSON.stringify(impossible)}`);
    }
  }
}

function refuse(status: number, error: Fault, headers: Record<string, string> = {}) {
  return Response.json({ error }, { status, headers });
}

function readJson(text: string): unknown {
  if (text.length > MAX_FEED_BYTES) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

/** "observations[3].price": where the batch breaks the form, and how. */
function faultOf(issue: Issue | undefined): Fault {
  const path = (issue?.path ?? []).map((part) =>
    typeof part === "number" ? `[${part}]` : `.${String(part)}`,
  );
  return {
    code: "unusable",
    field: path.join("").replace(/^\./, ""),
    message: issue?.message ?? "The batch is not as it must be.",
  };
}
