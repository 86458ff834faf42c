/** Finding people for the support desk. Run on the door role. Every kind of search starts from an index. */
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";
import type { MembershipState } from "#app/domain/entitlement.ts";
import type { MemberQuery } from "#app/domain/member-query.ts";

export type FoundPerson = {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly membershipId: string | null;
  readonly number: string | null;
  readonly planName: string | null;
  readonly state: MembershipState | null;
  readonly seat: "primary" | "household" | null;
  readonly suspended: boolean;
};

/** Where a page of people goes on: the last one's name in lower case, and account. */
export type PersonCursor = { readonly name: string; readonly accountId: string };

/** More people than this are not looked at: the desk is told to type more. */
export const PEOPLE_CAP = 500;

/**
 * Accounts that fit a query, with the membership they sit in, by name, after `after`; at most `limit`. A number or one
 * of Stripe's ids finds everybody of that membership. `capped`: more than {@link PEOPLE_CAP} fit, and only so many of
 * them, whichever the index gave first, were looked at.
 */
export async function findPeople(
  db: Db,
  query: MemberQuery,
  page: { readonly after?: PersonCursor | undefined; readonly limit: number },
): Promise<{ people: FoundPerson[]; capped: boolean }> {
  const { after, limit } = page;
  const behind =
    after === undefined
      ? sql`true`
      : sql`(lower(a.name) collate "C", a.id) > (${after.name}, ${after.accountId}::uuid)`;
  const rows = await db.execute<FoundPerson & { hits: number }>(sql`
    with hits as materialized (${hitsOf(query)})
    select a.id as "accountId", a.name, a.email::text as email, m.id as "membershipId", m.number,
      p.name as "planName", m.state, s.kind as seat, m.suspended_at is not null as suspended,
      (select count(*) from hits)::int as hits
    from accounts a
    left join membership_seats s on s.account_id = a.id
    left join memberships m on m.id = s.membership_id
    left join plans p on p.slug = m.plan_slug
    where a.id in (select id from hits) and ${behind}
    order by lower(a.name) collate "C", a.id
    limit ${limit}`);
  const people = rows.map(({ hits: _, ...person }) => person);
  return { people, capped: (rows[0]?.hits ?? 0) > PEOPLE_CAP };
}

function hitsOf(query: MemberQuery): SQL {
  switch (query.kind) {
    case "number":
      return seatsOf(sql`m.number = ${query.number}`);
    case "stripe-customer":
      return seatsOf(sql`m.stripe_customer_id = ${query.id}`);
    case "stripe-subscription":
      return seatsOf(sql`m.stripe_subscription_id = ${query.id}`);
    case "email":
      return byEmail(query.prefix);
    case "words":
      return sql`(${byName(query.words)}) union (${byEmail(query.emailPrefix)})`;
    default: {
      const impossible: never = query;
      throw new Error(`Unknown query ${JSON.stringify(impossible)}`);
    }
  }
}

function seatsOf(which: SQL): SQL {
  return sql`select s.account_id as id from memberships m join membership_seats s on s.membership_id = m.id
    where ${which} limit ${PEOPLE_CAP + 1}`;
}

/** Index accounts_email_prefix. */
function byEmail(prefix: string): SQL {
  return sql`select id from accounts where lower(email::text) like ${`${likeText(prefix)}%`} limit ${PEOPLE_CAP + 1}`;
}

/** Index accounts_name_trigrams: every word somewhere in the name, accents aside. */
function byName(words: readonly string[]): SQL {
  const each = words.map((word) => sql`club_unaccent(name) ilike club_unaccent(${`%${likeText(word)}%`})`);
  return sql`select id from accounts where ${sql.join(each, sql` and `)} limit ${PEOPLE_CAP + 1}`;
}

/** `text` as `like` takes it word for word. */
function likeText(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
