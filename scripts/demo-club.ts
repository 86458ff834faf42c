/** The demo club: everything local brought up, migrated, seeded and joined to the sandbox. `start` and `dev` share it. */

import { openPool } from "#app/db/client.server.ts";
import { migrateDatabase } from "#app/db/migrate.server.ts";
import { type Env, env } from "#app/env.server.ts";
import { DEMO_PEOPLE, seedDemoClub } from "#scripts/seed/demo.ts";
import { freshenDemoClub } from "#scripts/seed/freshen.ts";
import { publicOrigin } from "./addresses.ts";
import { demoSecrets, provideDatabase, requireFreePort } from "./local-parts.ts";
import { provideStripe } from "./local-stripe.ts";
import { step } from "./steps.ts";

export type DemoClub = {
  /** Settings for the app's process, on top of our own environment. */
  readonly settings: Readonly<Record<string, string>>;
  readonly origin: string;
  stop(): Promise<void>;
};

/**
 * Brings the demo club up, showing each step. What was brought up before a step failed is let go of again.
 * @throws StartError with a sentence for what the person can mend.
 */
export async function openDemoClub(): Promise<DemoClub> {
  await requireFreePort(env.HOST, env.PORT, "PORT");
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    return { ...(await bringUp(env, stops)), origin: publicOrigin(env), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function bringUp(env: Env, stops: (() => Promise<void>)[]): Promise<Pick<DemoClub, "settings">> {
  const secrets = demoSecrets(env);
  const database = await step("Database", async () => {
    const part = await provideDatabase(env);
    stops.push(part.stop);
    return { value: part, says: part.says };
  });
  const url = database.settings.DATABASE_URL as string;
  await step("Migrations", async () => {
    await migrateDatabase(url);
    return { value: undefined, says: "up to date" };
  });
  await step("Demo club", async ({ update }) => {
    const owner = openPool(url, "owner", { size: 4 });
    try {
      const says = await seedDemoClub(owner, new Date(), update);
      const checked = await freshenDemoClub(owner, new Date());
      return { value: undefined, says: checked > 0 ? `${says}, ${checked} prices checked again` : says };
    } finally {
      await owner.close();
    }
  });
  const stripe = await step("Stripe", async () => {
    const part = await provideStripe(env, secrets, url);
    stops.push(part.stop);
    return { value: part, says: part.says };
  });
  return {
    settings: {
      DEMO: "1",
      SESSION_SECRET: env.SESSION_SECRET ?? secrets.session,
      ...database.settings,
      ...stripe.settings,
    },
  };
}

/** The demo sign-ins, as lines for the terminal. */
export function demoSignIns(): string[] {
  return DEMO_PEOPLE.map(
    (person) => `    ${person.email.padEnd(34)} ${person.password.padEnd(18)} ${person.who}`,
  );
}
