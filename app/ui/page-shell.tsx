import type { ReactNode } from "react";
import { Wordmark } from "./wordmark.tsx";

export type ShellViewer =
  | { kind: "visitor" }
  | { kind: "account"; name: string }
  | { kind: "member"; name: string; planName: string }
  | { kind: "staff"; name: string };

export type DepartmentLink = { href: string; name: string; aisle: number };

export type PageShellProps = {
  viewer: ShellViewer;
  departments: readonly DepartmentLink[];
  /** What is in the search box. */
  query?: string;
  /** Cartons in the cart of somebody who may buy; left out, no cart is shown. */
  cartCount?: number;
  /** Path of this page, to mark the department that we are in. */
  currentPath?: string;
  children: ReactNode;
};

/** The shop around a page: sign over the door, search, aisles, the viewer's corner, and the plain promises below. */
export function PageShell({ viewer, departments, query, cartCount, currentPath, children }: PageShellProps) {
  return (
    <>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className="head">
        <div className="head-in">
          <Wordmark />
          <div className="head-bar">
            {/* biome-ignore lint/a11y/useSemanticElements: React 18 does not know <search> yet */}
            <form className="find" action="/search" role="search">
              <input
                type="search"
                name="q"
                defaultValue={query}
                aria-label="Search the warehouse"
                placeholder="Search the warehouse"
                autoComplete="off"
                enterKeyHint="search"
                maxLength={120}
              />
              <button type="submit" aria-label="Search">
                <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
                  <path d="m13 13 5 5M14.5 8.5a6 6 0 1 1-12 0 6 6 0 0 1 12 0Z" />
                </svg>
              </button>
            </form>
            {mainAction(viewer, cartCount)}
          </div>
          <ViewerCorner viewer={viewer} />
        </div>
        <nav className="aisle-nav" aria-label="Departments">
          <ul>
            {departments.map((department) => (
              <li key={department.href}>
                <a href={department.href} aria-current={department.href === currentPath ? "page" : undefined}>
                  <b>{department.aisle}</b>
                  {department.name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="main" className="page">
        {children}
      </main>
      <Promises />
    </>
  );
}

/** The one thing in reach of a thumb beside the search: joining, or the cart. */
function mainAction(viewer: ShellViewer, cartCount: number | undefined) {
  if (viewer.kind === "visitor" || viewer.kind === "account") {
    return (
      <a className="btn btn-main" href="/join">
        Join
      </a>
    );
  }
  if (cartCount === undefined) return null;
  return (
    <a className="btn" href="/cart">
      {cartCount === 0 ? "Cart" : `Cart (${cartCount})`}
    </a>
  );
}

function ViewerCorner({ viewer }: { viewer: ShellViewer }) {
  if (viewer.kind === "visitor") {
    return (
      <div className="head-who">
        <a href="/list">List</a>
        <a href="/sign-in">Sign in</a>
      </div>
    );
  }
  return (
    <div className="head-who">
      {viewer.kind === "staff" && <a href="/desk">Desk</a>}
      <a href="/list">List</a>
      <a href="/account">
        {viewer.name}
        {viewer.kind === "member" && <small>{viewer.planName}</small>}
      </a>
      <form method="post" action="/sign-out">
        <button type="submit" className="btn btn-quiet">
          Sign out
        </button>
      </form>
    </div>
  );
}

function Promises() {
  return (
    <footer className="foot">
      <div className="foot-in">
        <ul className="foot-promises">
          <li>
            <b>Every comparison has its proof.</b> Who checked, where and on which day. Where another club is
            cheaper, we say so.
          </li>
          <li>
            <b>The fee comes back in full.</b> Leave online whenever you like. We write before every charge.
          </li>
          <li>
            <b>Members pay the club price.</b> Retail prices are what others were seen to charge, never our
            own price made bigger.
          </li>
        </ul>
        <nav aria-label="About Tallyhouse">
          <a href="/how-we-compare">How we compare</a>
          <a href="/price-index">Price index</a>
          <a href="/membership">Membership</a>
          <a href="/terms">Terms</a>
        </nav>
      </div>
    </footer>
  );
}
