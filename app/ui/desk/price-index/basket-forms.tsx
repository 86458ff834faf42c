import { Button } from "../../button.tsx";
import { Checkbox, Field, TextArea } from "../../form.tsx";
import { StateLabel } from "../../state-label.tsx";
import { DataTable } from "../../table.tsx";

type BasketRow = {
  id: string;
  name: string;
  version: number;
  lines: number;
  frozenAt: Date | null;
};

export function BasketTable({ baskets }: { baskets: readonly BasketRow[] }) {
  return (
    <DataTable
      caption="Baskets"
      captionHidden
      rows={baskets}
      rowKey={(basket) => basket.id}
      emptyText="No basket yet. Make one below."
      columns={[
        {
          header: "Basket",
          rowHeader: true,
          cell: (basket) => <a href={`/desk/price-index/${basket.id}`}>{basket.name}</a>,
        },
        { header: "Version", numeric: true, cell: (basket) => basket.version },
        { header: "Items", numeric: true, cell: (basket) => basket.lines },
        {
          header: "State",
          cell: (basket) =>
            basket.frozenAt === null ? (
              <StateLabel tone="waiting" text="Draft" />
            ) : (
              <StateLabel tone="good" text="Published" />
            ),
        },
      ]}
    />
  );
}

const HOW =
  "One item a line, as 100234 x 2. It needs 20 items or more; 40 leave room for those that drop out.";

/** A basket is made as a draft: nothing of it is public. */
export function NewBasketForm({
  id,
  errors,
  typed,
}: {
  id: string;
  errors: Readonly<Record<string, string>>;
  typed: Readonly<Record<string, string>>;
}) {
  return (
    <form method="post" className="grid max-w-xl gap-4 bg-white p-4" noValidate>
      <h2>A new basket</h2>
      <input type="hidden" name="id" value={id} />
      <Field label="Name" name="name" maxLength={60} defaultValue={typed.name} error={errors.name} />
      <TextArea
        label="Items"
        name="lines"
        rows={10}
        hint={HOW}
        defaultValue={typed.lines}
        error={errors.lines}
      />
      <p>
        <Button kind="main">Make the draft</Button>
      </p>
    </form>
  );
}

export function LinesForm({ linesText, error }: { linesText: string; error: string | undefined }) {
  return (
    <form method="post" className="grid max-w-xl gap-4 bg-white p-4" noValidate>
      <h2>The draft's items</h2>
      <TextArea label="Items" name="lines" rows={14} hint={HOW} defaultValue={linesText} error={error} />
      <p>
        <Button name="intent" value="change">
          Save the draft
        </Button>
      </p>
    </form>
  );
}

/** The confirmation names what is told. */
export function PublishForm({
  publicationId,
  asOf,
  shown,
  freezes,
  error,
}: {
  publicationId: string;
  asOf: string;
  shown: string;
  /** The first publication freezes the basket. */
  freezes: boolean;
  error: string | undefined;
}) {
  return (
    <form method="post" className="grid max-w-3xl gap-3 bg-white p-4" noValidate>
      <input type="hidden" name="publicationId" value={publicationId} />
      <input type="hidden" name="asOf" value={asOf} />
      <input type="hidden" name="shown" value={shown} />
      <Checkbox name="confirm" value="yes" id="confirm" error={error}>
        {`Yes, tell everybody: ${shown}.${freezes ? " The basket is fixed from then on." : ""}`}
      </Checkbox>
      <p>
        <Button kind="main" name="intent" value="publish">
          Publish these figures
        </Button>
      </p>
    </form>
  );
}

export function ReviseForm({ newId, linesText, lines }: { newId: string; linesText: string; lines: number }) {
  return (
    <section className="grid max-w-xl gap-3 bg-white p-4">
      <h2>The items</h2>
      <p>This version is published: its items stay as they are.</p>
      <details>
        <summary>{`${lines} items`}</summary>
        <pre>{linesText}</pre>
      </details>
      <form method="post">
        <input type="hidden" name="newId" value={newId} />
        <Button name="intent" value="revise">
          Make a new version
        </Button>
      </form>
    </section>
  );
}
