import type { ReactNode } from "react";
import { ButtonLink } from "./button.tsx";

/** A calm page for what went wrong: what it was, what to do, and the number to quote. */
export function ErrorPage({
  status,
  title,
  requestId,
  children,
}: {
  status: number;
  title: string;
  /** Absent where there is nothing to look up in the logs (a page that does not exist). */
  requestId?: string | undefined;
  children?: ReactNode;
}) {
  return (
    <section className="oops">
      <p className="oops-no">{status}</p>
      <h1>{title}</h1>
      {children && <div className="prose">{children}</div>}
      <p className="actions">
        <ButtonLink href="/" kind="main">
          Back to the front door
        </ButtonLink>
        <ButtonLink href="/search">Search the warehouse</ButtonLink>
      </p>
      {requestId && (
        <p className="oops-id">
          {"If you write to us, quote "}
          <code>{requestId}</code>
        </p>
      )}
    </section>
  );
}
