/** What the forms around the list do: add, change quantities, take a line off, empty, take in what a visitor's list held. */
import { data, redirect } from "@remix-run/node";
import { type Viewer, viewerDb } from "#app/auth/viewer.server.ts";
import { moveVisitorList } from "#app/commands/move-list.ts";
import { pools } from "#app/db/client.server.ts";
import { findItemAddress } from "#app/db/items.ts";
import { parseItemNumber } from "#app/domain/addresses.ts";
import { MAX_LIST_LINES, MAX_LIST_QUANTITY, parseQuantity } from "#app/domain/shopping-list.ts";
import type { FormErrors, Typed } from "#app/http/forms.ts";
import { listCookie, readListCookie } from "#app/http/list-cookie.ts";
import { type Changed, ownListOf } from "./own-list.server.ts";

/** Does what the form asks; back to the list when it is done, errors with what was typed when it is not. */
export async function listAction(viewer: Viewer, request: Request) {
  const form = await request.formData();
  const removed = parseItemNumber(text(form, "remove"));
  if (removed !== undefined) {
    return done(await ownListOf(viewer, request).setQuantities(new Map([[removed, 0]])), "removed");
  }
  switch (text(form, "intent")) {
    case "add":
      return add(viewer, request, form);
    case "update":
      return update(viewer, request, form);
    case "empty":
      return done(await ownListOf(viewer, request).empty(), "emptied");
    case "take-in":
      return takeIn(viewer, request);
    default:
      return refused(400, { form: "Use the buttons of this page." });
  }
}

async function add(viewer: Viewer, request: Request, form: FormData) {
  const number = text(form, "item");
  const quantityText = text(form, "quantity") || "1";
  const typed = { item: number, quantity: quantityText };
  const quantity = parseQuantity(quantityText, 1);
  if (quantity === undefined) return refused(422, { quantity: QUANTITY_WORDS }, typed);
  const item = parseItemNumber(number);
  const found = item === undefined ? undefined : await findItemAddress(viewerDb(viewer), item);
  if (found === undefined) {
    const about = item === undefined ? "Type the number that stands on the sign." : "Check the number.";
    return refused(
      item === undefined ? 422 : 404,
      { item: `No item of that number is on sale. ${about}` },
      typed,
    );
  }
  const changed = await ownListOf(viewer, request).add({ skuId: found.id, quantity });
  if (changed.outcome.ok) return done(changed, changed.outcome.capped ? "capped" : "added", found.id);
  const full = `Your list has ${MAX_LIST_LINES} items, and that is all it holds. Take one off first.`;
  return refused(409, { item: full }, typed);
}

const QUANTITY_WORDS = `Type how many: a whole number from 1 to ${MAX_LIST_QUANTITY}.`;

/** Fields "q-100234". A quantity that can't be read changes nothing at all: what was typed comes back. */
async function update(viewer: Viewer, request: Request, form: FormData) {
  const quantities = new Map<number, number>();
  const errors: Record<string, string> = {};
  const typed: Record<string, string> = {};
  for (const [name, value] of form) {
    const item = /^q-([1-9]\d{0,14})$/.exec(name)?.[1];
    if (item === undefined || typeof value !== "string") continue;
    typed[name] = value.slice(0, 20);
    const quantity = parseQuantity(value, 0);
    if (quantity === undefined) errors[name] = `Item ${item}: ${QUANTITY_WORDS} 0 takes it off.`;
    else quantities.set(Number(item), quantity);
  }
  if (Object.keys(errors).length > 0) return refused(422, errors, typed);
  return done(await ownListOf(viewer, request).setQuantities(quantities), "updated");
}

/** What had no room when somebody signed in is tried again. */
async function takeIn(viewer: Viewer, request: Request) {
  if (viewer.kind === "visitor") return redirect("/list", 303);
  const dbs = { door: pools().door.db, shop: pools().visitor.db };
  const rest = await moveVisitorList(dbs, viewer.account.id, readListCookie(request));
  return done({ outcome: undefined, cookie: listCookie(rest) }, "taken-in");
}

function done({ cookie }: Changed<unknown>, what: string, item?: number) {
  const query = new URLSearchParams({ done: what, ...(item === undefined ? {} : { item: String(item) }) });
  const headers: HeadersInit = cookie === null ? {} : { "Set-Cookie": cookie };
  return redirect(`/list?${query}`, { status: 303, headers });
}

function refused(status: number, errors: FormErrors, typed: Typed = {}) {
  return data({ errors, typed }, { status });
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.slice(0, 60) : "";
}
