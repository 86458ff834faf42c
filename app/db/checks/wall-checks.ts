/** What must hold of Postgres's own walls: which role may read and write what, and what nobody may change. */
import type { Check } from "./check.ts";

const PUBLIC = [
  "departments",
  "categories",
  "brands",
  "products",
  "skus",
  "retailers",
  "listings",
  "observations",
  "evidence_chains",
  "matches",
  "retail_prices",
  "plans",
  "published_baskets",
  "published_basket_lines",
  "index_publications",
  "index_figures",
  "index_figure_lines",
];
const CLUB_PRICES = ["current_prices", "price_history"];
const MEMBERS_SEE = [...PUBLIC, ...CLUB_PRICES, "savings_lines"];
const INDEX_DRAFTS = ["index_baskets", "index_basket_lines"];
const PRICING = ["suppliers", "offers", "fx_rates", "rules", "change_sets", "change_set_items"];
const INTAKE = ["uploads", "upload_chunks", "reference_mappings"];
const MATCHING = ["match_decisions", "listing_looks", "sku_looks", "match_runs"];

/** Tables and views of which a role may read anything at all. */
const READS: Readonly<Record<string, readonly string[]>> = {
  club_visitor: PUBLIC,
  club_member: MEMBERS_SEE,
  club_staff: [
    ...PUBLIC,
    ...CLUB_PRICES,
    ...INDEX_DRAFTS,
    ...PRICING,
    ...INTAKE,
    ...MATCHING,
    "shown_claims",
    "import_rejects",
    "change_set_blocked",
    "imports",
    "feed_keys",
    "held_observations",
    "audit_entries",
    "accounts",
  ],
  club_feed: [
    "retailers",
    "listings",
    "observations",
    "evidence_chains",
    "held_observations",
    "skus",
    "matches",
    "feed_keys",
    "rate_limits",
  ],
  club_door: [
    "accounts",
    "sessions",
    "member_photos",
    "rate_limits",
    "staff_members",
    "account_tokens",
    "plans",
    "memberships",
    "membership_seats",
    "membership_audit",
    "consents",
    "stripe_events",
    "mails",
    "fee_changes",
    "invitations",
    "list_lines",
  ],
};

/** Tables into which a role may write anything at all. */
const WRITES: Readonly<Record<string, readonly string[]>> = {
  club_visitor: [],
  club_member: [],
  club_staff: [
    "current_prices",
    "price_history",
    "rules",
    "change_sets",
    "change_set_items",
    "change_set_blocked",
    "feed_keys",
    "observations",
    "evidence_chains",
    "held_observations",
    ...INTAKE,
    "audit_entries",
    "matches",
    "match_decisions",
    "listing_looks",
    "sku_looks",
    ...INDEX_DRAFTS,
    "index_publications",
    "index_figures",
    "index_figure_lines",
  ],
  club_feed: [
    "listings",
    "observations",
    "evidence_chains",
    "held_observations",
    "matches",
    "feed_keys",
    "rate_limits",
  ],
  club_door: [
    "accounts",
    "sessions",
    "member_photos",
    "rate_limits",
    "account_tokens",
    "plans",
    "memberships",
    "membership_seats",
    "consents",
    "stripe_events",
    "mails",
    "fee_changes",
    "invitations",
    "list_lines",
    "audit_entries",
  ],
};

/** Columns that a role may not read though it reads others of the table. */
const HIDDEN = [
  ["club_member", "price_history", "waterfall"],
  ["club_staff", "accounts", "password_hash"],
  ["club_staff", "feed_keys", "secret_sha256"],
  ["club_feed", "skus", "title"],
  ["club_feed", "matches", "status"],
  ["club_visitor", "matches", "score_bps"],
  ["club_visitor", "matches", "why"],
  ["club_member", "matches", "score_bps"],
  ["club_member", "matches", "why"],
] as const;

/** Functions that run with the owner's rights, and the roles that may call each. All others run with their caller's. */
const SLOTS: readonly (readonly [name: string, role: string])[] = [["log_shown_claims", "club_member"]];

/** Tables to which rows are only added, and what a trigger of theirs must refuse. */
const APPEND_ONLY = [
  ["observations", "update or delete"],
  ["price_history", "update or delete"],
  ["audit_entries", "update or delete"],
  ["match_decisions", "update or delete"],
  ["consents", "update"],
  ["savings_lines", "update or delete"],
  ["index_publications", "update or delete"],
  ["index_figures", "update or delete"],
  ["index_figure_lines", "update or delete"],
] as const;

/** Postgres's bits of pg_trigger.tgtype. */
const EVENT_BITS = { "update or delete": 16 + 8, update: 16 } as const;
const BEFORE_BIT = 2;

const ROLES = Object.keys(READS);
const quoted = (words: readonly (string | number)[]) =>
  `(${words.map((word) => (typeof word === "number" ? word : `'${word}'`)).join(", ")})`;
const pairs = (lists: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(lists).flatMap(([role, tables]) => tables.map((table) => quoted([role, table])));

/** Every role of the club with every table and view. */
const ROLE_AND_TABLE = `(values ${ROLES.map((role) => quoted([role])).join(", ")}) r(role)
  join pg_roles on rolname = r.role
  cross join pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')`;

export const WALL_CHECKS: readonly Check[] = [
  {
    name: "role-reads-its-own",
    about:
      "Each role reads what it was made for: no club price for visitors, no cost for members, no price at the door.",
    sql: `select r.role as subject, 'may read ' || c.relname as detail from ${ROLE_AND_TABLE}
      and has_any_column_privilege(r.role, c.oid, 'select')
      and (r.role, c.relname) not in (${pairs(READS).join(", ")})
      union all
      select role, 'may read ' || tbl || '.' || col
      from (values ${HIDDEN.map(quoted).join(", ")}) hidden(role, tbl, col)
      where has_column_privilege(role, 'public.' || tbl, col, 'select')`,
  },
  {
    name: "role-writes-its-own",
    about: "Each role writes what it was made for; visitors and members write nothing.",
    sql: `select r.role as subject, 'may write ' || c.relname as detail from ${ROLE_AND_TABLE}
      and (has_any_column_privilege(r.role, c.oid, 'insert, update')
        or has_table_privilege(r.role, c.oid, 'delete, truncate, trigger'))
      and (r.role, c.relname) not in (${pairs(WRITES).join(", ")})
      union all
      select r.role, 'may change ' || c.relname from ${ROLE_AND_TABLE}
      and c.relname in ${quoted(APPEND_ONLY.map(([table]) => table))}
      and (has_any_column_privilege(r.role, c.oid, 'update') or has_table_privilege(r.role, c.oid, 'delete'))`,
  },
  {
    name: "slots-are-narrow",
    about:
      "No function lends the owner's rights to a request, but the ones that are meant to, and those only to their role, with a search path of their own.",
    sql: `select r.role as subject, 'may call ' || p.proname || ' with the rights of its owner' as detail
      from (values ${ROLES.map((role) => quoted([role])).join(", ")}) r(role)
      join pg_roles on rolname = r.role
      cross join pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef
        and has_function_privilege(r.role, p.oid, 'execute')
        and (p.proname, r.role) not in (${SLOTS.map((slot) => quoted(slot)).join(", ")})
      union all
      select p.proname, 'has no search path of its own' from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef
        and not exists (select 1 from unnest(p.proconfig) setting where setting like 'search_path=%')`,
  },
  {
    name: "role-is-plain",
    about: "The roles of requests are there, have no power over others, and inherit from nobody.",
    sql: `select w.role as subject,
        case when r.rolname is null then 'is not there' else 'has more power than a request needs' end as detail
      from (values ${ROLES.map((role) => quoted([role])).join(", ")}) w(role)
      left join pg_roles r on r.rolname = w.role
      where r.rolname is null or r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb
        or r.rolreplication or exists (select 1 from pg_auth_members m where m.member = r.oid)`,
  },
  {
    name: "append-only-is-guarded",
    about:
      "Observations, price history, the audit, decisions of matches, consents, savings and what was published of the index are append-only: their triggers stand.",
    sql: `select w.tbl as subject, 'no trigger refuses ' || w.events as detail
      from (values ${APPEND_ONLY.map(([table, events]) =>
        quoted([table, events, EVENT_BITS[events] + BEFORE_BIT]),
      ).join(", ")}) w(tbl, events, bits)
      where not exists (
        select 1 from pg_trigger t
        where t.tgrelid = to_regclass('public.' || w.tbl) and t.tgfoid = to_regproc('public.refuse_change')
          and t.tgenabled in ('O', 'A') and (t.tgtype & w.bits) = w.bits)`,
  },
];
