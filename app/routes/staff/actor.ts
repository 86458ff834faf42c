import type { AppLoadContext } from "@remix-run/node";
import type { Staff } from "#app/auth/guards.server.ts";
import type { Actor } from "#app/domain/actor.ts";

/** Who writes in this request, as the audit log keeps it. */
export function actorOf(staff: Staff, context: AppLoadContext): Actor {
  return { id: staff.account.id, name: staff.account.email, requestId: context.requestId };
}
