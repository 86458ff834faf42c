/** A changed mail address is told to Stripe: noted with the change itself, told by a job, and looked after by reconcile. */
import { findContact, listStaleContacts, type MemberContact, markContactTold } from "#app/db/contacts.ts";
import { readContact, saveContact } from "#app/stripe/customer-contact.ts";
import type { BillingDeps } from "./sync-membership.ts";

export type ContactsReport = { readonly told: number; readonly failed: number };

/** Told at most in one run; the rest comes with the next. */
const MOST = 200;

/**
 * Tells Stripe every address that is noted as changed. Broken off anywhere, it is told again by the next run; one that
 * Stripe refuses or can't take now stays noted, and does not stop the rest.
 */
export async function tellContacts(
  deps: BillingDeps,
  onFailure: (membershipId: string, error: unknown) => void = () => {},
): Promise<ContactsReport> {
  const report = { told: 0, failed: 0 };
  for (const id of await listStaleContacts(deps.db, MOST)) {
    try {
      await tellContact(deps, id);
      report.told += 1;
    } catch (error) {
      report.failed += 1;
      onFailure(id, error);
    }
  }
  return report;
}

/** Each round the address was changed again while Stripe was told. */
const MAX_ROUNDS = 4;

/**
 * Tells Stripe name and address of a membership's primary member. Two at once, or a change in between: whoever told an
 * older address sees it, and tells the newer one.
 * @throws BillingError when Stripe can't be told; Error when the address kept changing.
 */
export async function tellContact(deps: BillingDeps, membershipId: string): Promise<void> {
  let contact = await findContact(deps.db, membershipId);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (contact === undefined) return;
    await saveContact(deps.stripe, contact.customerId, contact);
    if (contact.staleAt !== null) await markContactTold(deps.db, membershipId, contact.staleAt);
    const now = await findContact(deps.db, membershipId);
    if (now?.email === contact.email && now.name === contact.name) return;
    contact = now;
  }
  throw new Error(`The address of membership ${membershipId} kept changing while Stripe was told.`);
}

/** What Stripe has of a member, and what it should have. */
export type ContactDifference = {
  readonly at: { readonly name: string | null; readonly email: string | null };
  readonly ours: { readonly name: string; readonly email: string };
};

/** The difference between Stripe's customer and the primary member; undefined when there is none. @throws BillingError */
export async function findContactDifference(
  deps: BillingDeps,
  membershipId: string,
): Promise<ContactDifference | undefined> {
  const contact = await findContact(deps.db, membershipId);
  if (contact === undefined) return undefined;
  const at = await readContact(deps.stripe, contact.customerId);
  if (at === undefined || isSame(at, contact)) return undefined;
  const { name, email } = contact;
  return { at, ours: { name, email } };
}

function isSame(at: ContactDifference["at"], { name, email }: MemberContact): boolean {
  return at.name === name && at.email?.toLowerCase() === email.toLowerCase();
}
