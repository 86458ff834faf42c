/** The feed: prices that programs send to POST /api/observations, and the keys that let them. */
import { z } from "zod";
import { readZone } from "./reference-file/capture-time.ts";
import type { ReferenceField } from "./reference-file/columns.ts";

/** `observations:check` may only ask what would become of a batch; `observations:write` may send it in, too. */
export const FEED_SCOPES = ["observations:check", "observations:write"] as const;
export type FeedScope = (typeof FEED_SCOPES)[number];

export type FeedKey = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly FeedScope[];
  readonly retailerSlugs: readonly string[];
  readonly revokedAt: Date | null;
};

/** Entries that one request may bring. */
const MAX_FEED_ENTRIES = 1_000;
export const MAX_FEED_BYTES = 2 * 1024 * 1024;

const TOKEN = /^thf_([a-z2-7]{12})_([\w-]{43})$/;

/** The two parts of a key, "thf_<id>_<secret>"; undefined when it is no key of ours. */
export function parseFeedToken(token: string): { readonly id: string; readonly secret: string } | undefined {
  const [, id, secret] = TOKEN.exec(token) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** The key as it is handed out, once. */
export function formatFeedToken(id: string, secret: string): string {
  return `thf_${id}_${secret}`;
}

export type FeedRefusal = {
  readonly status: 401 | 403;
  readonly code: "key-revoked" | "scope-missing" | "retailer-not-allowed";
  readonly sentence: string;
};

/** Why a key (whose secret was right) may not do this; undefined when it may. */
export function refuseFeed(
  key: FeedKey,
  wants: { readonly scope: FeedScope; readonly retailerSlug: string },
): FeedRefusal | undefined {
  if (key.revokedAt !== null) {
    return {
      status: 401,
      code: "key-revoked",
      sentence: "This key was revoked. Ask the club for another one.",
    };
  }
  const scopes: readonly FeedScope[] =
    wants.scope === "observations:check" ? FEED_SCOPES : ["observations:write"];
  if (!scopes.some((scope) => key.scopes.includes(scope))) {
    const sentence = `This key has not the scope ${wants.scope}. Ask the club for one that has it.`;
    return { status: 403, code: "scope-missing", sentence };
  }
  if (!key.retailerSlugs.includes(wants.retailerSlug)) {
    const known = key.retailerSlugs.join(", ");
    const sentence = `This key is for ${known}, not for ${wants.retailerSlug}.`;
    return { status: 403, code: "retailer-not-allowed", sentence };
  }
  return undefined;
}

const text = z.string().max(20_000);

/** One entry as it is sent. Amounts and times are read as in files, so that they are held to the same rules. */
const entrySchema = z.strictObject({
  title: text,
  price: z.union([z.number(), text]),
  currency: text.nullish(),
  unitPrice: text.nullish(),
  itemId: z.union([z.int(), text]).nullish(),
  gtin: z.string("Send it as text: a number loses its leading zeros.").max(200).nullish(),
  brand: text.nullish(),
  category: text.nullish(),
  inStock: z.boolean().nullish(),
  promotion: text.nullish(),
  promotionEndsAt: text.nullish(),
  capturedAt: text.nullish(),
  url: text.nullish(),
});
export type FeedEntry = z.infer<typeof entrySchema>;

/** The field of a reference file that each field of an entry is. */
const FIELDS = {
  title: "title",
  price: "price",
  currency: "currency",
  unitPrice: "unit price",
  itemId: "item id",
  gtin: "gtin",
  brand: "brand",
  category: "category",
  inStock: "availability",
  promotion: "promotion",
  promotionEndsAt: "promotion end",
  capturedAt: "captured at",
  url: "url",
} as const satisfies Record<keyof FeedEntry, ReferenceField>;

/** A batch of one retailer's prices, seen in one place. */
export const feedSchema = z
  .strictObject({
    retailer: z.string("Say whose prices these are: a retailer's slug.").min(1).max(60),
    channel: z.enum(["in-club", "online", "delivered"], "Say in-club, online or delivered."),
    place: z.string('Say where: "ZIP 98109".').trim().min(1).max(100),
    zone: z
      .string()
      .refine((zone) => readZone(zone) !== undefined, "Use an offset from UTC, like -08:00.")
      .default("+00:00"),
    /** For entries that do not say. Without either, sending a batch again would make it a new one. */
    capturedAt: z.string().max(100).nullish(),
    observations: z
      .array(entrySchema)
      .min(1, "Send at least one entry.")
      .max(MAX_FEED_ENTRIES, `Send at most ${MAX_FEED_ENTRIES} entries at a time.`),
  })
  .superRefine((batch, context) => {
    if (batch.capturedAt != null) return;
    for (const [at, entry] of batch.observations.entries()) {
      if (entry.capturedAt != null) continue;
      const message = "Say when it was captured, here or once for the whole batch.";
      context.addIssue({ code: "custom", path: ["observations", at, "capturedAt"], message });
      return;
    }
  });
export type FeedBatch = z.infer<typeof feedSchema>;

const NAMES = Object.keys(FIELDS) as (keyof FeedEntry)[];

/** How entries lie in cells: what a file's header and its columns are. */
export const FEED_COLUMNS = {
  names: NAMES as readonly string[],
  columns: Object.fromEntries(NAMES.map((name, at) => [FIELDS[name], [at]])),
};

/** An entry's cells, in the order of {@link FEED_COLUMNS}. */
export function feedCells(entry: FeedEntry): string[] {
  return NAMES.map((name) => {
    const value = entry[name];
    if (value == null) return "";
    if (typeof value === "boolean") return value ? "in stock" : "out of stock";
    return String(value);
  });
}

/** The name under which an entry has a field: "promotionEndsAt" for "promotion end". */
export function feedFieldOf(field: ReferenceField | "row"): keyof FeedEntry | "row" {
  return NAMES.find((name) => FIELDS[name] === field) ?? "row";
}

/** What staff say of a new key. */
export const newFeedKeySchema = z.object({
  name: z
    .string("Give it a name.")
    .trim()
    .min(1, "Give it a name that tells who will use it.")
    .max(60, "Use at most 60 characters.")
    .regex(/^\P{Cc}*$/u, "Use a name without line breaks."),
  scope: z.enum(FEED_SCOPES, "Say what it may do."),
  retailers: z.array(z.string()).min(1, "Choose at least one retailer."),
});
export type NewFeedKey = z.infer<typeof newFeedKeySchema>;
