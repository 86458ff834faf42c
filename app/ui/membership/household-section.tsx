import { Button, ButtonLink } from "../button.tsx";
import { Field } from "../form.tsx";

export type HouseholdSeatView = {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  /** "since 22 Nov 2026". */
  readonly sinceText: string;
  readonly isPrimary: boolean;
  readonly isViewer: boolean;
};

export type InvitationView = {
  readonly id: string;
  readonly email: string;
  /** "Link works until 6 Dec 2026", "Expired on 6 Dec 2026". */
  readonly stateText: string;
};

/** Everybody who sits in a household; whoever manages it can take a seat back. */
export function SeatList({ seats, manages }: { seats: readonly HouseholdSeatView[]; manages: boolean }) {
  return (
    <ul className="grid gap-2">
      {seats.map((seat) => (
        <li key={seat.accountId} className="seat">
          <div>
            <b>{seat.isViewer ? `${seat.name} (you)` : seat.name}</b>
            <small>{`${seat.isPrimary ? "Member" : "Household seat"}, ${seat.sinceText}`}</small>
            {manages && !seat.isViewer && <small>{seat.email}</small>}
          </div>
          {manages && !seat.isPrimary && <RemoveSeat seat={seat} />}
        </li>
      ))}
    </ul>
  );
}

/** Asks once more: the rights end with the click. */
function RemoveSeat({ seat }: { seat: HouseholdSeatView }) {
  return (
    <details className="seat-ask">
      <summary>Remove</summary>
      <form method="post">
        <input type="hidden" name="intent" value="remove" />
        <input type="hidden" name="holder" value={seat.accountId} />
        <p>{`${seat.name} loses the club price at once. The account stays.`}</p>
        <Button kind="danger" size="small">
          {`Remove ${seat.name}`}
        </Button>
      </form>
    </details>
  );
}

/** Seats that were offered and wait for an answer. */
export function InvitationList({ invitations }: { invitations: readonly InvitationView[] }) {
  return (
    <ul className="grid gap-2">
      {invitations.map(({ id, email, stateText }) => (
        <li key={id} className="seat">
          <div>
            <b className="break-all">{email}</b>
            <small>{stateText}</small>
          </div>
          <div className="flex gap-2">
            <form method="post">
              <input type="hidden" name="intent" value="invite" />
              <input type="hidden" name="email" value={email} />
              <Button size="small" aria-label={`Send the link to ${email} again`}>
                Send again
              </Button>
            </form>
            <form method="post">
              <input type="hidden" name="intent" value="revoke" />
              <input type="hidden" name="invitation" value={id} />
              <Button kind="quiet" size="small" aria-label={`Take the invitation to ${email} back`}>
                Take back
              </Button>
            </form>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Offers a free seat. */
export function InviteForm({
  typedEmail,
  error,
}: {
  typedEmail: string | undefined;
  error: string | undefined;
}) {
  return (
    <form method="post" className="grid gap-4" noValidate>
      <input type="hidden" name="intent" value="invite" />
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="off"
        maxLength={254}
        defaultValue={typedEmail}
        error={error}
        hint="We send a link that works once, for 14 days. Whoever opens it can take the seat; you see who did."
      />
      <div>
        <Button kind="main">Send the invitation</Button>
      </div>
    </form>
  );
}

/** Gives the viewer's own household seat up. */
export function LeaveForm({ primaryName }: { primaryName: string }) {
  return (
    <details className="seat-ask">
      <summary>Leave this household</summary>
      <form method="post">
        <input type="hidden" name="intent" value="leave" />
        <p>{`You lose the club price at once. Your account stays; ${primaryName} can invite you again.`}</p>
        <Button kind="danger" size="small">
          Leave
        </Button>
      </form>
    </details>
  );
}

/** The way from the membership's page to its seats, and to the card that is shown at the till while it opens doors. */
export function HouseholdLink({ withCard }: { withCard: boolean }) {
  return (
    <section className="grid max-w-prose gap-3">
      <h2>{withCard ? "Household and card" : "Household"}</h2>
      <p>
        See who sits in your household.
        {withCard && " Open the card on your phone once, and it works without a network."}
      </p>
      <p className="flex flex-wrap gap-3">
        <ButtonLink href="/membership/household">See the household</ButtonLink>
        {withCard && <ButtonLink href="/card">Show the card</ButtonLink>}
      </p>
    </section>
  );
}
