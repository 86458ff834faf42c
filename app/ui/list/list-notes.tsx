import { Button } from "../button.tsx";
import { Notice } from "../notice.tsx";

type Gone = { skuId: number; quantity: number; title: string | null };

/** Lines of a list that are not on sale (any more): told, and taken off by whoever made the list. */
export function GoneLines({ lines }: { lines: readonly Gone[] }) {
  if (lines.length === 0) return null;
  return (
    <Notice kind="warn" title="Not on sale any more">
      <ul className="list-gone">
        {lines.map(({ skuId, quantity, title }) => (
          <li key={skuId}>
            {`${title ?? "An item that we don't know"}, item ${skuId}, × ${quantity} `}
            <form method="post" action="/list">
              <Button kind="quiet" name="remove" value={skuId} aria-label={`Take item ${skuId} off the list`}>
                Take off
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Lines that somebody chose before signing in, for which the account's list had no room. */
export function LeftBehind({ count }: { count: number }) {
  const items = count === 1 ? "1 item" : `${count} items`;
  return (
    <Notice kind="warn" title="Your list was full">
      <p>{`${items} that you put on a list before you signed in had no room on this one. Take something off, then add them.`}</p>
      <form method="post" action="/list" className="actions">
        <Button size="small" name="intent" value="take-in">
          {`Add ${items}`}
        </Button>
      </form>
    </Notice>
  );
}
