/** `club billing`: makes Stripe ready, and puts right what differs from it. */
import { Command } from "commander";
import { type ReconcileFinding, reconcileBilling } from "#app/commands/reconcile-billing.ts";
import { setUpBilling } from "#app/commands/set-up-billing.ts";
import { pools } from "#app/db/client.server.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { seatsWord } from "#app/domain/household.ts";
import { formatMemberNumber } from "#app/domain/member-number.ts";
import type { Membership } from "#app/domain/membership.ts";
import { env } from "#app/env.server.ts";
import { stripe } from "#app/stripe/client.ts";

/** `club billing`, with its subcommands. Exit codes: 0 done, 1 something could not be done. */
export function billingCommand(): Command {
  return new Command("billing").addCommand(setUpCommand()).addCommand(reconcileCommand());
}

function setUpCommand(): Command {
  return new Command("set-up")
    .exitOverride()
    .alias("setup")
    .description("prices of the plans, billing portal and webhook endpoint; run it as often as you like")
    .option(
      "--public-url <url>",
      "address that people open; the webhook endpoint is made for it",
      env.PUBLIC_URL,
    )
    .option("--json", "print one JSON object")
    .action(async ({ publicUrl, json }: { publicUrl?: string; json?: true }) => {
      const report = await setUpBilling(billingDeps(), {
        publicUrl: publicUrl?.replace(/\/+$/, ""),
        now: new Date(),
      });
      if (json) return console.log(JSON.stringify(report));
      for (const { what, name, outcome, id } of report.steps) {
        console.log(`  ${what.padEnd(8)} ${name}: ${outcome} (${id})`);
      }
      if (publicUrl === undefined)
        console.log("  webhook  left alone: give --public-url to make its endpoint");
      if (report.webhookSecret !== null) {
        console.log(`  Set STRIPE_WEBHOOK_SECRET=${report.webhookSecret} (Stripe shows it this once)`);
      }
    });
}

function reconcileCommand(): Command {
  return new Command("reconcile")
    .exitOverride()
    .description("look at every membership in Stripe again, and save what differs")
    .option("--dry-run", "say what differs, change nothing")
    .option("--json", "print one JSON object a line")
    .action(async ({ dryRun, json }: { dryRun?: true; json?: true }) => {
      const say = (line: object, text: string) => console.log(json ? JSON.stringify(line) : text);
      const report = await reconcileBilling(billingDeps(), {
        now: new Date(),
        actor: "operator",
        dryRun: dryRun === true,
        onFinding: (finding) => say(findingLine(finding), `  ${findingText(finding)}`),
        onFailure: (membershipId, error) =>
          say({ membershipId, error: String(error) }, `  ${membershipId}: ${String(error)}`),
      });
      const { looked, changed, failed } = report;
      const verb = dryRun ? "would change" : "changed";
      say(report, `${looked} looked at, ${changed} ${verb}, ${failed} could not be read`);
      if (failed > 0) process.exitCode = 1;
    });
}

function billingDeps() {
  return { db: pools().owner.db, stripe: stripe() };
}

function findingLine({ before, after, result, strayIds, contact }: ReconcileFinding): object {
  const { id: membershipId, number } = after;
  return { membershipId, number, result, before, after, strayIds, contact: contact ?? null };
}

/** "1234 5678 9012: base active, paid through 22 Nov 2027 -> plus active, ...; at Stripe a@b.example, ours c@d.example". */
function findingText({ before, after, result, strayIds, contact }: ReconcileFinding): string {
  const differences = [
    result === "changed" ? `${standingText(before)} -> ${standingText(after)}` : [],
    contact === undefined
      ? []
      : `Stripe's customer ${contactText(contact.at)} -> ${contactText(contact.ours)}`,
    strayIds.length === 0 ? [] : `other live subscriptions: ${strayIds.join(", ")}`,
  ].flat();
  return `${formatMemberNumber(after.number)}: ${differences.join("; ")}`;
}

function contactText({ name, email }: { name: string | null; email: string | null }): string {
  return `${name ?? "(no name)"} <${email ?? "no address"}>`;
}

function standingText({ state, paidThrough, cancelAt, planSlug, addOnSeats }: Membership): string {
  const paid = paidThrough === null ? "nothing paid" : `paid through ${formatCalendarDate(paidThrough)}`;
  const ends = cancelAt === null ? "" : `, ends ${formatCalendarDate(cancelAt)}`;
  const seats = addOnSeats === 0 ? "" : `, ${seatsWord(addOnSeats)}`;
  return `${planSlug} ${state}, ${paid}${ends}${seats}`;
}
