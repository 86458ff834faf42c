import { invalidRequest } from "./errors.ts";

/** A request's parameters before anything is known about them: text, lists and nested records of text. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type Form = { [key: string]: FormValue };

const maxPairs = 2_000;
const maxDepth = 8;

/** Decodes Stripe's form encoding: `items[0][price]=p`, `expand[]=a`, `metadata[k]=v`. */
export function decodeForm(text: string): Form {
  const root: Form = emptyRecord();
  let pairs = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    pairs += 1;
    if (pairs > maxPairs) throw invalidRequest("Too many parameters.");
    place(root, keysOf(name), value);
  }
  return listsFromIndices(root) as Form;
}

function emptyRecord(): Form {
  return Object.create(null) as Form;
}

function keysOf(name: string): string[] {
  const open = name.indexOf("[");
  if (open <= 0) return [name];
  const rest = name.slice(open);
  const inner = [...rest.matchAll(/\[([^[\]]*)\]/g)];
  if (inner.map((match) => match[0]).join("") !== rest || inner.length >= maxDepth) {
    throw invalidRequest(`Invalid parameter name: ${name}`);
  }
  return [name.slice(0, open), ...inner.map((match) => match[1] ?? "")];
}

function place(root: Form, keys: string[], value: string): void {
  let at = root;
  keys.forEach((rawKey, depth) => {
    const key = rawKey === "" ? String(Object.keys(at).length) : rawKey;
    if (depth === keys.length - 1) {
      at[key] = value;
      return;
    }
    const next = at[key];
    if (next === undefined || typeof next === "string") at[key] = emptyRecord();
    at = at[key] as Form;
  });
}

/** A record whose keys are 0, 1, 2 ... was a list. */
function listsFromIndices(value: FormValue): FormValue {
  if (typeof value === "string" || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  if (entries.length > 0 && entries.every(([key]) => /^\d{1,4}$/.test(key))) {
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => listsFromIndices(item));
  }
  const record = emptyRecord();
  for (const [key, item] of entries) record[key] = listsFromIndices(item);
  return record;
}
