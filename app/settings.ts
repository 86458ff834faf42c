/**
 * The schema of every setting. Parsing names each setting that is wrong with what to do about it, all of them at once.
 */
import { z } from "zod";

const flag = z
  .enum(["0", "1", "true", "false"], "Use 1 or 0.")
  .default("0")
  .transform((value) => value === "1" || value === "true");

const postgresUrl = z
  .string()
  .regex(
    /^postgres(ql)?:\/\//,
    "Use a Postgres address, like postgres://user:password@host:5432/tallyhouse.",
  );

const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((v) => (v === "" ? undefined : v), schema.optional());

const settings = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number("Use a port number.").int().min(0).max(65_535).default(3000),
  PUBLIC_URL: optional(
    z
      .url("Use the full address that people open, like https://club.example.")
      .transform((url) => url.replace(/\/+$/, "")),
  ),
  /** Demo club: the stand-in for Stripe, demo sign-ins. Set by the start script; refused by `npm run serve`. */
  DEMO: flag,
  /** Where everything local is kept: the embedded database, the sandbox's state. */
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: optional(postgresUrl),
  DATABASE_VISITOR_URL: optional(postgresUrl),
  DATABASE_MEMBER_URL: optional(postgresUrl),
  DATABASE_STAFF_URL: optional(postgresUrl),
  DATABASE_DOOR_URL: optional(postgresUrl),
  DATABASE_FEED_URL: optional(postgresUrl),
  DATABASE_POOL_SIZE: z.coerce.number("Use a number of connections.").int().min(1).max(200).default(10),
  SESSION_SECRET: optional(z.string().min(32, "Use at least 32 random characters.")),
  STRIPE_SECRET_KEY: optional(
    z
      .string()
      .regex(
        /^(sk|rk)_(test|live)_/,
        "Use a Stripe secret key: it starts with sk_test_, sk_live_, rk_test_ or rk_live_.",
      ),
  ),
  STRIPE_WEBHOOK_SECRET: optional(
    z.string().regex(/^whsec_/, "Use the endpoint's signing secret: it starts with whsec_."),
  ),
  STRIPE_API_URL: optional(z.url("Use an address, like http://127.0.0.1:12111.")),
  /** Where mails are handed over. Unset: they stay in the database (the demo club shows them at /dev/mails). */
  SMTP_URL: optional(
    z.string().regex(/^smtps?:\/\/[^/]/, "Use a mail server's address, like smtps://user:password@host:465."),
  ),
  MAIL_FROM: optional(
    z
      .string()
      .regex(/^[^<>\r\n]*<?[^\s@<>]+@[^\s@<>]+>?$/, "Use an address, like Tallyhouse <club@club.example>."),
  ),
  TRUST_PROXY: flag,
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  /** Port of the Stripe sandbox that the demo club brings up. */
  SANDBOX_PORT: z.coerce.number("Use a port number.").int().min(0).max(65_535).default(12_111),
  /** A Chromium for the browser tests. */
  CHROMIUM_PATH: optional(z.string()),
  METRICS_TOKEN: optional(z.string().min(16, "Use at least 16 characters.")),
});

export type Env = z.infer<typeof settings>;

export class SettingsError extends Error {
  override name = "SettingsError";
}

/**
 * Reads settings from `source` (names as in the README's table; all text).
 * @throws SettingsError with one line for each setting that is wrong.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const result = settings.safeParse(source);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new SettingsError(`These settings need a look (the README has them all):\n${lines.join("\n")}`);
}
