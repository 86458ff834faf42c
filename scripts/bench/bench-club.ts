/** A club of a given size to measure on: kept between runs, with a member signed in. */

import { openSession } from "#app/auth/session.server.ts";
import { setUpBilling } from "#app/commands/set-up-billing.ts";
import { findAccountByEmail } from "#app/db/accounts.ts";
import { openPools, type Pools } from "#app/db/client.server.ts";
import { migrateDatabase } from "#app/db/migrate.server.ts";
import { emailSchema } from "#app/domain/account.ts";
import { env } from "#app/env.server.ts";
import { openStripe } from "#app/stripe/client.ts";
import { joinDemoMembers } from "../demo-members.ts";
import { holdPostgres } from "../postgres/embedded.ts";
import { DEMO_PEOPLE, seedDemoClub } from "../seed/demo.ts";
import { seedLargeClub } from "../seed/large.ts";
import { startSandboxServer } from "../stripe-sandbox/server.ts";

export type BenchClub = {
  readonly url: string;
  readonly pools: Pools;
  /** Cookie header of a member. */
  readonly memberCookie: string;
  close(): Promise<void>;
};

/** Brings up the club with `skus` SKUs, seeding it the first time. */
export async function openBenchClub(skus: number): Promise<BenchClub> {
  const held = await holdPostgres({ dataDirectory: env.DATA_DIR, name: `bench-${skus}` });
  await migrateDatabase(held.url);
  const pools = openPools({ url: held.url }, { size: 4 });
  const now = new Date();
  await seedDemoClub(pools.owner, now);
  await seedLargeClub(pools.owner, { skus, now });
  const memberCookie = await memberSession(pools);
  return {
    url: held.url,
    pools,
    memberCookie,
    async close() {
      await pools.close();
      await held.release();
    },
  };
}

async function memberSession(pools: Pools): Promise<string> {
  const sandbox = await startSandboxServer({ port: 0 });
  try {
    const deps = {
      db: pools.owner.db,
      stripe: openStripe({ secretKey: "sk_test_bench", apiUrl: sandbox.url }),
    };
    await setUpBilling(deps, { now: new Date() });
    await joinDemoMembers(deps, sandbox.sandbox, "http://127.0.0.1");
  } finally {
    await sandbox.close();
  }
  const member = DEMO_PEOPLE.find((person) => person.planSlug !== null);
  const account = await findAccountByEmail(pools.door.db, emailSchema.parse(member?.email));
  if (account === undefined) throw new Error("The demo club has no member.");
  const setCookie = await openSession(pools.door.db, account.id, {
    ip: "127.0.0.1",
    userAgent: "bench",
    now: new Date(),
  });
  return setCookie.split(";")[0] as string;
}
