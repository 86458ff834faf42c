import { customType, timestamp } from "drizzle-orm/pg-core";

/** An instant, read and written as a `Date`, kept to the millisecond so that what is read equals what was written. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** Case-insensitive text (extension citext): mail addresses. */
export const citext = customType<{ data: string }>({ dataType: () => "citext" });

/** Bytes. */
export const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** Postgres's full-text document; generated in the database, never written by us. */
export const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/** A SHA-256, 64 hexadecimal digits to us and 32 bytes in the table. */
export const sha256 = customType<{ data: string; driverData: Buffer }>({
  dataType: () => "bytea",
  toDriver: (hex) => Buffer.from(hex, "hex"),
  fromDriver: (bytes) => bytes.toString("hex"),
});
