import type postgres from "postgres";
import { type CopyValue, copyRows } from "#app/db/copy-rows.ts";
import { appendStaged, lockChains, RECORD_COLUMNS, stageObservations } from "#app/db/evidence-chain.ts";

type Column = (typeof RECORD_COLUMNS)[number];
/** An observation by column; hashes as hexadecimal text. */
export type StagedRow = Readonly<Partial<Record<Column, CopyValue>>>;

/** Appends any number of observations to their retailers' chains, in the order given, in the caller's transaction. */
export async function appendObservations(
  tx: postgres.TransactionSql,
  rows: readonly StagedRow[],
): Promise<void> {
  await stageObservations(tx);
  await copyRows(tx, "staged_observations", ["n", "outcome", ...RECORD_COLUMNS], staged(rows));
  await lockChains(tx, [...new Set(rows.map((row) => String(row.retailer_slug)))]);
  await appendStaged(tx);
  await tx`truncate staged_observations`;
}

function* staged(rows: readonly StagedRow[]): Generator<CopyValue[]> {
  for (const [n, row] of rows.entries())
    yield [n, "added", ...RECORD_COLUMNS.map((column) => copied(column, row[column] ?? null))];
}

function copied(column: Column, value: CopyValue): CopyValue {
  return column === "raw_sha256" ? `\\x${value}` : value;
}
