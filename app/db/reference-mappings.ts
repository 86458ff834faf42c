/** How files of a retailer with one header were read last. */
import { and, desc, eq, sql } from "drizzle-orm";
import { type Mapping, mappingSchema } from "#app/domain/upload.ts";
import type { Db } from "./client.server.ts";
import { referenceMappings } from "./tables.server.ts";

export type RememberedMapping = {
  readonly retailer: string;
  readonly mapping: Mapping;
  readonly savedBy: string;
  readonly savedAt: Date;
};

/** The mapping of this header: the retailer's own, or the latest of any retailer where none is named. */
export async function findMapping(
  db: Db,
  headerSha256: string,
  retailer?: string,
): Promise<RememberedMapping | undefined> {
  const [found] = await db
    .select({
      retailer: referenceMappings.retailerSlug,
      mapping: referenceMappings.mapping,
      savedBy: referenceMappings.savedBy,
      savedAt: referenceMappings.savedAt,
    })
    .from(referenceMappings)
    .where(
      and(
        eq(referenceMappings.headerSha256, headerSha256),
        retailer === undefined ? undefined : eq(referenceMappings.retailerSlug, retailer),
      ),
    )
    .orderBy(desc(referenceMappings.savedAt))
    .limit(1);
  if (found === undefined) return undefined;
  // One that an older version saved and this one can't read is as good as none.
  const mapping = mappingSchema.safeParse(found.mapping);
  return mapping.success ? { ...found, mapping: mapping.data } : undefined;
}

/** Remembers the mapping in place of the one before. */
export async function saveMapping(
  db: Db,
  headerSha256: string,
  { retailer, mapping, savedBy, savedAt }: RememberedMapping,
): Promise<void> {
  await db
    .insert(referenceMappings)
    .values({ retailerSlug: retailer, headerSha256, mapping, savedBy, savedAt })
    .onConflictDoUpdate({
      target: [referenceMappings.retailerSlug, referenceMappings.headerSha256],
      set: { mapping: sql`excluded.mapping`, savedBy, savedAt },
    });
}
