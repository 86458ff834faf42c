import type { ReactNode } from "react";
import { Wordmark } from "./wordmark.tsx";

export type DeskLink = {
  href: string;
  label: string;
  /** Work that waits: proposals to approve, matches to look at. */
  waiting?: number;
};
export type DeskLinkGroup = { label: string; links: readonly DeskLink[] };

/** From here on the navigation says "99+". */
export const MOST_NAMED_WAITING = 99;

function waitingText(waiting: number): string {
  return waiting > MOST_NAMED_WAITING ? `${MOST_NAMED_WAITING}+` : String(waiting);
}

/** The staff's room: dense, keyboard first, the same letters and greys as the shop. */
export function DeskShell({
  title,
  staffName,
  groups,
  currentPath,
  actions,
  children,
}: {
  title: string;
  staffName: string;
  groups: readonly DeskLinkGroup[];
  currentPath: string;
  /** Buttons that belong to the whole page, at the right of its title. */
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="desk">
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className="desk-head">
        <Wordmark href="/desk" note="Desk" />
        <span>{staffName}</span>
        <a href="/">Shop</a>
        <form method="post" action="/sign-out">
          <button type="submit" className="btn btn-quiet">
            Sign out
          </button>
        </form>
      </header>
      <nav className="desk-nav" aria-label="Desk">
        {groups.map((group) => (
          <section key={group.label}>
            <h2>{group.label}</h2>
            <ul>
              {group.links.map((link) => (
                <li key={link.href}>
                  <a href={link.href} aria-current={isHere(link.href, currentPath) ? "page" : undefined}>
                    {link.label}
                    {link.waiting !== undefined && link.waiting > 0 && <b>{waitingText(link.waiting)}</b>}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <main id="main" className="desk-main">
        <div className="desk-title">
          <h1>{title}</h1>
          {actions && <div className="actions">{actions}</div>}
        </div>
        {children}
      </main>
    </div>
  );
}

function isHere(href: string, currentPath: string): boolean {
  return currentPath === href || (href !== "/desk" && currentPath.startsWith(`${href}/`));
}
