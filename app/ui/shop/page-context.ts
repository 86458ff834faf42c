import { createContext, useContext } from "react";

/** What the server knows of the request that a page answers. In the browser it is empty. */
export type PageContext = {
  readonly requestId?: string;
  /** For inline scripts; "" on a page that is kept for everybody, whose scripts are allowed by their hashes. */
  readonly nonce?: string;
  /** An error is what this page tells: it stays as it was sent, with the number to quote. */
  readonly hasFailed?: boolean;
};

export const PageContext = createContext<PageContext>({});

export function usePageContext(): PageContext {
  return useContext(PageContext);
}
