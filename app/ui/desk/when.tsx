import { dateText, timeText } from "./amounts.ts";

/** A time on one line, in UTC. */
export function When({ at }: { at: Date }) {
  return (
    <time dateTime={at.toISOString()} className="whitespace-nowrap">
      {timeText(at)}
    </time>
  );
}

/** The day alone, in UTC; its time on hover. */
export function Day({ at }: { at: Date }) {
  return (
    <time dateTime={at.toISOString()} title={timeText(at)} className="whitespace-nowrap">
      {dateText(at)}
    </time>
  );
}
