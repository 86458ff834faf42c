import { useLocation, useRouteLoaderData } from "@remix-run/react";
import type { DeskFrame } from "#app/ui/desk/desk-page.tsx";

/** What the desk's layout loaded, for the shell around each page. */
export function useDeskFrame(): DeskFrame {
  const { pathname } = useLocation();
  const loaded = useRouteLoaderData("routes/staff/layout") as Omit<DeskFrame, "currentPath"> | undefined;
  return {
    staffName: loaded?.staffName ?? "",
    role: loaded?.role ?? "support",
    drafts: loaded?.drafts ?? 0,
    matches: loaded?.matches ?? 0,
    held: loaded?.held ?? 0,
    currentPath: pathname,
  };
}
