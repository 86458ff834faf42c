/** Files that staff send in through the browser, on their way into references. Pricing staff's alone. */
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";
import { imports, retailers } from "./references.ts";

/** One file that was sent: what it is, how it is to be read, and how far its import has come. */
export const uploads = pgTable(
  "uploads",
  {
    id: uuid("id").primaryKey(),
    fileName: text("file_name").notNull(),
    /** The file's own date, where the browser told it. */
    fileDate: instant("file_date"),
    bytes: bigint("bytes", { mode: "number" }).notNull().default(0),
    /** Null until the whole file is here. */
    sha256: text("sha256"),
    encoding: text("encoding"),
    state: text("state", {
      enum: ["arriving", "refused", "asking", "queued", "running", "stopped", "failed", "done"],
    }).notNull(),
    /** Why it was refused or failed, in a sentence. */
    problem: text("problem"),
    /** Its form, header and first records. */
    inspection: jsonb("inspection"),
    /** How it is to be read. */
    plan: jsonb("plan"),
    sentBy: text("sent_by").notNull(),
    sentAt: instant("sent_at").notNull(),
    startedBy: text("started_by"),
    startedAt: instant("started_at"),
    stopAsked: boolean("stop_asked").notNull().default(false),
    /** Whose turn it is: the process that works on it holds this, and shows with `heardAt` that it lives. */
    worker: uuid("worker"),
    heardAt: instant("heard_at"),
    bytesRead: bigint("bytes_read", { mode: "number" }).notNull().default(0),
    rowsRead: integer("rows_read").notNull().default(0),
    importId: uuid("import_id").references(() => imports.id),
    /** Counts at the end. */
    tally: jsonb("tally"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    index("uploads_sent").on(t.sentAt, t.id),
    index("uploads_import").on(t.importId),
    check(
      "uploads_state_check",
      sql`state in ('arriving', 'refused', 'asking', 'queued', 'running', 'stopped', 'failed', 'done')`,
    ),
    check(
      "uploads_whole_check",
      sql`state in ('arriving', 'refused') or (sha256 is not null and encoding is not null)`,
    ),
    check("uploads_planned_check", sql`state in ('arriving', 'refused', 'asking') or plan is not null`),
    check("uploads_worker_check", sql`(worker is not null) = (state = 'running')`),
  ],
);

/**
 * The bytes of a file that is not read in yet, a megabyte a row; gone soon after it is. Not tied to the upload by a foreign
 * key: to remove gigabytes takes minutes, which nobody who throws a file away should wait for.
 */
export const uploadChunks = pgTable(
  "upload_chunks",
  {
    uploadId: uuid("upload_id").notNull(),
    /** From 0. */
    position: integer("position").notNull(),
    content: bytea("content").notNull(),
  },
  (t) => [primaryKey({ columns: [t.uploadId, t.position] })],
);

/** Rows that were not used, as they were, to be mended and sent again. */
export const importRejects = pgTable(
  "import_rejects",
  {
    id: uuid("id").primaryKey(),
    uploadId: uuid("upload_id")
      .notNull()
      .references(() => uploads.id, { onDelete: "cascade" }),
    /** Several may share one: a JSON list can stand on a single line. */
    line: integer("line").notNull(),
    field: text("field").notNull(),
    reason: text("reason").notNull(),
    sentence: text("sentence").notNull(),
    cells: jsonb("cells").$type<readonly string[]>().notNull(),
    /** SHA-256 (hex) of the cells: a row that is told again when an import is resumed is kept once. */
    cellsSha256: text("cells_sha256").notNull(),
  },
  (t) => [unique("import_rejects_once").on(t.uploadId, t.line, t.cellsSha256)],
);

/** How a retailer's files with a certain header were read last: offered the next time. */
export const referenceMappings = pgTable(
  "reference_mappings",
  {
    retailerSlug: text("retailer_slug")
      .notNull()
      .references(() => retailers.slug),
    /** SHA-256 (hex) of the header's names. */
    headerSha256: text("header_sha256").notNull(),
    mapping: jsonb("mapping").notNull(),
    savedBy: text("saved_by").notNull(),
    savedAt: instant("saved_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.retailerSlug, t.headerSha256] }),
    index("reference_mappings_header").on(t.headerSha256),
  ],
);
