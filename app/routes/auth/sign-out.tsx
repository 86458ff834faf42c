import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { endSession } from "#app/auth/session.server.ts";
import { pools } from "#app/db/client.server.ts";

/** Following a link changes nothing: only the button signs out. */
export function loader() {
  return redirect("/", 303);
}

export async function action({ request }: ActionFunctionArgs) {
  const cookie = await endSession(pools().door.db, request);
  // The card that a browser keeps for when it is offline goes with the session.
  const headers = { "Set-Cookie": cookie, "Clear-Site-Data": '"cache", "storage"' };
  return redirect("/", { status: 303, headers });
}
