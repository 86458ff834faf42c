import { Button } from "../../button.tsx";
import { Field } from "../../form.tsx";
import type { FormErrors, Typed } from "./form-state.ts";
import type { PairView } from "./pair-sheet.tsx";

type DecideProps = {
  pair: PairView;
  /** Where the forms lead: the page with its filter. */
  action: string;
  errors: FormErrors;
  typed: Typed;
  /** The next pair without deciding this one. */
  nextHref: string;
};

/** The deeds, each with the key that does it. Plain forms; the keys press their buttons. */
export function DecideForms(props: DecideProps) {
  const { pair, action, nextHref } = props;
  if (!pair.isOpen) {
    return (
      <form method="post" action={action} className="deeds">
        <Hidden pair={pair} />
        <Button name="intent" value="reopen">
          Open again
        </Button>
        <a className="btn" href={nextHref} data-key="n">
          <kbd>N</kbd> To the queue
        </a>
      </form>
    );
  }
  const suggested = pair.verdict;
  return (
    <div className="deeds-all">
      <form method="post" action={action} className="deeds">
        <Hidden pair={pair} />
        <Deed intent="identical" keyName="1" text="Same item and pack" main={suggested === "identical"} />
        <Deed
          intent="other-pack"
          keyName="2"
          text="Same item, other pack"
          main={suggested === "other-pack"}
        />
        <Deed intent="reject" keyName="x" text="Not the same" main={suggested === "different"} />
        <a className="btn" href={nextHref} data-key="n">
          <kbd>N</kbd> Next
        </a>
      </form>
      <EquivalentForm {...props} />
    </div>
  );
}

function Hidden({ pair }: { pair: PairView }) {
  return (
    <>
      <input type="hidden" name="pair" value={`${pair.skuId}_${pair.listingId}`} />
      <input type="hidden" name="seen" value={pair.print} />
    </>
  );
}

function Deed({
  intent,
  keyName,
  text,
  main,
}: {
  intent: string;
  keyName: string;
  text: string;
  main: boolean;
}) {
  return (
    <Button name="intent" value={intent} kind={main ? "main" : "plain"} data-key={keyName}>
      <kbd>{keyName.toUpperCase()}</kbd> {text}
    </Button>
  );
}

/** An equivalent is nothing without its difference: it is chosen or written here. */
function EquivalentForm({ pair, action, errors, typed }: DecideProps) {
  const isMain = pair.verdict === "equivalent";
  return (
    <form method="post" action={action} className="equivalent">
      <Hidden pair={pair} />
      <fieldset className="radios">
        <legend>
          <kbd>3</kbd> Comparable, with this difference
        </legend>
        {pair.differences.map((text, index) => (
          <label key={text}>
            <input
              type="radio"
              name="offered"
              value={text}
              defaultChecked={typed.offered === text}
              {...(index === 0 ? { "data-focus-key": "3" } : {})}
            />
            <span>{text}</span>
          </label>
        ))}
      </fieldset>
      <Field
        label="In other words"
        name="difference"
        required={false}
        maxLength={160}
        error={errors.difference}
        defaultValue={typed.difference ?? ""}
      />
      <Button name="intent" value="equivalent" kind={isMain ? "main" : "plain"}>
        Confirm as comparable
      </Button>
    </form>
  );
}
