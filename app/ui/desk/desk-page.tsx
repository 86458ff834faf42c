import type { ReactNode } from "react";
import { DeskShell } from "../desk-shell.tsx";

/** Whose desk it is, where we are, and what waits. */
export type DeskFrame = { staffName: string; drafts: number; currentPath: string };

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
  const groups = [
    {
      label: "Pricing",
      links: [
        { href: "/desk", label: "Today" },
        { href: "/desk/skus", label: "Items" },
        { href: "/desk/rules", label: "Rules" },
        { href: "/desk/change-sets", label: "Change sets", waiting: frame.drafts },
      ],
    },
    { label: "Record", links: [{ href: "/desk/audit", label: "Audit" }] },
  ];
  return (
    <DeskShell
      title={title}
      staffName={frame.staffName}
      groups={groups}
      currentPath={frame.currentPath}
      actions={actions}
    >
      {children}
    </DeskShell>
  );
}
