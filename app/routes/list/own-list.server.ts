/** The list of a request: an account's in the database, a visitor's in the cookie; read and changed the same way. */
import type { Viewer } from "#app/auth/viewer.server.ts";
import { addToOwnList, emptyOwnList, setOwnQuantities } from "#app/commands/edit-list.ts";
import { pools } from "#app/db/client.server.ts";
import { readList } from "#app/db/lists.ts";
import {
  type AddedToList,
  addToList,
  type ListLine,
  type ShoppingList,
  setQuantities,
} from "#app/domain/shopping-list.ts";
import { listCookie, readListCookie } from "#app/http/list-cookie.ts";

/** What a change came to, and the `Set-Cookie` header that keeps it, for a visitor. */
export type Changed<T> = { readonly outcome: T; readonly cookie: string | null };

export type OwnList = {
  read(): Promise<ShoppingList>;
  add(line: ListLine): Promise<Changed<AddedToList>>;
  setQuantities(quantities: ReadonlyMap<number, number>): Promise<Changed<ShoppingList>>;
  empty(): Promise<Changed<undefined>>;
};

export function ownListOf(viewer: Viewer, request: Request): OwnList {
  return viewer.kind === "visitor" ? visitorList(readListCookie(request)) : accountList(viewer.account.id);
}

function visitorList(list: ShoppingList): OwnList {
  return {
    read: async () => list,
    async add(line) {
      const outcome = addToList(list, line);
      return { outcome, cookie: outcome.ok ? listCookie(outcome.list) : null };
    },
    async setQuantities(quantities) {
      const outcome = setQuantities(list, quantities);
      return { outcome, cookie: listCookie(outcome) };
    },
    empty: async () => ({ outcome: undefined, cookie: listCookie([]) }),
  };
}

function accountList(accountId: string): OwnList {
  const { db } = pools().door;
  return {
    read: () => readList(db, accountId),
    add: async (line) => ({ outcome: await addToOwnList(db, accountId, line), cookie: null }),
    setQuantities: async (quantities) => ({
      outcome: await setOwnQuantities(db, accountId, quantities),
      cookie: null,
    }),
    async empty() {
      await emptyOwnList(db, accountId);
      return { outcome: undefined, cookie: null };
    },
  };
}
