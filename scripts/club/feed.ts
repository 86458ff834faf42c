/** `club feed`: keys of programs that send other clubs' prices to POST /api/observations. */
import { Command, CommanderError, Option } from "commander";
import { addFeedKey } from "#app/commands/add-feed-key.ts";
import { revokeFeedKey } from "#app/commands/revoke-feed-key.ts";
import { pools } from "#app/db/client.server.ts";
import { listFeedKeys } from "#app/db/feed-keys.ts";
import type { Actor } from "#app/domain/actor.ts";
import { FEED_SCOPES, type FeedScope, newFeedKeySchema } from "#app/domain/feed.ts";

const OPERATOR: Actor = { id: null, name: "operator", requestId: undefined };
const MAX_LISTED = 200;

/** `club feed`, with its subcommands. */
export function feedCommand(): Command {
  return new Command("feed").addCommand(addCommand()).addCommand(listCommand()).addCommand(revokeCommand());
}

function addCommand(): Command {
  return new Command("add")
    .exitOverride()
    .description("make a key; it is shown this once")
    .argument("<name>", "who will use it")
    .requiredOption("--retailer <slug...>", "whose prices may come in by it")
    .addOption(
      new Option("--scope <scope>", "what it may do").choices(FEED_SCOPES).default("observations:write"),
    )
    .option("--json", "print one JSON object")
    .action(async (name: string, options: { retailer: string[]; scope: FeedScope; json?: true }) => {
      const { retailer: retailers, scope, json } = options;
      const parsed = newFeedKeySchema.safeParse({ name, scope, retailers });
      if (!parsed.success) throw wrongUse(parsed.error.issues[0]?.message ?? "");
      const added = await addFeedKey(pools().owner.db, parsed.data, OPERATOR, new Date());
      if (!added.ok) throw wrongUse(`There is no retailer ${added.slug}.`);
      const { id, token } = added;
      if (json) console.log(JSON.stringify({ id, token }));
      else console.log(`  Key ${id} for ${retailers.join(", ")} (${scope}), shown this once:\n  ${token}`);
    });
}

function listCommand(): Command {
  return new Command("list")
    .exitOverride()
    .description("the keys, the newest first")
    .option("--json", "print one JSON object a line")
    .action(async ({ json }: { json?: true }) => {
      for (const key of await listFeedKeys(pools().owner.db, MAX_LISTED)) {
        if (json) {
          console.log(JSON.stringify(key));
          continue;
        }
        const state = key.revokedAt === null ? "in use" : `revoked ${key.revokedAt.toISOString()}`;
        const used = key.lastUsedAt === null ? "never used" : `last used ${key.lastUsedAt.toISOString()}`;
        console.log(
          `  ${key.id}  ${key.name}  ${key.scopes}  ${key.retailerSlugs.join(",")}  ${state}, ${used}`,
        );
      }
    });
}

function revokeCommand(): Command {
  return new Command("revoke")
    .exitOverride()
    .description("end a key's use from now on")
    .argument("<id>", "the key's id, as listed")
    .action(async (id: string) => {
      const revoked = await revokeFeedKey(pools().owner.db, id, OPERATOR, new Date());
      console.log(revoked ? `  ${id} is revoked.` : `  No key ${id} is in use.`);
      if (!revoked) process.exitCode = 3;
    });
}

function wrongUse(sentence: string): CommanderError {
  process.stderr.write(`error: ${sentence}\n`);
  return new CommanderError(2, "commander.invalidArgument", sentence);
}
