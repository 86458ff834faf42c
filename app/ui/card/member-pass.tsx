import type { CodeDrawing } from "#app/domain/barcode.ts";

export type MemberPassData = {
  readonly name: string;
  /** "MO": stands where there is no photo. */
  readonly initials: string;
  /** The photo itself, as a data address: a page that is kept for offline keeps it along. */
  readonly photo: string | null;
  readonly planName: string;
  /** "4123 4567 8903". */
  readonly memberNumber: string;
  /** "Member", or "Household of Mina Okafor". */
  readonly seatText: string;
  /** "Paid through 22 Nov 2027", or what is to be known instead. */
  readonly standingText: string;
  readonly bars: CodeDrawing;
  readonly matrix: CodeDrawing;
  /** "22 Nov 2026, 13:05 GMT-5". */
  readonly checkedText: string;
};

/** The card that is shown at the till, on a phone. */
export function MemberPass({ pass }: { pass: MemberPassData }) {
  return (
    <article className="pass" aria-label="Membership card">
      <header className="pass-plan">{pass.planName}</header>
      <div className="pass-who">
        {pass.photo === null ? (
          <span className="pass-photo" aria-hidden="true">
            {pass.initials}
          </span>
        ) : (
          <img className="pass-photo" src={pass.photo} alt={pass.name} />
        )}
        <div>
          <h1>{pass.name}</h1>
          <p>{pass.seatText}</p>
        </div>
      </div>
      <div className="pass-codes">
        <Code drawing={pass.matrix} label={`QR code of member number ${pass.memberNumber}`} name="qr" />
        <Code drawing={pass.bars} label={`Barcode of member number ${pass.memberNumber}`} name="bars" />
        <p className="pass-no">{pass.memberNumber}</p>
      </div>
      <footer className="pass-foot">
        <p>{pass.standingText}</p>
        <p>{`Last checked ${pass.checkedText}`}</p>
        <p className="pass-offline" role="status">
          You are offline. This is the card as it was then.
        </p>
      </footer>
    </article>
  );
}

function Code({ drawing, label, name }: { drawing: CodeDrawing; label: string; name: "qr" | "bars" }) {
  return (
    <svg
      className={`pass-${name}`}
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={drawing.path} />
    </svg>
  );
}
