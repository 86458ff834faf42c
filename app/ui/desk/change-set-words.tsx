import {
  averageChangeBps,
  type ChangeSetState,
  type ChangeSetTally,
  movedCount,
} from "#app/domain/change-set.ts";
import { Figures } from "../figures.tsx";
import { StateLabel } from "../state-label.tsx";
import { changeShare, number, timeText } from "./amounts.ts";
import { scopeWords } from "./rule-words.ts";

const TONES = { draft: "waiting", published: "good", discarded: "quiet" } as const;
const WORDS = { draft: "Draft", published: "Published", discarded: "Discarded" } as const;

export function ChangeSetStateLabel({ state }: { state: ChangeSetState }) {
  return <StateLabel tone={TONES[state]} text={WORDS[state]} />;
}

/** What a change set does, in numbers. */
export function TallyFigures({ tally }: { tally: ChangeSetTally }) {
  return (
    <Figures
      figures={[
        { label: "Prices that move", valueText: number(movedCount(tally)) },
        { label: "Up", valueText: number(tally.raised) },
        { label: "Down", valueText: number(tally.lowered) },
        { label: "First prices", valueText: number(tally.first) },
        {
          label: "On average",
          valueText: changeShare(averageChangeBps(tally)),
          note: "of the prices that move",
        },
        { label: "Unchanged", valueText: number(tally.unchanged) },
        { label: "Blocked", valueText: number(tally.blocked) },
      ]}
    />
  );
}

type Facts = {
  state: ChangeSetState;
  scope: string;
  scopeKey: string;
  takesBack: string | null;
  madeAt: Date;
  madeBy: string | null;
  publishedAt: Date | null;
  publishedBy: string | null;
};

/** State, scope, and who made and published it. */
export function ChangeSetFacts({ changeSet }: { changeSet: Facts }) {
  const { state, scope, scopeKey, takesBack, madeAt, madeBy, publishedAt, publishedBy } = changeSet;
  return (
    <p className="flex flex-wrap items-baseline gap-x-4">
      <ChangeSetStateLabel state={state} />
      <span>{scopeWords(scope, scopeKey)}</span>
      <span>{`Made ${timeText(madeAt)}${madeBy === null ? "" : ` by ${madeBy}`}`}</span>
      {publishedAt !== null && (
        <span>{`Published ${timeText(publishedAt)}${publishedBy === null ? "" : ` by ${publishedBy}`}`}</span>
      )}
      {takesBack !== null && <a href={`/desk/change-sets/${takesBack}`}>Takes back this change set</a>}
    </p>
  );
}
