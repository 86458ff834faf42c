import type { ReactNode } from "react";

/**
 * The drawn shutter over a visitor's big price. There is nothing behind it: the page that carries it holds no club
 * price at all.
 */
export function Shutter({ text = "Members see the club price" }: { text?: string }) {
  return (
    <p className="shutter">
      <b>{text}</b>
    </p>
  );
}

/**
 * The price of somebody who joined a moment ago: the shutter rolls up once and is gone. With reduced motion (or
 * without CSS) the price is simply there.
 */
export function LiftedShutter({ children }: { children: ReactNode }) {
  return (
    <div className="shutter-lift">
      {children}
      <span className="shutter" aria-hidden="true" />
    </div>
  );
}
