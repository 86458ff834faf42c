/** Fees that are to change for present members. Run on the door role. */
import { v7 as uuidv7 } from "uuid";
import type { Db } from "#app/db/client.server.ts";
import { feeChanges } from "#app/db/tables.server.ts";

export type NewFeeChange = {
  readonly planSlug: string;
  readonly fromCents: number;
  readonly toCents: number;
  readonly effectiveFrom: Date;
  readonly madeBy: string | null;
  readonly madeAt: Date;
};

/** Plans a change of a plan's fee for those who have it. */
export async function insertFeeChange(db: Db, change: NewFeeChange): Promise<void> {
  await db.insert(feeChanges).values({ id: uuidv7(), ...change });
}
