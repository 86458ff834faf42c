import type { ReactNode } from "react";

export type EvidenceRow = { label: string; value: ReactNode };

/** The record behind a claim: what was seen, where, when, by whom, and how it was matched. */
export function EvidenceSheet({ title, rows }: { title: string; rows: readonly EvidenceRow[] }) {
  return (
    <section className="evidence">
      <h2>{title}</h2>
      <dl>
        {rows.map((row) => (
          <div key={row.label}>
            <dt>{row.label}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
