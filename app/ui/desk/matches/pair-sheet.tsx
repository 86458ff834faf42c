import type { MatchStatus } from "#app/domain/match-decision.ts";
import type { MarkedPart, MarkedTitles } from "#app/domain/match-words.ts";
import type { MatchVerdict } from "#app/domain/matching/verdict.ts";
import { StateLabel } from "../../state-label.tsx";
import { share } from "../amounts.ts";

/** One fact of both; `agrees` is null where nothing can be said. */
export type PairLine = { label: string; ours: string; theirs: string; agrees: boolean | null };

export type PairView = {
  skuId: number;
  listingId: string;
  print: string;
  shelf: string;
  retailerName: string;
  itemId: string;
  url: string | null;
  evidence: string | null;
  titles: MarkedTitles;
  lines: readonly PairLine[];
  verdict: MatchVerdict;
  verdictText: string;
  surenessBps: number;
  scoreBps: number;
  why: readonly string[];
  /** Null for a pair that nobody has suggested. */
  status: MatchStatus | null;
  isOpen: boolean;
  decided: string | null;
  difference: string | null;
  differences: readonly string[];
};

/** Our item and their listing, side by side, with what the matcher says of them. */
export function PairSheet({ pair }: { pair: PairView }) {
  return (
    <>
      <table className="pair" aria-label="Our item and their listing">
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">Fact</span>
            </th>
            <th scope="col">
              <small>
                Ours: <a href={`/desk/skus/${pair.skuId}`}>item {pair.skuId}</a>
              </small>
              <MarkedTitle parts={pair.titles.ours} />
            </th>
            <th scope="col">
              <small>
                {pair.retailerName}: item {pair.itemId}
                {pair.url !== null && (
                  <>
                    {" "}
                    <a href={pair.url} rel="nofollow noreferrer">
                      their page
                    </a>
                  </>
                )}
                {pair.evidence !== null && (
                  <>
                    {" "}
                    <a href={pair.evidence}>evidence</a>
                  </>
                )}
              </small>
              <MarkedTitle parts={pair.titles.theirs} />
            </th>
          </tr>
        </thead>
        <tbody>
          {pair.lines.map((line) => (
            <tr key={line.label} className={rowClass(line.agrees)}>
              <th scope="row">{line.label}</th>
              <td>{line.ours}</td>
              <td>
                {line.theirs}
                {line.agrees === false && <span className="sr-only"> (differs)</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Verdict pair={pair} />
    </>
  );
}

function rowClass(agrees: boolean | null): string | undefined {
  if (agrees === null) return undefined;
  return agrees ? "agrees" : "differs";
}

/** Shared words stand plain, the others boxed: shape before colour. */
function MarkedTitle({ parts }: { parts: readonly MarkedPart[] }) {
  return (
    <span className="pair-title">
      {parts.map((part, index) =>
        part.mark === "aside" ? (
          part.text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one title never move
          <mark key={index} className={part.mark}>
            {part.text}
          </mark>
        ),
      )}
    </span>
  );
}

const STATES: Readonly<Record<MatchStatus, { tone: "good" | "waiting" | "bad" | "quiet"; text: string }>> = {
  suggested: { tone: "waiting", text: "Waits for review" },
  changed: { tone: "bad", text: "Changed since it was confirmed" },
  confirmed: { tone: "good", text: "Confirmed" },
  rejected: { tone: "quiet", text: "Rejected" },
};

/** The state of a match in a word. */
export function MatchState({ status }: { status: MatchStatus }) {
  return <StateLabel {...STATES[status]} />;
}

function Verdict({ pair }: { pair: PairView }) {
  return (
    <section className="pair-verdict">
      <h2>
        {`The matcher: ${pair.verdictText.toLowerCase()}, ${share(pair.surenessBps)} sure`}
        {pair.status !== null && (
          <>
            {" "}
            <MatchState status={pair.status} />
          </>
        )}
      </h2>
      {pair.decided !== null && <p>{pair.decided}</p>}
      {pair.difference !== null && <p>{`Stated difference: ${pair.difference}`}</p>}
      <ul>
        {pair.why.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  );
}
