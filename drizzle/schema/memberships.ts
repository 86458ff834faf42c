/** Contracts with households. Stripe is the truth; these rows are what we last read from it. */
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { citext, instant } from "./columns.ts";

/** A kind of membership on sale; mirrors a Stripe price found by its lookup key. */
export const plans = pgTable(
  "plans",
  {
    slug: text("slug").primaryKey(),
    name: text("name").notNull(),
    blurb: text("blurb").notNull(),
    feeCents: integer("fee_cents").notNull(),
    currency: text("currency").notNull(),
    /** Reward on eligible spend, in basis points; 0 for none. */
    rewardBps: integer("reward_bps").notNull(),
    rewardCapCents: integer("reward_cap_cents").notNull(),
    /** Household seats included besides the primary. */
    householdSeats: smallint("household_seats").notNull(),
    /** Yearly fee of each household seat beyond those included; at most `maxAddOnSeats` of them. */
    addOnFeeCents: integer("add_on_fee_cents").notNull().default(0),
    maxAddOnSeats: smallint("max_add_on_seats").notNull().default(0),
    addOnLookupKey: text("add_on_lookup_key").unique("plans_add_on_lookup_key_key"),
    graceDays: smallint("grace_days").notNull(),
    lookupKey: text("lookup_key").notNull().unique("plans_lookup_key_key"),
    onSale: boolean("on_sale").notNull(),
    position: smallint("position").notNull(),
  },
  () => [
    check(
      "plans_amounts_check",
      sql`fee_cents > 0 and reward_bps >= 0 and reward_cap_cents >= 0 and grace_days >= 0`,
    ),
  ],
);

export const memberships = pgTable(
  "memberships",
  {
    id: uuid("id").primaryKey(),
    /** The number on the card: 11 digits and a check digit. */
    number: text("number").notNull().unique("memberships_number_key"),
    planSlug: text("plan_slug")
      .notNull()
      .references(() => plans.slug),
    /** `pending` until Stripe knows a subscription; then what Stripe says, in our words. */
    state: text("state", { enum: ["pending", "active", "past-due", "cancelled", "ended"] }).notNull(),
    /** End of the last period that was paid for; null while nothing was paid. */
    paidThrough: instant("paid_through"),
    /** Days of full rights after `paidThrough` while a renewal is being retried. */
    graceDays: smallint("grace_days").notNull(),
    cancelAt: instant("cancel_at"),
    suspendedAt: instant("suspended_at"),
    suspendedReason: text("suspended_reason"),
    /** Stripe's dispute that suspended it, so that winning that one lifts it. */
    suspendedByDispute: text("suspended_by_dispute"),
    /** Days that staff gave on top of what was paid for: entitlement alone, Stripe knows nothing of it. */
    extendedUntil: instant("extended_until"),
    /** Plan from the next renewal on; null while it stays. */
    nextPlanSlug: text("next_plan_slug").references(() => plans.slug),
    /** What the subscription's own price asks at the next renewal: not always what the plan asks new members. */
    feeCents: integer("fee_cents"),
    /** Paid household seats, as Stripe's quantity has it. */
    addOnSeats: smallint("add_on_seats").notNull().default(0),
    /** Until when a change that the bank wants confirmed waits for that; null while none does. */
    pendingUntil: instant("pending_until"),
    stripeCustomerId: text("stripe_customer_id").unique("memberships_customer_key"),
    /** Since when Stripe's customer has another mail address than the primary member; null when it was told. */
    contactStaleAt: instant("contact_stale_at"),
    stripeSubscriptionId: text("stripe_subscription_id").unique("memberships_subscription_key"),
    /** The checkout under way, so that a second click opens the same one. */
    checkoutSessionId: text("checkout_session_id"),
    createdAt: instant("created_at").notNull(),
    syncedAt: instant("synced_at"),
  },
  (t) => [
    // Charges to come, the soonest first.
    index("memberships_renewals")
      .on(t.paidThrough, t.id)
      .where(sql`state in ('active', 'past-due') and cancel_at is null`),
    index("memberships_contact_stale").on(t.contactStaleAt).where(sql`contact_stale_at is not null`),
    check("memberships_state_check", sql`state in ('pending', 'active', 'past-due', 'cancelled', 'ended')`),
    check("memberships_subscription_check", sql`state = 'pending' or stripe_subscription_id is not null`),
  ],
);

/** Who holds a seat. An account sits in one membership. */
export const membershipSeats = pgTable(
  "membership_seats",
  {
    membershipId: uuid("membership_id")
      .notNull()
      .references(() => memberships.id),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id)
      .unique("membership_seats_account_key"),
    kind: text("kind", { enum: ["primary", "household"] }).notNull(),
    since: instant("since").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.membershipId, t.accountId] }),
    uniqueIndex("membership_seats_one_primary").on(t.membershipId).where(sql`kind = 'primary'`),
    check("membership_seats_kind_check", sql`kind in ('primary', 'household')`),
  ],
);

/** What was shown and agreed before a charge. Kept 3 years or a year past the end, whichever is longer. */
export const consents = pgTable(
  "consents",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    membershipId: uuid("membership_id")
      .notNull()
      .references(() => memberships.id),
    planSlug: text("plan_slug")
      .notNull()
      .references(() => plans.slug),
    termsVersion: text("terms_version").notNull(),
    /** The whole text as shown, with its dates and amounts. */
    termsShown: text("terms_shown").notNull(),
    feeCents: integer("fee_cents").notNull(),
    renewsOn: instant("renews_on").notNull(),
    ip: text("ip").notNull(),
    userAgent: text("user_agent").notNull(),
    agreedAt: instant("agreed_at").notNull(),
    /** What was agreed to, on which form: the same one sent twice is one consent. */
    intent: text("intent").notNull().default(sql`gen_random_uuid()::text`),
  },
  (t) => [
    unique("consents_intent_key").on(t.membershipId, t.intent),
    index("consents_account").on(t.accountId),
    index("consents_membership").on(t.membershipId, t.agreedAt),
  ],
);

/** A fee that is to change for present members: told 7 to 30 days ahead, applied at each one's next renewal. */
export const feeChanges = pgTable(
  "fee_changes",
  {
    id: uuid("id").primaryKey(),
    planSlug: text("plan_slug")
      .notNull()
      .references(() => plans.slug),
    fromCents: integer("from_cents").notNull(),
    toCents: integer("to_cents").notNull(),
    /** Stripe's price that asks `toCents`: the plan's own price may be another one by the time of the renewal. */
    stripePriceId: text("stripe_price_id"),
    /** Renewals from this instant on ask the new fee. */
    effectiveFrom: instant("effective_from").notNull(),
    madeBy: uuid("made_by"),
    madeAt: instant("made_at").notNull(),
    withdrawnAt: instant("withdrawn_at"),
  },
  (t) => [
    index("fee_changes_plan").on(t.planSlug, t.effectiveFrom),
    check("fee_changes_amounts_check", sql`from_cents > 0 and to_cents > 0 and from_cents <> to_cents`),
  ],
);

/** A seat offered to somebody of the household. The token is in the mail alone; here is its hash. */
export const invitations = pgTable(
  "invitations",
  {
    id: uuid("id").primaryKey(),
    membershipId: uuid("membership_id")
      .notNull()
      .references(() => memberships.id),
    email: citext("email").notNull(),
    tokenSha256: text("token_sha256").notNull().unique("invitations_token_key"),
    invitedBy: uuid("invited_by")
      .notNull()
      .references(() => accounts.id),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    acceptedBy: uuid("accepted_by").references(() => accounts.id),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    uniqueIndex("invitations_one_open")
      .on(t.membershipId, t.email)
      .where(sql`accepted_at is null and revoked_at is null`),
  ],
);

/** Webhooks received: "look again". Kept to make duplicates harmless and to tell a timeline. */
export const stripeEvents = pgTable(
  "stripe_events",
  {
    id: text("id").primaryKey(),
    type: text("type").notNull(),
    livemode: boolean("livemode").notNull(),
    createdAt: instant("created_at").notNull(),
    receivedAt: instant("received_at").notNull(),
    handledAt: instant("handled_at"),
    membershipId: uuid("membership_id").references(() => memberships.id),
    outcome: jsonb("outcome").$type<{ result: string; detail?: string }>(),
  },
  (t) => [
    index("stripe_events_open").on(t.receivedAt).where(sql`handled_at is null`),
    index("stripe_events_membership").on(t.membershipId, t.createdAt),
  ],
);
