import type { AppLoadContext } from "@remix-run/node";
import { requireAccount } from "#app/auth/guards.server.ts";
import type { MemberAsking } from "#app/commands/member-billing.ts";

/** Who asks, from where and when. @throws Response: a visitor is sent to sign in. */
export async function askingOf(request: Request, context: AppLoadContext): Promise<MemberAsking> {
  const { account } = await requireAccount(request, context);
  return {
    accountId: account.id,
    email: account.email,
    ip: context.ip,
    userAgent: request.headers.get("User-Agent") ?? "",
    now: new Date(),
    requestId: context.requestId,
  };
}

/** What every page of these says when Stripe does not answer: true whether or not something was done. */
export const UNAVAILABLE =
  "Our payment provider does not answer just now. Please try again in a minute: nothing is ever charged or refunded twice.";
