import { Button } from "#app/ui/button.tsx";
import { StateLabel } from "#app/ui/state-label.tsx";

export type SessionRow = {
  readonly key: string;
  /** "Firefox on Windows". */
  readonly device: string;
  readonly ip: string;
  /** "22 Nov 2026". */
  readonly since: string;
  readonly isThis: boolean;
};

/** Where somebody is signed in, with a button that ends each; `more` says that there are others that are not listed. */
export function SessionList({ sessions, more }: { sessions: readonly SessionRow[]; more: boolean }) {
  return (
    <section className="grid gap-3" aria-labelledby="sessions">
      <h2 id="sessions">Where you are signed in</h2>
      <ul className="grid gap-2">
        {sessions.map((session) => (
          <SessionItem key={session.key} session={session} />
        ))}
      </ul>
      {more && <p>Only the newest are listed. Signing out everywhere else ends all of them.</p>}
      {sessions.some(({ isThis }) => !isThis) && (
        <form method="post" action="/account">
          <Button name="do" value="end-others">
            Sign out everywhere else
          </Button>
        </form>
      )}
    </section>
  );
}

function SessionItem({ session: { key, device, ip, since, isThis } }: { session: SessionRow }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 bg-white px-5 py-3">
      <div className="min-w-0">
        <b>{device}</b> {isThis && <StateLabel tone="good" text="this one" />}
        <small className="block break-all text-concrete-600">{`Since ${since}, from ${ip}`}</small>
      </div>
      {isThis ? (
        <form method="post" action="/sign-out">
          <Button size="small" aria-label={`Sign out here: ${device}`}>
            Sign out
          </Button>
        </form>
      ) : (
        <form method="post" action="/account">
          <input type="hidden" name="session" value={key} />
          <Button
            name="do"
            value="end-session"
            size="small"
            aria-label={`Sign out: ${device}, since ${since}, from ${ip}`}
          >
            Sign out
          </Button>
        </form>
      )}
    </li>
  );
}
