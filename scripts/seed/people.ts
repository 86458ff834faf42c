/** The demo club's sign-ins. Their passwords are printed by the start script: never seed them where real people shop. */
import { addStaff } from "#app/commands/add-staff.ts";
import type { Db } from "#app/db/client.server.ts";
import { emailSchema } from "#app/domain/account.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { StaffRole } from "#app/domain/staff.ts";

export type DemoPerson = {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  /** Who it is, for the terminal: "member of Club Plus". */
  readonly who: string;
  /** Place at the desk; null for a member, who joins through Stripe like anybody else. */
  readonly staffRole: StaffRole | null;
  /** Plan that a member joins. */
  readonly planSlug: "base" | "plus" | null;
};

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    email: "member@tallyhouse.example",
    name: "Mina Okafor",
    password: "member-demo",
    who: "member, Club Plus",
    staffRole: null,
    planSlug: "plus",
  },
  {
    email: "merchandiser@tallyhouse.example",
    name: "Jonas Feld",
    password: "merchandiser-demo",
    who: "staff, merchandiser",
    staffRole: "merchandiser",
    planSlug: null,
  },
  {
    email: "support@tallyhouse.example",
    name: "Priya Raman",
    password: "support-demo",
    who: "staff, support",
    staffRole: "support",
    planSlug: null,
  },
  {
    email: "admin@tallyhouse.example",
    name: "Ada Lindqvist",
    password: "admin-demo",
    who: "staff, admin",
    staffRole: "admin",
    planSlug: null,
  },
];

/** Makes the staff's accounts; answers the merchandiser, who sets the demo's rules and prices. */
export async function seedStaff(db: Db, now: Date): Promise<Actor> {
  let merchandiser: Actor | undefined;
  for (const person of DEMO_PEOPLE) {
    if (person.staffRole === null) continue;
    const { name, password, staffRole: role } = person;
    const email = emailSchema.parse(person.email);
    const { accountId } = await addStaff(db, { email, role, name, password, now });
    if (role === "merchandiser") merchandiser = { id: accountId, name: email, requestId: undefined };
  }
  if (merchandiser === undefined) throw new Error("The demo club has no merchandiser.");
  return merchandiser;
}
