/** A price that was held, beside what its listing was seen for: accept it, or refuse it and say why. */
import { channelText, dayText, instantText } from "#app/domain/checked.ts";
import type { PriceChannel } from "#app/domain/comparison.ts";
import { formatMoney } from "#app/domain/money.ts";
import type { OutlierReason } from "#app/domain/outlier.ts";
import { Button } from "../button.tsx";
import { Field } from "../form.tsx";
import { Notice } from "../notice.tsx";
import { StateLabel } from "../state-label.tsx";
import { DataTable } from "../table.tsx";

export type HeldPriceView = {
  id: string;
  retailer: string;
  title: string;
  itemId: string;
  url: string | null;
  priceMinor: number;
  currency: string;
  capturedAt: Date;
  zone: string;
  channel: PriceChannel;
  place: string;
  membershipNeeded: boolean;
  capturedBy: string;
  line: number | null;
  reason: OutlierReason;
  againstMinor: number;
  history: { at: string; priceMinor: number; place: string }[];
  /** A later check has it too. */
  confirmed: boolean;
};

const REASONS: Readonly<Record<OutlierReason, string>> = {
  "misplaced-decimal": "Misplaced decimal point?",
  "off-history": "Far off its history",
  "off-unit-price": "Far off its unit price",
};

export function HeldPrice({
  held,
  now,
  error,
  refusal,
}: {
  held: HeldPriceView;
  now: Date;
  /** What was wrong with the decision that was sent for this one. */
  error?: { field: string; text: string } | undefined;
  /** The reason as it was typed. */
  refusal?: string | undefined;
}) {
  const price = formatMoney(held.priceMinor, held.currency);
  const heading = `held-${held.id}`;
  return (
    <article className="panel held" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{held.title}</h2>
        <p>
          {held.retailer}, item {held.itemId}
          {held.url !== null && (
            <>
              {" · "}
              <a href={held.url} rel="noreferrer">
                their page
              </a>
            </>
          )}
        </p>
      </header>
      <div className="held-sides">
        <section aria-label="The price that waits">
          <p className="held-price">{price}</p>
          <p>
            <StateLabel tone="waiting" text={REASONS[held.reason]} />{" "}
            {held.confirmed && <StateLabel tone="good" text="Seen again later" />}
          </p>
          <p>
            {formatMoney(held.againstMinor, held.currency)} was to be expected, by{" "}
            {held.reason === "off-unit-price" || held.history.length === 0
              ? "the unit price that they print"
              : "the middle of its recent prices"}
            .
          </p>
          <p className="held-note">
            {instantText(held.capturedAt, held.zone)}, {channelText(held.channel, held.membershipNeeded)}
            {held.place === held.channel ? "" : `, ${held.place}`}; {held.capturedBy}
            {held.line === null ? "" : `, line ${held.line}`}
          </p>
        </section>
        <DataTable
          caption="What it was seen for"
          columns={[
            { header: "Checked", cell: ({ at }) => dayText(new Date(at), now), rowHeader: true },
            {
              header: "Price",
              cell: ({ priceMinor }) => formatMoney(priceMinor, held.currency),
              numeric: true,
            },
            { header: "Place", cell: ({ place }) => place },
          ]}
          rows={held.history}
          rowKey={({ at }) => at}
          emptyText="It was not seen before: the unit price that they print tells another story."
        />
      </div>
      {error?.field === "form" && <Notice kind="error">{error.text}</Notice>}
      <div className="held-actions">
        <form method="post">
          <input type="hidden" name="id" value={held.id} />
          <Button name="intent" value="accept" aria-label={`Accept ${price} for ${held.title}`}>
            Accept {price}
          </Button>
        </form>
        <form method="post" className="filters">
          <input type="hidden" name="id" value={held.id} />
          <Field
            label="Why it is refused"
            name="refusal"
            id={`refusal-${held.id}`}
            maxLength={300}
            defaultValue={refusal ?? ""}
            error={error?.field === "refusal" ? error.text : undefined}
          />
          <Button kind="danger" name="intent" value="refuse" aria-label={`Refuse ${price} for ${held.title}`}>
            Refuse
          </Button>
        </form>
      </div>
    </article>
  );
}
