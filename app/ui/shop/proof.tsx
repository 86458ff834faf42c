/** How a comparison comes about, in three steps. */
export function Proof() {
  return (
    <>
      <ol className="proof">
        <li>
          <b>1. Somebody looks</b>
          The same item at another club, or one whose difference is stated: its price, pack, place and day are
          written down.
        </li>
        <li>
          <b>2. One measure</b>
          Both prices are worked out on one unit, per ounce or per sheet. If a pack can't be read for certain,
          there is no claim.
        </li>
        <li>
          <b>3. A date beside it</b>A check holds for a few days. After that the claim goes until somebody
          looks again. Where the other club is cheaper, the sign says so.
        </li>
      </ol>
      <p className="pages">
        <a href="/how-we-compare">How we compare, in full</a>
      </p>
    </>
  );
}
