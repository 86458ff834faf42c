import type { World } from "../world.ts";
import { handleCheckout, handleConfirmation, notFound } from "./checkout-page.ts";
import { handleControl } from "./control-page.ts";
import { messagePage, redirectTo } from "./html.ts";
import { handleInvoice, handlePaymentConfirmation, receiptPage } from "./invoice-page.ts";
import { handlePortal } from "./portal-page.ts";
import { stylesheet } from "./style.ts";

/** Forms are only taken from our own pages: another site's page must not press buttons here. */
function fromElsewhere(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  if (site !== null && site !== "same-origin" && site !== "none") return true;
  return origin !== null && origin !== new URL(request.url).origin;
}

/** Answers for every address outside the API: checkout, portal, invoices, and the control page. */
export async function handlePage(world: World, request: Request, wake: () => void): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (!["GET", "HEAD", "POST"].includes(request.method))
    return messagePage("Not allowed", "Use GET or POST.", 405);
  if (request.method === "POST" && fromElsewhere(request)) {
    return messagePage("Not allowed", "This form was sent from another site.", 403);
  }
  const [area = "", first = "", second = "", third = "", fourth = ""] = pathname.slice(1).split("/");
  switch (area) {
    case "":
      return redirectTo("/sandbox");
    case "sandbox.css":
      return new Response(stylesheet, {
        headers: { "Content-Type": "text/css; charset=utf-8", "Cache-Control": "max-age=60" },
      });
    case "sandbox":
      return handleControl(world, request, wake);
    case "c":
      if (first !== "pay") return notFound();
      return third === "confirm"
        ? handleConfirmation(world, request, second)
        : handleCheckout(world, request, second);
    case "p":
      if (first !== "session") return notFound();
      return handlePortal(world, request, second, third === "cancel" ? fourth : null);
    case "i":
      return handleInvoice(world, request, first);
    case "confirm":
      return handlePaymentConfirmation(world, request, first);
    case "receipts":
      return receiptPage(world, first);
    default:
      return notFound();
  }
}
