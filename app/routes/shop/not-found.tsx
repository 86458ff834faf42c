import { data, type MetaFunction } from "@remix-run/node";

export const handle = { scripts: false };

export function loader() {
  throw data(null, { status: 404 });
}

export const meta: MetaFunction = () => [{ title: "Not found - Tallyhouse" }];

/** Never shown: the loader answers 404, and the shop's error boundary tells it. */
export default function NotFoundPage() {
  return null;
}
