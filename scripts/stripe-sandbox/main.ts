import { Command, InvalidArgumentError } from "commander";
import { startSandboxServer } from "./server.ts";

interface Flags {
  port: number;
  host: string;
  state?: string;
  webhook?: string;
  webhookSecret?: string;
  secretKey?: string;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError("It must be 0 to 65535.");
  return port;
}

function urlOf(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw new InvalidArgumentError("It must be a URL.");
  return text;
}

const command = new Command("stripe-sandbox")
  .description(
    "A stand-in for Stripe on this machine: API, hosted checkout and portal, test clock, webhooks.",
  )
  .option("--port <number>", "port to listen on", portOf, 12111)
  .option("--host <address>", "address to listen on", "127.0.0.1")
  .option("--state <file>", "keep the account in this file over restarts")
  .option("--webhook <url>", "send every event to this URL", urlOf)
  .option("--webhook-secret <whsec>", "sign those events with this secret")
  .option("--secret-key <sk_test>", "let in this key only (any sk_test_ key unless given)");

async function main(): Promise<void> {
  const flags = command.parse().opts<Flags>();
  if (Boolean(flags.webhook) !== Boolean(flags.webhookSecret)) {
    command.error("error: --webhook and --webhook-secret go together.", { exitCode: 2 });
  }
  const { webhook, webhookSecret, state, secretKey } = flags;
  const server = await startSandboxServer({
    port: flags.port,
    host: flags.host,
    ...(state ? { stateFile: state } : {}),
    ...(secretKey ? { secretKey } : {}),
    ...(webhook && webhookSecret ? { webhook: { url: webhook, secret: webhookSecret } } : {}),
  });
  console.log(`Stripe sandbox: no money moves.
  API      ${server.url}/v1
  Control  ${server.url}/sandbox
  State    ${state ?? "in memory, gone when it stops"}`);
  const stop = () => void server.close().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function sentenceFor(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const { port, host } = command.opts<Flags>();
  if (code === "EADDRINUSE") return `Port ${port} on ${host} is already in use. Choose another with --port.`;
  if (code === "EADDRNOTAVAIL") return `This machine has no address ${host}. Choose another with --host.`;
  return message;
}

main().catch((error: unknown) => {
  console.error(sentenceFor(error));
  process.exit(1);
});
