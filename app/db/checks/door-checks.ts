/** What must hold of mails, webhooks and sessions. */
import type { Check } from "./check.ts";

export const DOOR_CHECKS: readonly Check[] = [
  {
    name: "mail-written-once",
    about: "A mail is written once: no two share a key.",
    sql: `select key as subject, count(*) || ' mails' as detail from mails group by key having count(*) > 1`,
  },
  {
    name: "mail-sent-in-time",
    about: "No mail waits for more than a day past its time: the job that sends them runs.",
    sql: `select m.key as subject, 'due ' || m.due_at || ', tried ' || m.tries || ' times' as detail
      from mails m, clock
      where m.sent_at is null and m.failed_at is null and m.due_at < clock.now - interval '1 day'`,
  },
  {
    name: "stripe-event-worked-off",
    about: "Whatever Stripe tells us is worked off within the hour.",
    sql: `select e.id as subject, e.type || ', received ' || e.received_at as detail
      from stripe_events e, clock
      where e.handled_at is null and e.received_at < clock.now - interval '1 hour'`,
  },
  {
    name: "session-of-an-account",
    about: "Every session belongs to an account that is there.",
    sql: `select 'account ' || s.account_id as subject, 'session since ' || s.created_at as detail
      from sessions s left join accounts a on a.id = s.account_id where a.id is null`,
  },
];
