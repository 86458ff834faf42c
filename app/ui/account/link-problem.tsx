import type { ReactNode } from "react";
import { LINK_PROBLEMS, type TokenProblem, type TokenPurpose } from "#app/domain/account-token.ts";

/** A mailed link that does not work: why, and (as children) where to go from here. */
export function LinkProblem({
  purpose,
  problem,
  children,
}: {
  purpose: TokenPurpose;
  problem: TokenProblem;
  children: ReactNode;
}) {
  const { title, text } = LINK_PROBLEMS[purpose][problem];
  return (
    <div className="grid max-w-md gap-6">
      <h1>{title}</h1>
      <p>{text}</p>
      <div>{children}</div>
    </div>
  );
}
