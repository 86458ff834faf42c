import type { ReactNode } from "react";
import { mayDo, type StaffDuty, type StaffRole } from "#app/domain/staff.ts";
import { type DeskLinkGroup, DeskShell } from "../desk-shell.tsx";

/** Whose desk it is, where we are, and what waits. */
export type DeskFrame = {
  staffName: string;
  role: StaffRole;
  drafts: number;
  matches: number;
  held: number;
  currentPath: string;
};

/** A page of the desk in its shell. */
export function DeskPage({
  frame,
  title,
  actions,
  children,
}: {
  frame: DeskFrame;
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <DeskShell
      title={title}
      staffName={frame.staffName}
      groups={linksFor(frame)}
      currentPath={frame.currentPath}
      actions={actions}
    >
      {children}
    </DeskShell>
  );
}

/** What the role may do, and no link that would lead to nothing. */
function linksFor({ role, drafts, matches, held }: DeskFrame): readonly DeskLinkGroup[] {
  const groups: readonly (DeskLinkGroup & { duty: StaffDuty })[] = [
    {
      duty: "pricing",
      label: "Pricing",
      links: [
        { href: "/desk", label: "Today" },
        { href: "/desk/skus", label: "Items" },
        { href: "/desk/rules", label: "Rules" },
        { href: "/desk/change-sets", label: "Change sets", waiting: drafts },
        { href: "/desk/price-index", label: "Price index" },
      ],
    },
    {
      duty: "pricing",
      label: "Other clubs",
      links: [
        { href: "/desk/imports", label: "Imports" },
        { href: "/desk/held", label: "Held prices", waiting: held },
        { href: "/desk/matches", label: "Matches", waiting: matches },
      ],
    },
    { duty: "members", label: "Support", links: [{ href: "/desk/members", label: "Members" }] },
    {
      duty: "administration",
      label: "Club",
      links: [
        { href: "/desk/plans", label: "Plans" },
        { href: "/desk/feeds", label: "Feeds" },
      ],
    },
    {
      duty: "pricing",
      label: "Record",
      links: [
        { href: "/desk/claims", label: "Claims" },
        { href: "/desk/audit", label: "Audit" },
      ],
    },
  ];
  return groups.filter(({ duty }) => mayDo(role, duty));
}
