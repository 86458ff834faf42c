import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { endSession } from "#app/auth/session.server.ts";
import { pools } from "#app/db/client.server.ts";

/** Following a link changes nothing: only the button signs out. */
export function loader() {
  return redirect("/", 303);
}

export async function action({ request }: ActionFunctionArgs) {
  const cookie = await endSession(pools().door.db, request);
  return redirect("/", { status: 303, headers: { "Set-Cookie": cookie } });
}
