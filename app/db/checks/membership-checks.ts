/** What must hold of memberships, seats and consents. */
import { isMemberNumber } from "#app/domain/member-number.ts";
import type { Check } from "./check.ts";

export const MEMBERSHIP_CHECKS: readonly Check[] = [
  {
    name: "account-in-one-membership",
    about: "An account sits in one membership at most.",
    sql: `select account_id::text as subject, count(*) || ' memberships' as detail
      from membership_seats group by account_id having count(*) > 1`,
  },
  {
    name: "subscription-of-one-membership",
    about: "A Stripe customer and a subscription belong to one membership each.",
    sql: `select stripe_subscription_id as subject, count(*) || ' memberships' as detail
        from memberships where stripe_subscription_id is not null
        group by stripe_subscription_id having count(*) > 1
      union all
      select stripe_customer_id, count(*) || ' memberships'
        from memberships where stripe_customer_id is not null
        group by stripe_customer_id having count(*) > 1`,
  },
  {
    name: "member-number-holds",
    about: "Every member number has its twelve digits, and the last one fits the others.",
    sql: "select number as subject, 'of membership ' || id as detail from memberships",
    isBroken: ({ subject }) => !isMemberNumber(subject),
  },
  {
    name: "member-number-once",
    about: "A member number is given once.",
    sql: `select number as subject, count(*) || ' memberships' as detail
      from memberships group by number having count(*) > 1`,
  },
  {
    name: "one-primary-seat",
    about: "Every membership has exactly one primary seat.",
    sql: `select m.id::text as subject, count(s.account_id) || ' primary seats' as detail
      from memberships m
      left join membership_seats s on s.membership_id = m.id and s.kind = 'primary'
      group by m.id having count(s.account_id) <> 1`,
  },
  {
    name: "seat-under-membership",
    about: "Every seat is under a membership that is there, and taken by an account that is there.",
    sql: `select s.account_id::text as subject,
        case when m.id is null then 'no membership ' || s.membership_id else 'no such account' end as detail
      from membership_seats s
      left join memberships m on m.id = s.membership_id
      left join accounts a on a.id = s.account_id
      where m.id is null or a.id is null`,
  },
  {
    name: "seats-within-plan",
    about:
      "No membership that is running has more household seats than its plan and what it pays for besides.",
    sql: `select m.id::text as subject,
        count(*) || ' household seats of ' || p.household_seats + m.add_on_seats as detail
      from membership_seats s
      join memberships m on m.id = s.membership_id and m.state in ('active', 'past-due')
      join plans p on p.slug = m.plan_slug
      where s.kind = 'household'
      group by m.id, p.household_seats, m.add_on_seats
      having count(*) > p.household_seats + m.add_on_seats`,
  },
  {
    name: "joined-has-subscription",
    about:
      "A membership that is past its first payment goes by a subscription, and no other one was paid for.",
    sql: `select id::text as subject,
        case when state = 'pending' then 'paid through ' || paid_through || ', but pending'
          else state || ' without a subscription' end as detail
      from memberships
      where (state <> 'pending' and stripe_subscription_id is null)
        or (state = 'pending' and paid_through is not null)`,
  },
  {
    name: "joined-has-consent",
    about:
      "Whoever was charged had agreed to the terms: every membership past its first payment has a consent.",
    sql: `select m.id::text as subject, m.state || ', number ' || m.number as detail
      from memberships m
      where m.state <> 'pending' and not exists (select 1 from consents c where c.membership_id = m.id)`,
  },
  {
    name: "suspended-with-reason",
    about: "A suspension says why.",
    sql: `select id::text as subject, 'since ' || suspended_at as detail
      from memberships where suspended_at is not null and coalesce(suspended_reason, '') = ''`,
  },
];
