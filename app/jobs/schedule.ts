/** Everything that happens by itself, and when. Jobs are kept in Postgres (pg-boss): one process runs each, whichever is free. */
import { PgBoss } from "pg-boss";
import type { Pool } from "#app/db/client.server.ts";
import { env } from "#app/env.server.ts";
import { log } from "#app/http/log.ts";
import { applyFeeChangesDaily } from "./apply-fee-changes.ts";
import { deliverMailsEachMinute } from "./deliver-mails.ts";
import { reconcileNightly } from "./reconcile-billing.ts";
import { announceImports, startImportWork, sweepUploads } from "./run-imports.ts";
import { suggestMatchesAfterImports, suggestMatchesNightly } from "./suggest-matches.ts";
import { sweepClaims } from "./sweep-claims.ts";
import { sweepDoor } from "./sweep-door.ts";
import { sweepRecords } from "./sweep-records.ts";
import { tellContactsEachMinute } from "./tell-contacts.ts";
import { writeRenewalNoticesDaily } from "./write-renewal-notices.ts";

export type Job = {
  readonly name: string;
  /** Minute, hour, day, month, weekday; in UTC. */
  readonly cron: string;
  /** Runs on the owner's pool. What it answers stands in the log. Must bear being run twice. */
  readonly run: (owner: Pool, now: Date) => Promise<object>;
};

/** The list. */
export const JOBS: readonly Job[] = [
  { name: "reconcile-billing", cron: "20 8 * * *", run: reconcileNightly },
  { name: "sweep-door", cron: "7 * * * *", run: sweepDoor },
  { name: "deliver-mails", cron: "* * * * *", run: deliverMailsEachMinute },
  { name: "tell-contacts", cron: "* * * * *", run: tellContactsEachMinute },
  // Morning in New York, whose calendar the terms go by.
  { name: "write-renewal-notices", cron: "10 14 * * *", run: writeRenewalNoticesDaily },
  { name: "apply-fee-changes", cron: "10 15 * * *", run: applyFeeChangesDaily },
  { name: "suggest-matches", cron: "30 7 * * *", run: suggestMatchesNightly },
  { name: "suggest-matches-after-imports", cron: "*/5 * * * *", run: suggestMatchesAfterImports },
  { name: "sweep-records", cron: "40 9 * * *", run: sweepRecords },
  { name: "announce-imports", cron: "* * * * *", run: announceImports },
  { name: "sweep-uploads", cron: "25 * * * *", run: sweepUploads },
  { name: "sweep-claims", cron: "50 9 * * *", run: sweepClaims },
];

/** A job that broke off is tried again twice, some minutes apart. */
const RETRY = { retryLimit: 2, retryDelay: 300 } as const;
const POLL_SECONDS = 30;

export type RunningJobs = { stop(): Promise<void> };

/**
 * Runs the jobs on `owner` until stopped. pg-boss keeps its tables in a schema of its own at `databaseUrl`, the same
 * database.
 */
export async function startJobs(owner: Pool, databaseUrl = env.DATABASE_URL): Promise<RunningJobs> {
  if (databaseUrl === undefined) throw new Error("DATABASE_URL is not set.");
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: "jobs",
    max: 2,
    application_name: "tallyhouse jobs",
  });
  boss.on("error", (error) => log.error({ err: error }, "jobs"));
  await boss.start();
  for (const job of JOBS) {
    await boss.createQueue(job.name, { policy: "singleton", ...RETRY });
    await boss.schedule(job.name, job.cron, null, { tz: "UTC" });
    await boss.work(job.name, { pollingIntervalSeconds: POLL_SECONDS }, () => runJob(job, owner));
  }
  const imports = await startImportWork(boss, owner);
  return {
    async stop() {
      await imports.stop();
      await boss.stop({ graceful: true, timeout: 5_000 });
    },
  };
}

async function runJob(job: Job, owner: Pool): Promise<void> {
  try {
    const report = await job.run(owner, new Date());
    log.info({ job: job.name, ...report }, "job done");
  } catch (error) {
    log.error({ job: job.name, err: error }, "job failed");
    throw error;
  }
}
