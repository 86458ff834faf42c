export type IndexFigureData = {
  name: string;
  /** "93.4"; null where none is published. */
  indexText: string | null;
  tone: "here" | "there" | "none";
  /** "6.6 % below Costco", or why there is no figure. */
  sentence: string;
  /** "33 of 40 items (82.5 %)". */
  matchedText: string;
  checkedText: string | null;
};

/** The index against each retailer, large, with what it stands on. */
export function IndexFigures({ figures }: { figures: readonly IndexFigureData[] }) {
  return (
    <ul className="index-figures">
      {figures.map((figure) => (
        <li key={figure.name} className={`is-${figure.tone}`}>
          <h2>{`Against ${figure.name}`}</h2>
          {figure.indexText !== null && <b className="amount">{figure.indexText}</b>}
          <p>{figure.sentence}</p>
          <small>{`Compared: ${figure.matchedText}`}</small>
          {figure.checkedText !== null && <small>{figure.checkedText}</small>}
        </li>
      ))}
    </ul>
  );
}
