/** Stripe for the demo club: the configured account, or the sandbox with the plans set up and the demo members in. */
import path from "node:path";
import { setUpBilling } from "#app/commands/set-up-billing.ts";
import { openPool } from "#app/db/client.server.ts";
import type { Env } from "#app/settings.ts";
import { openStripe } from "#app/stripe/client.ts";
import { publicOrigin } from "./addresses.ts";
import { joinDemoMembers } from "./demo-members.ts";
import { type DemoSecrets, type LocalPart, requireFreePort } from "./local-parts.ts";
import { startSandboxServer } from "./stripe-sandbox/server.ts";

/** @throws StartError when the sandbox's port is taken. */
export async function provideStripe(env: Env, secrets: DemoSecrets, databaseUrl: string): Promise<LocalPart> {
  if (env.STRIPE_SECRET_KEY !== undefined) {
    const settings = { STRIPE_SECRET_KEY: env.STRIPE_SECRET_KEY };
    return {
      settings,
      says: "using your account; run `npm run club -- billing setup` once",
      stop: async () => undefined,
    };
  }
  await requireFreePort("127.0.0.1", env.SANDBOX_PORT, "SANDBOX_PORT");
  const origin = publicOrigin(env);
  const server = await startSandboxServer({
    port: env.SANDBOX_PORT,
    secretKey: secrets.stripeKey,
    stateFile: path.join(env.DATA_DIR, "stripe-sandbox.json"),
    webhook: { url: `${origin}/webhooks/stripe`, secret: secrets.webhook },
  });
  const pool = openPool(databaseUrl, "owner", { size: 2 });
  try {
    const deps = { db: pool.db, stripe: openStripe({ secretKey: secrets.stripeKey, apiUrl: server.url }) };
    await setUpBilling(deps, { now: new Date() });
    const joined = await joinDemoMembers(deps, server.sandbox, origin);
    return {
      settings: {
        STRIPE_SECRET_KEY: secrets.stripeKey,
        STRIPE_WEBHOOK_SECRET: secrets.webhook,
        STRIPE_API_URL: server.url,
      },
      says: `sandbox at ${server.url}${joined > 0 ? `, ${joined} demo member joined` : ""}`,
      stop: () => server.close(),
    };
  } catch (error) {
    await server.close();
    throw error;
  } finally {
    await pool.close();
  }
}
