import type { ServerBuild } from "@remix-run/node";
import { isPublicPath } from "#app/http/caching.ts";

type Routes = ServerBuild["routes"];

/**
 * The build with its public routes alone, their layouts and the catch-all. Remix ranks every route that a build has, several
 * times a request: the shop's hot pages need not pay for the desk's and the account's.
 */
export function withPublicRoutes(build: ServerBuild): ServerBuild {
  const kept = new Set<string>();
  for (const [id, route] of Object.entries(build.routes)) {
    const isPage = route?.index === true || (route?.path !== undefined && route.path !== "");
    if (isPage && (route.path === "*" || isPublicPath(pathOf(build.routes, id))))
      keepWithParents(build.routes, id, kept);
  }
  const only = <T>(all: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([id]) => kept.has(id)));
  const assets = { ...build.assets, routes: only(build.assets.routes) };
  return { ...build, routes: only(build.routes), assets };
}

/** "/items/:item". */
function pathOf(routes: Routes, id: string): string {
  const route = routes[id];
  const above = route?.parentId === undefined ? "" : pathOf(routes, route.parentId);
  const own = route?.path ? `${above === "/" ? "" : above}/${route.path}` : above;
  return own === "" && route?.index === true ? "/" : own;
}

function keepWithParents(routes: Routes, id: string, kept: Set<string>): void {
  kept.add(id);
  const parent = routes[id]?.parentId;
  if (parent !== undefined) keepWithParents(routes, parent, kept);
}
