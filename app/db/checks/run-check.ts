/** Runs checks on a connection of the owner's, in one snapshot, without keeping what it reads. */
import type postgres from "postgres";
import type { Pool } from "#app/db/client.server.ts";
import type { Check, CheckResult, Found } from "./check.ts";

/** Rows that are in memory at a time. */
const BATCH = 1_000;

/** Runs `work` in a transaction that can't write and that sees the database as it was when it began. */
export async function inSnapshot<T>(
  { sql }: Pool,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  return (await sql.begin("isolation level repeatable read read only", work)) as T;
}

/** Runs one check inside a transaction: counts all that breaks it, keeps the first `examples`. */
export async function runCheck(
  tx: postgres.TransactionSql,
  check: Check,
  { now, examples }: { readonly now: Date; readonly examples: number },
): Promise<CheckResult> {
  const { name, about } = check;
  const kept: Found[] = [];
  let found = 0;
  const tell = ({ subject, detail }: Found) => {
    found += 1;
    if (kept.length < examples) kept.push({ subject, detail });
  };
  if ("walk" in check) {
    const notes = await check.walk(tx, tell);
    return { name, about, found, examples: kept, notes };
  }
  const text = `with clock as (select $1::timestamptz as now) select subject, detail from (${check.sql}) found`;
  await tx.unsafe<Found[]>(text, [now.toISOString()]).cursor(BATCH, (rows) => {
    for (const row of rows) if (check.isBroken?.(row) !== false) tell(row);
  });
  return { name, about, found, examples: kept };
}
