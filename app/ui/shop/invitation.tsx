import { ButtonLink } from "../button.tsx";

/** What joining would change about this page, for whoever sees the shutter; under a sign or at the end of a shelf. */
export function Invitation({ signedIn, feeText }: { signedIn: boolean; feeText: string | null }) {
  return (
    <aside className="invite" aria-label="Membership">
      <p>
        <b>Members see and pay the club price.</b>
        {feeText === null
          ? null
          : ` Membership is ${feeText} a year, and the fee comes back in full whenever you leave.`}
      </p>
      <p className="actions">
        <ButtonLink href="/join" kind="main">
          See the plans
        </ButtonLink>
        {!signedIn && <ButtonLink href="/sign-in">Sign in</ButtonLink>}
      </p>
    </aside>
  );
}
