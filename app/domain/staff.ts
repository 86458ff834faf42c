/** Roles at the desk, and what each may do. */
export const STAFF_ROLES = ["merchandiser", "support", "admin"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** What a role can be asked for: pricing work, members' affairs, people and settings. */
export type StaffDuty = "pricing" | "members" | "administration";

const DUTIES: Readonly<Record<StaffRole, readonly StaffDuty[]>> = {
  merchandiser: ["pricing"],
  support: ["members"],
  admin: ["pricing", "members", "administration"],
};

/** Whether `role` may do `duty`. */
export function mayDo(role: StaffRole, duty: StaffDuty): boolean {
  return DUTIES[role].includes(duty);
}
