export type MemberCardData = {
  name: string;
  memberNumber: string;
  planName: string;
  /** "12 Mar 2027". */
  paidThroughText: string;
  /** Said instead of "Paid through" where it needs saying: "Payment failed; in grace until 3 Dec". */
  stateText: string | null;
};

/** The card that a member shows. */
export function MemberCard({ card }: { card: MemberCardData }) {
  return (
    <section className="card" aria-label="Membership card">
      <p className="card-plan">{card.planName}</p>
      <p className="card-name">{card.name}</p>
      <p className="card-no">{card.memberNumber}</p>
      <p className="card-paid">{card.stateText ?? `Paid through ${card.paidThroughText}`}</p>
    </section>
  );
}
