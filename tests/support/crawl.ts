/** Walks a club as a visitor would, and says which of its routes a path belongs to. */
import { fileURLToPath } from "node:url";

type BuiltRoute = { id: string; parentId?: string; path?: string; index?: boolean };

let patterns: { pattern: string; matcher: RegExp }[] | undefined;

/** Every route of the build as a pattern, "/items/:item"; layouts and the catch-all are left out. */
export async function listPatterns(): Promise<string[]> {
  patterns ??= await readPatterns();
  return patterns.map((one) => one.pattern);
}

async function readPatterns() {
  const built = fileURLToPath(new URL("../../build/server/index.js", import.meta.url));
  const { routes } = (await import(built)) as { routes: Record<string, BuiltRoute> };
  const full = (route: BuiltRoute): string =>
    `${route.parentId ? full(routes[route.parentId] as BuiltRoute) : ""}${route.path ? `/${route.path}` : ""}`;
  return (
    Object.values(routes)
      .filter((route) => route.index || (route.path !== undefined && route.path !== "" && route.path !== "*"))
      .map((route) => full(route) || "/")
      .map((pattern) => ({
        pattern,
        matcher: new RegExp(`^${pattern.replace(/\./g, "\\.").replace(/:\w+/g, "[^/]+")}/?$`),
      }))
      // "/join/return" before "/join/:plan".
      .sort((a, b) => Number(a.pattern.includes(":")) - Number(b.pattern.includes(":")))
  );
}

/** The pattern of a path; undefined for what only the catch-all takes. Call `listPatterns` first. */
export function patternOf(path: string): string | undefined {
  const pathname = path.split("?")[0] as string;
  return patterns?.find((one) => one.matcher.test(pathname))?.pattern;
}

const ATTRIBUTE = /(?:href|action|src)="(\/[^"#]*)/g;

/** Paths that can be reached by links from the front door, at most `perPattern` of each route, in a steady order. */
export async function crawl(origin: string, options: { perPattern: number }): Promise<string[]> {
  await listPatterns();
  const found = new Set(["/"]);
  const counts = new Map<string, number>();
  for (const path of found) {
    const answered = await fetch(origin + path, { redirect: "manual" });
    if (!(answered.headers.get("content-type") ?? "").startsWith("text/html")) continue;
    for (const [, href = ""] of (await answered.text()).matchAll(ATTRIBUTE)) {
      const next = href.replaceAll("&amp;", "&");
      const pattern = patternOf(next);
      if (pattern === undefined || found.has(next) || (counts.get(pattern) ?? 0) >= options.perPattern)
        continue;
      counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
      found.add(next);
    }
  }
  return [...found];
}
