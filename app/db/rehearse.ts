import { TransactionRollbackError } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";

/**
 * Does `work` and takes it back: the database is as busy as if it had been meant. For answers that must not tell by
 * their time whether there was anything to do.
 */
export async function rehearse(tx: Db, work: (inner: Db) => Promise<unknown>): Promise<void> {
  try {
    await tx.transaction(async (inner) => {
      await work(inner);
      inner.rollback();
    });
  } catch (error) {
    if (!(error instanceof TransactionRollbackError)) throw error;
  }
}
