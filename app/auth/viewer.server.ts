/**
 * Who looks, and on which pool. Read once a request, on the door role: it sees sessions and memberships and no prices.
 * The page's own queries then run on the pool of the viewer's class.
 */
import type { AppLoadContext } from "@remix-run/node";
import { type Db, pools } from "#app/db/client.server.ts";
import type { StaffRole } from "#app/domain/staff.ts";
import { readSession } from "./session.server.ts";

export type ViewerAccount = { readonly id: string; readonly name: string; readonly email: string };

export type ViewerMembership = {
  readonly id: string;
  readonly number: string;
  readonly planName: string;
  /** Whether it opens the club now; a `member` always has one that does. */
  readonly entitled: boolean;
};

export type Viewer =
  | { readonly kind: "visitor" }
  | {
      readonly kind: "account";
      readonly account: ViewerAccount;
      readonly membership: ViewerMembership | undefined;
    }
  | { readonly kind: "member"; readonly account: ViewerAccount; readonly membership: ViewerMembership }
  | {
      readonly kind: "staff";
      readonly account: ViewerAccount;
      readonly role: StaffRole;
      readonly membership: ViewerMembership | undefined;
    };

const viewers = new WeakMap<AppLoadContext, Promise<Viewer>>();

/** The viewer of this request: one query at most, however many loaders ask. */
export function getViewer(request: Request, context: AppLoadContext): Promise<Viewer> {
  let viewer = viewers.get(context);
  if (viewer === undefined) {
    viewer = readSession(request, context);
    viewers.set(context, viewer);
  }
  return viewer;
}

/** Whether this viewer may see club prices. */
export function seesClubPrices(viewer: Viewer): boolean {
  return viewer.kind === "member" || viewer.kind === "staff";
}

/** The pool of the viewer's class: what Postgres lets this viewer see, and no more. */
export function viewerDb(viewer: Viewer): Db {
  switch (viewer.kind) {
    case "visitor":
    case "account":
      return pools().visitor.db;
    case "member":
      return pools().member.db;
    case "staff":
      return pools().staff.db;
    default: {
      const impossible: never = viewer;
      throw new Error(`Unknown viewer ${JSON.stringify(impossible)}`);
    }
  }
}
