import { Button } from "../button.tsx";

/** Puts an item on the list. The same for everyone: it knows nothing about who looks, or what is on their list. */
export function AddToList({ id }: { id: number }) {
  return (
    <form method="post" action="/list" className="add-to-list">
      <input type="hidden" name="item" value={id} />
      <input
        name="quantity"
        defaultValue="1"
        inputMode="numeric"
        maxLength={2}
        aria-label="How many"
        autoComplete="off"
      />
      <Button name="intent" value="add">
        Add to list
      </Button>
    </form>
  );
}
