import type { LoaderFunctionArgs } from "@remix-run/node";
import { readMail } from "./read-mail.server.ts";

/** Mails are styled in place and do nothing else: no script, no picture, no form, no origin of ours. */
const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "sandbox allow-popups allow-popups-to-escape-sandbox",
].join("; ");

/** A mail's HTML, as it was written. */
export async function loader({ params }: LoaderFunctionArgs) {
  const { bodyHtml } = await readMail(params.mail);
  return new Response(bodyHtml, {
    headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY },
  });
}
