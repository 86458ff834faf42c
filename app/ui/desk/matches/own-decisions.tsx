import { VERDICT_LABELS } from "#app/domain/match-review.ts";
import { Button } from "../../button.tsx";
import { counted } from "../amounts.ts";
import { When } from "../when.tsx";

export type OwnDecisionView = {
  id: string;
  at: Date;
  deed: "confirm" | "reject" | "reopen";
  kind: string;
  matches: number;
  title: string;
  href: string;
};

/** What the person at the desk decided last, each with its undo; the newest has the key. */
export function OwnDecisions({
  decisions,
  action,
}: {
  decisions: readonly OwnDecisionView[];
  action: string;
}) {
  if (decisions.length === 0) return null;
  return (
    <section className="own-decisions">
      <h2>Your last decisions</h2>
      <ol>
        {decisions.map((one, index) => (
          <li key={one.id}>
            <span>
              {deedText(one)} <When at={one.at} />
              <br />
              <a href={one.href}>{one.matches === 1 ? one.title : `${one.title} and others`}</a>
            </span>
            <form method="post" action={action}>
              <input type="hidden" name="decision" value={one.id} />
              <Button name="intent" value="undo" size="small" {...(index === 0 ? { "data-key": "u" } : {})}>
                {index === 0 && <kbd>U</kbd>} Undo<span className="sr-only">{`: ${one.title}`}</span>
              </Button>
            </form>
          </li>
        ))}
      </ol>
    </section>
  );
}

function deedText({ deed, kind, matches }: OwnDecisionView): string {
  if (matches > 1) return `Confirmed ${counted(matches, "match", "matches")} at once.`;
  switch (deed) {
    case "confirm":
      return `Confirmed: ${(VERDICT_LABELS[kind as keyof typeof VERDICT_LABELS] ?? kind).toLowerCase()}.`;
    case "reject":
      return "Rejected.";
    case "reopen":
      return "Opened again.";
    default: {
      const impossible: never = deed;
      throw new Error(`Unknown deed ${impossible}`);
    }
  }
}
