/** One SKU as its own page shows it: the shelf's row and what only the page says. One statement. */
import type { Gtin14 } from "#app/domain/gtin.ts";
import type { MemberShelfRow, ShelfRow } from "#app/domain/shelf.ts";
import { type Catalogue, getCatalogue } from "./catalogue.ts";
import type { Db } from "./client.server.ts";
import { readMemberShelfRows, readShelfRows, shelfStatements } from "./skus.ts";
import { type RowValues, runStatement } from "./statement.server.ts";

/** What only the item's own page tells; public. */
export type ItemFacts = {
  readonly description: string;
  readonly gtin14: Gtin14 | null;
  readonly departmentSlug: string;
  readonly categorySlug: string;
};

export type Item<Row extends ShelfRow> = { readonly row: Row; readonly facts: ItemFacts };

const ITEM = shelfStatements("select id, popularity from skus where id = $1::bigint and status = 'active'");

const FACTS = `
select p.description, s.gtin14, s.department_slug, s.category_slug
from skus s join products p on p.id = s.product_id
where s.id = $1::bigint and s.status = 'active'`;

/** The item for whoever may not see club prices; undefined where none of that number is on sale. Two statements at once. */
export async function findVisitorItem(db: Db, id: number): Promise<Item<ShelfRow> | undefined> {
  const read = await readItem(db, id, ITEM.visitor);
  const [row] = readShelfRows(read.rows, read.catalogue);
  return row && read.facts && { row, facts: read.facts };
}

/** The item for a member, with its club price. Two statements at once. */
export async function findMemberItem(db: Db, id: number): Promise<Item<MemberShelfRow> | undefined> {
  const read = await readItem(db, id, ITEM.member);
  const [row] = readMemberShelfRows(read.rows, read.catalogue);
  return row && read.facts && { row, facts: read.facts };
}

async function readItem(
  db: Db,
  id: number,
  statement: string,
): Promise<{ catalogue: Catalogue; rows: readonly RowValues[]; facts: ItemFacts | undefined }> {
  const [catalogue, rows, [facts]] = await Promise.all([
    getCatalogue(db),
    runStatement(db, statement, [id]),
    runStatement(db, FACTS, [id]),
  ]);
  return { catalogue, rows, facts: facts && readFacts(facts) };
}

function readFacts(values: RowValues): ItemFacts {
  const [description, gtin14, departmentSlug, categorySlug] = values as [
    string,
    Gtin14 | null,
    string,
    string,
  ];
  return { description, gtin14, departmentSlug, categorySlug };
}

/** Number and slug of the active SKU with this item number, if there is one. */
export async function findItemAddress(db: Db, id: number): Promise<ItemAddress | undefined> {
  return addressOf(
    await runStatement(db, "select id, slug from skus where id = $1::bigint and status = 'active'", [id]),
  );
}

/** Number and slug of the active SKU with this GTIN, if there is one. */
export async function findItemAddressByGtin(db: Db, gtin14: Gtin14): Promise<ItemAddress | undefined> {
  return addressOf(
    await runStatement(db, "select id, slug from skus where gtin14 = $1::text and status = 'active'", [
      gtin14,
    ]),
  );
}

export type ItemAddress = { readonly id: number; readonly slug: string };

function addressOf([values]: readonly RowValues[]): ItemAddress | undefined {
  return values && { id: Number(values[0]), slug: values[1] as string };
}
