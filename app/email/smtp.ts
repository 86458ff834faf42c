/** Handing a mail over to a mail server. */
import { createTransport } from "nodemailer";
import { env } from "#app/env.server.ts";

export type Letter = {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/** `permanent`: the server will never take this mail to this recipient. */
export type SendOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly permanent: boolean; readonly error: string };

export type Postman = { send(letter: Letter): Promise<SendOutcome>; close(): void };

/** Mails at a time over connections of their own. */
export const SENDING_AT_ONCE = 3;

/** A mail server that goes quiet is given up well within the lease of a mail. */
const TIMEOUTS = {
  dnsTimeout: 10_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 60_000,
};

/** Opens no connection before the first mail. `from` as in MAIL_FROM: "Tallyhouse <club@club.example>". */
export function openPostman(smtpUrl: string, from: string): Postman {
  const transport = createTransport({
    ...optionsFrom(smtpUrl),
    ...TIMEOUTS,
    pool: true,
    maxConnections: SENDING_AT_ONCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(letter) {
      try {
        await transport.sendMail({
          from,
          to: { name: "", address: letter.recipient },
          subject: letter.subject,
          text: letter.text,
          html: letter.html,
          messageId: messageIdOf(letter.id, from),
          headers: { "Auto-Submitted": "auto-generated" },
        });
        return { ok: true };
      } catch (error) {
        return { ok: false, permanent: isPermanent(error), error: describe(error) };
      }
    },
    close: () => transport.close(),
  };
}

/**
 * The postman of the settings; undefined where no mail server is set.
 * @throws Error when there is one, but no address to write from.
 */
export function openPostmanFromSettings(): Postman | undefined {
  if (env.SMTP_URL === undefined) return undefined;
  if (env.MAIL_FROM === undefined)
    throw new Error("MAIL_FROM is not set: mails need an address to come from.");
  return openPostman(env.SMTP_URL, env.MAIL_FROM);
}

function optionsFrom(smtpUrl: string) {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const secure = protocol === "smtps:";
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (secure ? 465 : 587) : Number(port),
    secure,
    ...(username === ""
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}

/** The same for every try of a mail: a duplicate after a crash can be recognised, by mail programs too. */
export function messageIdOf(mailId: string, from: string): string {
  const domain = /@([^\s@<>]+)>?$/.exec(from)?.[1] ?? "localhost";
  return `<${mailId}@${domain}>`;
}

/**
 * A 5xx answer to the recipient or to the message is about this mail. A 5xx to our sign-in or greeting is about our
 * settings, and passes when they are put right.
 */
function isPermanent(error: unknown): boolean {
  const { responseCode, command } = error as { responseCode?: number; command?: string };
  return (responseCode ?? 0) >= 500 && (command === "RCPT TO" || command === "DATA");
}

const MAX_ERROR_LENGTH = 500;

function describe(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, MAX_ERROR_LENGTH);
}
