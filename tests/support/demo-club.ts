/** The demo club as `npm start` opens it: seeded, with the Stripe sandbox and its webhooks beside it. */
import { setUpBilling } from "#app/commands/set-up-billing.ts";
import { openStripe } from "#app/stripe/client.ts";
import { joinDemoMembers } from "#scripts/demo-members.ts";
import { seedDemoClub } from "#scripts/seed/demo.ts";
import { type SandboxServer, startSandboxServer } from "#scripts/stripe-sandbox/server.ts";
import { freePort, type OpenClub, openClub } from "./club.ts";
import type { TestDatabase } from "./database.ts";

export type OpenDemoClub = OpenClub & { readonly stripe: SandboxServer };

const KEY = "sk_test_demo_club";
const WEBHOOK_SECRET = "whsec_demo_club";

/** Call it in `beforeAll`, after `testDatabase()`. */
export async function openDemoClub(database: TestDatabase): Promise<OpenDemoClub> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const webhook = { url: `${origin}/webhooks/stripe`, secret: WEBHOOK_SECRET };
  const stripe = await startSandboxServer({ port: 0, secretKey: KEY, webhook });
  const { owner } = database.pools;
  await seedDemoClub(owner, new Date());
  const deps = { db: owner.db, stripe: openStripe({ secretKey: KEY, apiUrl: stripe.url }) };
  await setUpBilling(deps, { now: new Date() });
  await joinDemoMembers(deps, stripe.sandbox, origin);
  const club = await openClub(database.url, {
    PORT: String(port),
    STRIPE_SECRET_KEY: KEY,
    STRIPE_API_URL: stripe.url,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
  });
  return {
    origin,
    stripe,
    async close() {
      await club.close();
      await stripe.close();
    },
  };
}
