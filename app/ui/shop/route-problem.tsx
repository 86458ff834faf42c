import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { ErrorPage } from "../error-page.tsx";
import { usePageContext } from "./page-context.ts";

/** What went wrong in a route, told calmly: the body of an error boundary. */
export function RouteProblem() {
  const error = useRouteError();
  const { requestId } = usePageContext();
  if (!isRouteErrorResponse(error) || error.status >= 500) {
    return (
      <ErrorPage
        status={isRouteErrorResponse(error) ? error.status : 500}
        title="Something broke on our side"
        requestId={requestId}
      >
        <p>It is noted in our log. Try again in a minute.</p>
      </ErrorPage>
    );
  }
  switch (error.status) {
    case 404:
      return (
        <ErrorPage status={404} title="There is nothing on this shelf">
          <p>The page has moved or was never here. The search finds whatever is in the warehouse.</p>
        </ErrorPage>
      );
    case 403:
      return (
        <ErrorPage status={403} title="This door is not open to you">
          <p>{sentenceOf(error.data) ?? "Sign in with an account that may go here."}</p>
        </ErrorPage>
      );
    default:
      return (
        <ErrorPage status={error.status} title="We can't do that">
          <p>{sentenceOf(error.data) ?? "Go back, check what was sent, and try again."}</p>
        </ErrorPage>
      );
  }
}

/** A sentence for people that came with the refusal, and nothing else that a route may have thrown. */
function sentenceOf(data: unknown): string | undefined {
  return typeof data === "string" && data.length > 0 && data.length <= 300 ? data : undefined;
}
