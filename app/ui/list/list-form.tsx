import { MAX_LIST_QUANTITY } from "#app/domain/shopping-list.ts";
import { Button } from "../button.tsx";

export type ListedItem = {
  id: number;
  href: string;
  title: string;
  /** "Harbor · 2 × 16 oz · Item 100234". */
  aboutText: string;
  picture: string;
  quantity: number;
  /** Of one, and of all of them; null without a price that counts. */
  eachText: string | null;
  totalText: string | null;
};

type Props = {
  items: readonly ListedItem[];
  /** "Here", "At retail". */
  ownLabel: string;
  totalText: string;
  /** "12 items on your list", "9 of 12 items have a price that counts". */
  countText: string;
  errors: Readonly<Record<string, string>>;
  typed: Readonly<Record<string, string>>;
};

/** The lines of a list with their quantities. The buttons that take a line off belong to a form of their own. */
export function ListForm({ items, ownLabel, totalText, countText, errors, typed }: Props) {
  return (
    <div>
      <form method="post" action="/list" className="list" noValidate>
        <ul>
          {items.map((item) => (
            <ListRow key={item.id} item={item} error={errors[`q-${item.id}`]} typed={typed[`q-${item.id}`]} />
          ))}
        </ul>
        <div className="list-foot">
          <Button name="intent" value="update">
            Update quantities
          </Button>
          <p>
            {ownLabel} <b className="amount">{totalText}</b>
            <small>{countText}</small>
          </p>
        </div>
      </form>
      <form method="post" action="/list" id="take-off" />
      <details className="list-empty">
        <summary>Empty the list</summary>
        <form method="post" action="/list">
          <Button kind="danger" size="small" name="intent" value="empty">
            Yes, take everything off
          </Button>
        </form>
      </details>
    </div>
  );
}

function ListRow({
  item,
  error,
  typed,
}: {
  item: ListedItem;
  error: string | undefined;
  typed: string | undefined;
}) {
  const id = `q-${item.id}`;
  return (
    <li className={error ? "list-line has-error" : "list-line"}>
      <img src={item.picture} alt="" width="64" height="64" loading="lazy" />
      <div className="list-what">
        <a href={item.href}>{item.title}</a>
        <small>{item.aboutText}</small>
        {error && (
          <p className="field-error" id={`${id}-error`}>
            {error}
          </p>
        )}
      </div>
      <p className="list-price">
        {item.totalText === null ? (
          <small>No price that counts</small>
        ) : (
          <>
            <b className="amount">{item.totalText}</b>
            {item.quantity > 1 && <small>{`${item.eachText} each`}</small>}
          </>
        )}
      </p>
      <div className="list-how-many">
        <input
          id={id}
          name={id}
          defaultValue={typed ?? String(item.quantity)}
          inputMode="numeric"
          maxLength={String(MAX_LIST_QUANTITY).length}
          aria-label={`How many: ${item.title}`}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          autoComplete="off"
        />
        <button
          type="submit"
          form="take-off"
          name="remove"
          value={item.id}
          className="btn btn-quiet"
          aria-label={`Take ${item.title} off the list`}
        >
          Take off
        </button>
      </div>
    </li>
  );
}
