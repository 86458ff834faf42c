/** The connection to Stripe, or to the sandbox that stands in for it: only the address differs. */
import Stripe from "stripe";
import { env } from "#app/env.server.ts";

export type StripeClient = Stripe;

/** Pinned: an SDK of another version must be met by somebody who reads its changelog. */
export const STRIPE_API_VERSION = "2026-10-28.endive";

export type StripeSettings = {
  readonly secretKey: string;
  /** Where the API is, when it is not Stripe's own. */
  readonly apiUrl?: string | undefined;
};

/** A client with our timeouts: 10 s for each of at most three tries (POSTs carry an idempotency key). */
export function openStripe({ secretKey, apiUrl }: StripeSettings): StripeClient {
  const options: Stripe.StripeConfig = {
    apiVersion: STRIPE_API_VERSION,
    timeout: 10_000,
    maxNetworkRetries: 2,
    telemetry: false,
    appInfo: { name: "tallyhouse" },
  };
  if (apiUrl === undefined) return new Stripe(secretKey, options);
  const { protocol, hostname, port } = new URL(apiUrl);
  const scheme = protocol === "http:" ? "http" : "https";
  return new Stripe(secretKey, {
    ...options,
    protocol: scheme,
    host: hostname,
    port: port === "" ? (scheme === "http" ? 80 : 443) : Number(port),
  });
}

let client: StripeClient | undefined;

/**
 * The process's client, from the settings.
 * @throws Error when STRIPE_SECRET_KEY is not set (the start script sets it for the sandbox).
 */
export function stripe(): StripeClient {
  if (client === undefined) {
    const secretKey = env.STRIPE_SECRET_KEY;
    if (secretKey === undefined) throw new Error("STRIPE_SECRET_KEY is not set. Use npm start, or set it.");
    client = openStripe({ secretKey, apiUrl: env.STRIPE_API_URL });
  }
  return client;
}

/** Whether this process works with real money: its key says so. Events of the other kind are not ours. */
export function isLivemode(): boolean {
  return /^(sk|rk)_live_/.test(env.STRIPE_SECRET_KEY ?? "");
}
