import { Rack, ShelfSign } from "../shelf-sign.tsx";
import { type SentShelf, unpackShelf } from "./sent-shelf.ts";
import { signOf } from "./sign-data.ts";

/** Signs above the fold on a wide screen: their pictures load at once. */
const EAGER = 5;

/** A rack of signs. `level`: 2 straight under the page's heading, 3 under a section's. */
export function Shelf({ shelf, level = 3 }: { shelf: SentShelf; level?: 2 | 3 }) {
  return (
    <Rack>
      {unpackShelf(shelf).map((sku, index) => (
        <ShelfSign key={sku.id} sign={signOf(sku)} level={level} eager={level === 2 && index < EAGER} />
      ))}
    </Rack>
  );
}
