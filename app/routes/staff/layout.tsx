import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Outlet } from "@remix-run/react";
import { getViewer } from "#app/auth/viewer.server.ts";
import { countDrafts } from "#app/db/change-sets.ts";
import { pools } from "#app/db/client.server.ts";
import { countHeld } from "#app/db/held-observations.ts";
import { countOpen } from "#app/db/match-queue.ts";
import { mayDo } from "#app/domain/staff.ts";
import { MOST_NAMED_WAITING } from "#app/ui/desk-shell.tsx";

export const meta: MetaFunction = () => [
  { title: "Desk - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

/** The desk is plain pages and forms: nothing runs in the browser. */
export const handle = { scripts: false };

/** Drafts, matches and held prices are counted to one past the most that the navigation names. */
const WAITING_CAP = MOST_NAMED_WAITING + 1;

/** The frame is every role's; each page asks for its own duty. To everybody else the desk is not there. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(request, context);
  if (viewer.kind !== "staff") throw new Response("Not found", { status: 404, statusText: "Not Found" });
  const { account, role } = viewer;
  const { db } = pools().staff;
  const [drafts, matches, held] = mayDo(role, "pricing")
    ? await Promise.all([
        countDrafts(db, WAITING_CAP),
        countOpen(db, {}, WAITING_CAP),
        countHeld(db, WAITING_CAP),
      ])
    : [0, 0, 0];
  return { staffName: account.name, role, drafts, matches, held };
}

export default function DeskLayout() {
  return <Outlet />;
}
