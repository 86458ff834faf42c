export type Chip = { href: string; label: string; count?: string | undefined; current: boolean };

/** A choice that narrows a shelf: one link a choice, the present one marked. */
export function Chips({ chips, label }: { chips: readonly Chip[]; label: string }) {
  return (
    <nav className="chips" aria-label={label}>
      <ul>
        {chips.map((chip) => (
          <li key={chip.href}>
            <a href={chip.href} aria-current={chip.current ? "true" : undefined}>
              {chip.label}
              {chip.count !== undefined && <small>{chip.count}</small>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
