import type { ReactNode } from "react";

/** Nothing here yet, why, and what to do: an empty bay of the rack. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <section className="empty">
      <svg viewBox="0 0 120 56" width="120" height="56" aria-hidden="true">
        <path d="M10 0v56M110 0v56" stroke="var(--color-rack-blue)" strokeWidth="6" />
        <path d="M7 44h106" stroke="var(--color-rack-orange)" strokeWidth="8" />
        <path d="M24 36h32M24 32h32M28 36v4M52 36v4" stroke="var(--color-concrete-400)" strokeWidth="3" />
      </svg>
      <h2>{title}</h2>
      {children && <div>{children}</div>}
    </section>
  );
}
