import { Button, ButtonLink } from "../button.tsx";
import { Checkbox, Select } from "../form.tsx";

export type SeatChoice = { readonly seats: number; readonly label: string };

export type SeatOfferView = {
  readonly seats: number;
  readonly adds: boolean;
  readonly terms: readonly string[];
  readonly consent: string;
  /** Come back with the form as they are. */
  readonly quotedAt: number;
  readonly shownTerms: string;
};

/** First step: how many extra seats; leads to the amount, and changes nothing. */
export function SeatsForm({
  choices,
  chosen,
  feeText,
}: {
  choices: readonly SeatChoice[];
  chosen: number;
  /** "$30.00". */
  feeText: string;
}) {
  return (
    <form method="get" className="grid gap-4">
      <Select
        label="Extra seats"
        name="seats"
        defaultValue={String(chosen)}
        hint={`${feeText} a year each. You see the amount to the cent before you agree to anything.`}
        options={choices.map(({ seats, label }) => ({ value: String(seats), label }))}
      />
      <div>
        <Button>See the amount</Button>
      </div>
    </form>
  );
}

/** Second step: the amount and the terms, then the box. */
export function SeatsOffer({ offer, error }: { offer: SeatOfferView; error: string | undefined }) {
  return (
    <form method="post" className="grid gap-4" noValidate>
      <input type="hidden" name="intent" value="set-seats" />
      <input type="hidden" name="seats" value={offer.seats} />
      <input type="hidden" name="quotedAt" value={offer.quotedAt} />
      <input type="hidden" name="shownTerms" value={offer.shownTerms} />
      <ul className="grid gap-1">
        {offer.terms.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {offer.adds && (
        <Checkbox name="agree" value="yes" error={error} required>
          {offer.consent}
        </Checkbox>
      )}
      <div className="flex flex-wrap items-center gap-4">
        <Button kind="main">{offer.adds ? "Pay and add" : "Give up"}</Button>
        <ButtonLink kind="quiet" href="/membership/household">
          Leave it as it is
        </ButtonLink>
      </div>
    </form>
  );
}
