import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from "react";

/** `main` is the one orange action of a screen, `plain` the rest, `quiet` looks like a link, `danger` destroys. */
export type ButtonKind = "main" | "plain" | "quiet" | "danger";

type Look = { kind?: ButtonKind; size?: "small" | "medium" | "large"; wide?: boolean };

function classes({ kind = "plain", size = "medium", wide = false }: Look): string {
  let name = kind === "plain" ? "btn" : `btn btn-${kind}`;
  if (size !== "medium") name += ` btn-${size}`;
  return wide ? `${name} btn-wide` : name;
}

/** A button; it submits its form unless `type` says otherwise. */
export function Button({ kind, size, wide, ...rest }: Look & ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="submit" {...rest} className={classes({ kind, size, wide })} />;
}

/** A link that looks like a button: going somewhere, not changing something. */
export function ButtonLink({
  kind,
  size,
  wide,
  children,
  ...rest
}: Look & AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  return (
    <a {...rest} className={classes({ kind, size, wide })}>
      {children}
    </a>
  );
}
