import type { ActionFunctionArgs } from "@remix-run/node";
import { handleStripeEvent } from "#app/commands/handle-stripe-event.ts";
import { pools } from "#app/db/client.server.ts";
import { env } from "#app/env.server.ts";
import { log } from "#app/http/log.ts";
import { isLivemode, stripe } from "#app/stripe/client.ts";
import { verifyWebhook } from "#app/stripe/webhook.ts";

export function loader() {
  return new Response("Method not allowed", { status: 405, headers: { Allow: "POST" } });
}

/**
 * Stripe's webhooks. 400: not signed by Stripe. 200: taken in, also when it is about nobody we know. 5xx: could not be
 * done now, send it again.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const { requestId } = context;
  const secret = env.STRIPE_WEBHOOK_SECRET;
  if (secret === undefined) {
    log.error({ requestId }, "STRIPE_WEBHOOK_SECRET is not set: a webhook was turned away");
    return new Response("Not ready", { status: 503 });
  }
  // The raw body, once: the signature is over these very bytes.
  const rawBody = await request.text();
  const signature = request.headers.get("Stripe-Signature") ?? "";
  const event = verifyWebhook(stripe(), rawBody, signature, secret);
  if (event === undefined) return new Response("Bad signature", { status: 400 });
  try {
    const deps = { db: pools().door.db, stripe: stripe() };
    const outcome = await handleStripeEvent(deps, event, {
      now: new Date(),
      livemode: isLivemode(),
      requestId,
    });
    log.info({ requestId, event: event.id, type: event.type, outcome }, "webhook");
    return Response.json(outcome);
  } catch (error) {
    log.error({ requestId, event: event.id, type: event.type, err: error }, "webhook failed");
    return new Response("Try again", { status: 500 });
  }
}
