/** Keyset pages have no numbers: only the way back and the way on. Renders nothing when there is neither. */
export function Pagination({
  previousHref,
  nextHref,
  countText,
}: {
  previousHref: string | null;
  nextHref: string | null;
  /** "1,000+ items", "Items 25 to 48". */
  countText?: string;
}) {
  if (previousHref === null && nextHref === null) return null;
  return (
    <nav className="pages" aria-label="Pages">
      {previousHref !== null && (
        <a className="btn" href={previousHref} rel="prev">
          Previous
        </a>
      )}
      {countText && <span>{countText}</span>}
      {nextHref !== null && (
        <a className="btn" href={nextHref} rel="next">
          Next
        </a>
      )}
    </nav>
  );
}
