/** `npm run club -- <command>`: the operator's command line. Exit codes: 0 done, 1 failed, 2 wrong use, 3 nothing done. */
import { Command } from "commander";
import { readEnv } from "#app/settings.ts";
import { demoSecrets, provideDatabase } from "../local-parts.ts";
import { reportFailure } from "../start-error.ts";

type Needs = "nothing" | "database" | "database and stripe";
/** What a command needs running; some only for a subcommand of theirs. */
type NeedsOf = Needs | ((args: readonly string[]) => Needs);

/** The commands, what each needs running, and where it lives: loaded only when it is asked for. */
const COMMANDS: Readonly<Record<string, { about: string; needs: NeedsOf; load: () => Promise<Command> }>> = {
  seed: {
    about: "fill the club with demo goods",
    needs: "database",
    load: async () => (await import("./seed.ts")).seedCommand(),
  },
  import: {
    about: "read other clubs' prices from files",
    needs: "database",
    load: async () => (await import("./import.ts")).importCommand(),
  },
  feed: {
    about: "keys of programs that send other clubs' prices",
    needs: "database",
    load: async () => (await import("./feed.ts")).feedCommand(),
  },
  pack: {
    about: "read packs from titles",
    needs: "nothing",
    load: async () => (await import("./pack-command.ts")).packCommand(),
  },
  match: {
    about: "match listings with SKUs",
    needs: (args) => (/^(?:suggest|rates)$/.test(args[1] ?? "") ? "database" : "nothing"),
    load: async () => (await import("./match.ts")).matchCommand(),
  },
  billing: {
    about: "set up Stripe, mend differences",
    needs: "database and stripe",
    load: async () => (await import("./billing.ts")).billingCommand(),
  },
  check: {
    about: "look for whatever must never be, in the whole database",
    // Stripe is asked with --stripe alone.
    needs: "database and stripe",
    load: async () => (await import("./check.ts")).checkCommand(),
  },
  staff: {
    about: "who works here",
    needs: "database",
    load: async () => (await import("./staff.ts")).staffCommand(),
  },
};

async function main(args: string[]): Promise<void> {
  const name = args.find((word) => !word.startsWith("-")) ?? "";
  const isHelp = args.includes("--help") || args.includes("-h");
  // First what the command needs: its modules read the settings as they load.
  const release = isHelp ? undefined : await provide(needsOf(COMMANDS[name]?.needs ?? "nothing", args));
  try {
    await (await programFor(name)).parseAsync(args, { from: "user" });
  } finally {
    if (release !== undefined) {
      const { closePools } = await import("#app/db/client.server.ts");
      await closePools();
      await release();
    }
  }
}

function needsOf(needs: NeedsOf, args: readonly string[]): Needs {
  return typeof needs === "function" ? needs(args) : needs;
}

async function programFor(name: string): Promise<Command> {
  const program = new Command("club").description("Tallyhouse, for its operator").exitOverride();
  for (const [known, command] of Object.entries(COMMANDS)) {
    const loaded = known === name ? await command.load() : new Command(known);
    program.addCommand(loaded.description(command.about).exitOverride());
  }
  return program;
}

/** Settings for what is not configured go into this process's environment before anything reads them. */
async function provide(needs: Needs): Promise<() => Promise<void>> {
  const env = readEnv(process.env);
  if (needs === "nothing") return async () => undefined;
  const database = await provideDatabase(env);
  Object.assign(process.env, database.settings);
  if (needs === "database and stripe" && env.STRIPE_SECRET_KEY === undefined) {
    const secrets = demoSecrets(env);
    Object.assign(process.env, {
      STRIPE_SECRET_KEY: secrets.stripeKey,
      STRIPE_WEBHOOK_SECRET: secrets.webhook,
      STRIPE_API_URL: `http://127.0.0.1:${env.SANDBOX_PORT}`,
      DEMO: "1",
    });
  }
  // Last: whatever it imports reads the settings as it loads.
  const { migrateDatabase } = await import("#app/db/migrate.server.ts");
  await migrateDatabase(database.settings.DATABASE_URL as string);
  return database.stop;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  // Commander has printed its own sentence already.
  const code = (error as { code?: unknown }).code;
  if (typeof code === "string" && code.startsWith("commander."))
    process.exitCode = (error as { exitCode: number }).exitCode === 0 ? 0 : 2;
  else process.exitCode = reportFailure(error);
}
