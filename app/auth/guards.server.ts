/** Who may go on: each guard answers the viewer it wants or throws the Response for everybody else. */
import { type AppLoadContext, redirect } from "@remix-run/node";
import { mayDo, type StaffDuty } from "#app/domain/staff.ts";
import { signInPath } from "./then.ts";
import { getViewer, type Viewer, type ViewerAccount, type ViewerMembership } from "./viewer.server.ts";

export type SignedIn = Exclude<Viewer, { kind: "visitor" }>;
export type Staff = Extract<Viewer, { kind: "staff" }>;
export type Member = { readonly account: ViewerAccount; readonly membership: ViewerMembership };

/** Anybody who is signed in. @throws Response: a visitor is sent to sign in, and back here afterwards. */
export async function requireAccount(request: Request, context: AppLoadContext): Promise<SignedIn> {
  const viewer = await getViewer(request, context);
  if (viewer.kind === "visitor") throw redirect(signInPath(request), 303);
  return viewer;
}

/**
 * Somebody whose membership opens the club now (staff with one of their own too).
 * @throws Response: a visitor is sent to sign in, an account without such a membership to the plans.
 */
export async function requireMember(request: Request, context: AppLoadContext): Promise<Member> {
  const { account, membership } = await requireAccount(request, context);
  if (membership === undefined || !membership.entitled) throw redirect("/join", 303);
  return { account, membership };
}

/**
 * Staff whose role may do `duty`. @throws Response 404 for everybody else: the desk is not there for them. Whoever is
 * not signed in gets the same answer.
 */
export async function requireStaff(
  request: Request,
  context: AppLoadContext,
  duty: StaffDuty,
): Promise<Staff> {
  const viewer = await getViewer(request, context);
  if (viewer.kind !== "staff" || !mayDo(viewer.role, duty)) {
    throw new Response("Not found", { status: 404, statusText: "Not Found" });
  }
  return viewer;
}
