import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useLocation, useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { getViewer, type Viewer, viewerDb } from "#app/auth/viewer.server.ts";
import { getCatalogue } from "#app/db/catalogue.ts";
import { departmentPath } from "#app/domain/addresses.ts";
import { PageShell, type ShellViewer } from "#app/ui/page-shell.tsx";
import { RouteProblem } from "#app/ui/shop/route-problem.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(request, context);
  const { departments } = await getCatalogue(viewerDb(viewer));
  return {
    viewer: shellViewer(viewer),
    departments: departments.map(({ slug, name }): [string, string] => [slug, name]),
  };
}

function shellViewer(viewer: Viewer): ShellViewer {
  switch (viewer.kind) {
    case "visitor":
      return { kind: "visitor" };
    case "account":
    case "staff":
      return { kind: viewer.kind, name: viewer.account.name };
    case "member":
      return { kind: "member", name: viewer.account.name, planName: viewer.membership.planName };
    default: {
      const impossible: never = viewer;
      throw new Error(`Unknown viewer ${JSON.stringify(impossible)}`);
    }
  }
}

export default function ShopLayout() {
  return (
    <Frame frame={useLoaderData<typeof loader>()}>
      <Outlet />
    </Frame>
  );
}

/** A page inside failed: the shop around it still stands, unless it is the shop's own loader that did. */
export function ErrorBoundary() {
  const frame = useRouteLoaderData<typeof loader>("routes/shop/layout");
  const nobody: FrameData = { viewer: { kind: "visitor" }, departments: [] };
  return (
    <Frame frame={frame ?? nobody}>
      <RouteProblem />
    </Frame>
  );
}

type FrameData = Awaited<ReturnType<typeof loader>>;

function Frame({ frame, children }: { frame: FrameData; children: ReactNode }) {
  const { pathname, search } = useLocation();
  const query =
    pathname === "/search" ? (new URLSearchParams(search).get("q") ?? "").slice(0, 120) : undefined;
  const departments = frame.departments.map(([slug, name], index) => ({
    href: departmentPath(slug),
    name,
    aisle: index + 1,
  }));
  return (
    <PageShell viewer={frame.viewer} departments={departments} query={query} currentPath={pathname}>
      {children}
    </PageShell>
  );
}
