import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, useMatches } from "@remix-run/react";
import type { ReactNode } from "react";
import "./styles.css";
import "./ui/shop/pages.css";
import { fontPreloads } from "./ui/fonts.ts";
import { usePageContext } from "./ui/shop/page-context.ts";
import { RouteProblem } from "./ui/shop/route-problem.tsx";
import { Wordmark } from "./ui/wordmark.tsx";

export const links: LinksFunction = () => [
  ...fontPreloads,
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
  { rel: "manifest", href: "/site.webmanifest" },
];

export const meta: MetaFunction = () => [{ title: "Tallyhouse" }];

/** A route whose page needs nothing in the browser says so: it is sent without scripts and without its data twice. */
export type PageHandle = { readonly scripts?: boolean };

/** The document around every page, errors too. */
export function Layout({ children }: { children: ReactNode }) {
  const { nonce, hasFailed } = usePageContext();
  const wantsScripts = useWantsScripts() && !hasFailed;
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#15191b" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        {wantsScripts && <Scripts nonce={nonce || undefined} />}
      </body>
    </html>
  );
}

function useWantsScripts(): boolean {
  return useMatches().every((match) => (match.handle as PageHandle | undefined)?.scripts !== false);
}

export default function Root() {
  return <Outlet />;
}

/** Where even the shop's frame failed: nothing here asks the database. */
export function ErrorBoundary() {
  return (
    <>
      <header className="head">
        <div className="head-in">
          <Wordmark />
        </div>
      </header>
      <main id="main" className="page">
        <RouteProblem />
      </main>
    </>
  );
}
