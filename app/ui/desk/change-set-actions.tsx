import type { ChangeSetState } from "#app/domain/change-set.ts";
import { Button } from "../button.tsx";
import { Checkbox } from "../form.tsx";
import { counted } from "./amounts.ts";

type Props = {
  state: ChangeSetState;
  moves: number;
  /** The change set, not discarded, that takes this one back. */
  takenBackBy: { id: string; state: ChangeSetState } | null;
  errors: Readonly<Record<string, string>>;
};

/** What can be done with a change set in its state. Publishing is confirmed with the number of prices. */
export function ChangeSetActions({ state, moves, takenBackBy, errors }: Props) {
  switch (state) {
    case "draft":
      return <DraftActions moves={moves} error={errors.confirm} />;
    case "published":
      return <TakeBack takenBackBy={takenBackBy} />;
    case "discarded":
      return null;
    default: {
      const impossible: never = state;
      throw new Error(`Unknown state ${impossible}`);
    }
  }
}

function DraftActions({ moves, error }: { moves: number; error: string | undefined }) {
  const prices = counted(moves, "club price", "club prices");
  return (
    <div className="flex flex-wrap items-end gap-6 bg-white p-4">
      <form method="post" className="grid gap-3">
        <Checkbox name="confirm" value={String(moves)} id="confirm" error={error}>
          {`Yes, change ${prices} at once, for every member.`}
        </Checkbox>
        <Button kind="main" name="intent" value="publish">
          {`Publish ${prices}`}
        </Button>
      </form>
      <form method="post">
        <Button kind="danger" name="intent" value="discard">
          Discard the draft
        </Button>
      </form>
    </div>
  );
}

function TakeBack({ takenBackBy }: Pick<Props, "takenBackBy">) {
  if (takenBackBy !== null) {
    return (
      <p className="bg-white p-4">
        {takenBackBy.state === "published" ? "Taken back by " : "A draft to take it back: "}
        <a href={`/desk/change-sets/${takenBackBy.id}`}>this change set</a>.
      </p>
    );
  }
  return (
    <form method="post" className="grid justify-start gap-2 bg-white p-4">
      <Button name="intent" value="take-back">
        Take it back
      </Button>
      <p>Makes a draft with the prices of before. Nothing changes until that is published.</p>
    </form>
  );
}
