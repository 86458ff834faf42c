import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Outlet } from "@remix-run/react";
import { requireStaff } from "#app/auth/guards.server.ts";
import { countDrafts } from "#app/db/change-sets.ts";
import { pools } from "#app/db/client.server.ts";

export const meta: MetaFunction = () => [
  { title: "Desk - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

/** The desk is plain pages and forms: nothing runs in the browser. */
export const handle = { scripts: false };

/** More drafts than this are not counted. */
const DRAFTS_CAP = 99;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requireStaff(request, context, "pricing");
  return { staffName: staff.account.name, drafts: await countDrafts(pools().staff.db, DRAFTS_CAP) };
}

export default function DeskLayout() {
  return <Outlet />;
}
