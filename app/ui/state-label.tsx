/** The state of a thing in a word: `good` is done or live, `waiting` wants somebody, `bad` went wrong, `quiet` is over. */
export function StateLabel({ tone, text }: { tone: "good" | "waiting" | "bad" | "quiet"; text: string }) {
  return <span className={tone === "quiet" ? "state" : `state state-${tone}`}>{text}</span>;
}
