/** Addresses of the shop's pages, and reading item numbers out of them. */

/** `/items/100234-olive-oil`: the one address of an item. */
export function itemPath(item: { readonly id: number; readonly slug: string }): string {
  return `/items/${item.id}-${item.slug}`;
}

/** `/departments/pantry?category=coffee&after=812-100234`. */
export function departmentPath(slug: string, category?: string | null, after?: string | null): string {
  const query = new URLSearchParams();
  if (category) query.set("category", category);
  if (after) query.set("after", after);
  return withQuery(`/departments/${slug}`, query);
}

/** `/search?q=olive+oil&department=pantry&after=812-100234`. */
export function searchPath(text: string, department?: string | null, after?: string | null): string {
  const query = new URLSearchParams({ q: text });
  if (department) query.set("department", department);
  if (after) query.set("after", after);
  return withQuery("/search", query);
}

export function evidencePath(observation: string): string {
  return `/evidence/${observation}`;
}

/** The same record as a file. */
export function evidenceRecordPath(observation: string): string {
  return `${evidencePath(observation)}/record.json`;
}

function withQuery(path: string, query: URLSearchParams): string {
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** The item number that an address begins with ("100234-olive-oil", "100234"); undefined where it does not. */
export function parseItemParam(param: string): number | undefined {
  const match = /^([1-9]\d{0,14})(?:-.*)?$/.exec(param);
  return match === null ? undefined : Number(match[1]);
}

/** An item number as somebody types it into the search box: "100234", "item 100234", "#100234". */
export function parseItemNumber(text: string): number | undefined {
  const match = /^(?:item\s*)?#?\s*([1-9]\d{3,14})$/i.exec(text.trim());
  return match === null ? undefined : Number(match[1]);
}
