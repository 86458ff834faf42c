const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** Dates that fit under a chart on a phone. */
const MOST = 7;
const WEEK_MS = 7 * 86_400_000;

export type TimeTick = { readonly at: Date; readonly text: string };

/** Dates under a time axis, in UTC: months where there are at least three, the year with the first and with January; else weeks. */
export function timeTicks(from: Date, until: Date): TimeTick[] {
  const months = monthsBetween(from, until);
  if (months.length < 3) return weekTicks(from, until);
  const every = Math.ceil(months.length / MOST);
  const shown = months.filter((_, index) => index % every === 0);
  return shown.map((at, index) => {
    const year = at.getUTCFullYear();
    const isNewYear = index === 0 || year !== shown[index - 1]?.getUTCFullYear();
    const month = MONTHS[at.getUTCMonth()] ?? "";
    return { at, text: isNewYear ? `${month} ${year}` : month };
  });
}

/** The first of each month after `from`, up to `until`. */
function monthsBetween(from: Date, until: Date): Date[] {
  const found: Date[] = [];
  for (let step = 1; ; step += 1) {
    const at = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + step, 1));
    if (at > until) return found;
    found.push(at);
  }
}

function weekTicks(from: Date, until: Date): TimeTick[] {
  const ticks: TimeTick[] = [];
  for (
    let at = new Date(until);
    at >= from && ticks.length < MOST;
    at = new Date(at.getTime() - 2 * WEEK_MS)
  ) {
    ticks.unshift({ at, text: `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}` });
  }
  return ticks;
}
