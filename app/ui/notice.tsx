import type { ReactNode } from "react";

/** Something to know about this page. `error` and `warn` are announced at once, the others politely. */
export function Notice({
  kind = "info",
  title,
  children,
}: {
  kind?: "info" | "success" | "warn" | "error";
  title?: string;
  children?: ReactNode;
}) {
  return (
    <div className={`notice is-${kind}`} role={kind === "error" || kind === "warn" ? "alert" : "status"}>
      {title && <h2>{title}</h2>}
      {children && <div>{children}</div>}
    </div>
  );
}
