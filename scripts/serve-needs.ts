import type { Env } from "#app/env.server.ts";

/** What is missing for real use, a sentence each; empty when nothing is. */
export function missingForServe(env: Env): string[] {
  const needs: [boolean, string][] = [
    [env.DATABASE_URL === undefined, "DATABASE_URL: the address of your Postgres."],
    [env.STRIPE_SECRET_KEY === undefined, "STRIPE_SECRET_KEY: from your Stripe dashboard, under API keys."],
    [
      env.STRIPE_WEBHOOK_SECRET === undefined,
      "STRIPE_WEBHOOK_SECRET: the signing secret of the endpoint /webhooks/stripe.",
    ],
    [
      env.SESSION_SECRET === undefined,
      "SESSION_SECRET: at least 32 random characters, the same for every process.",
    ],
    [env.PUBLIC_URL === undefined, "PUBLIC_URL: the address that people open, like https://club.example."],
    [
      env.SMTP_URL === undefined,
      "SMTP_URL: your mail server, like smtps://user:password@host:465; members must get their notices.",
    ],
    [
      env.MAIL_FROM === undefined,
      "MAIL_FROM: the address that mails come from and answers go to, like Tallyhouse <club@club.example>.",
    ],
    [
      env.STRIPE_API_URL !== undefined,
      "STRIPE_API_URL points at a stand-in for Stripe: unset it, real members pay here.",
    ],
    [env.DEMO, "DEMO is set: unset it, the demo sign-ins are for the demo club alone."],
  ];
  return needs.filter(([missing]) => missing).map(([, sentence]) => sentence);
}
