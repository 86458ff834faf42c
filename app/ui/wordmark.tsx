/** The mark: a tally of five under a warehouse roof. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 36 32" width="36" height="32" aria-hidden="true">
      <path d="M1 11 18 2l17 9" fill="none" stroke="currentColor" strokeWidth="3.6" />
      <path d="M7 13v18M14.3 13v18M21.7 13v18M29 13v18" stroke="currentColor" strokeWidth="3.6" />
      <path d="M2 27 34 16" stroke="var(--color-rack-orange)" strokeWidth="4" />
    </svg>
  );
}

/** The name with its mark; a link to the front door. */
export function Wordmark({ href = "/", note }: { href?: string; note?: string }) {
  return (
    <a className="wordmark" href={href}>
      <Mark />
      Tallyhouse
      {note && <small>{note}</small>}
    </a>
  );
}
