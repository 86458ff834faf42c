/** `club staff`: who works here. */
import { Command, InvalidArgumentError, Option } from "commander";
import { addStaff } from "#app/commands/add-staff.ts";
import { pools } from "#app/db/client.server.ts";
import { type Email, emailSchema } from "#app/domain/account.ts";
import { STAFF_ROLES, type StaffRole } from "#app/domain/staff.ts";

/** `club staff`, with its subcommands. */
export function staffCommand(): Command {
  return new Command("staff").addCommand(addCommand());
}

function addCommand(): Command {
  return new Command("add")
    .exitOverride()
    .description("give somebody a place at the desk, with an account where there is none")
    .argument("<email>", "mail address", readEmail)
    .addOption(new Option("--role <role>", "what they do").choices(STAFF_ROLES).makeOptionMandatory())
    .option("--name <name>", "name of a new account")
    .option("--json", "print one JSON object")
    .action(async (email: Email, options: { role: StaffRole; name?: string; json?: true }) => {
      const { role, name, json } = options;
      const added = await addStaff(pools().owner.db, { email, role, name, now: new Date() });
      if (json) return console.log(JSON.stringify(added));
      console.log(`  ${email}: ${added.result} (${role})`);
      if (added.oneTimePassword !== null) {
        console.log(`  Password, shown this once: ${added.oneTimePassword}`);
      }
    });
}

function readEmail(text: string): Email {
  const parsed = emailSchema.safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError(parsed.error.issues[0]?.message ?? "");
  return parsed.data;
}
