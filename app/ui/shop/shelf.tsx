declare const renderedShelf: unique symbol;

/** The signs of a shelf as HTML, made on the server by the sign's own component. */
export type RenderedShelf = string & { readonly [renderedShelf]: true };

/** A rack of signs, and what holds for all that they say of other shops. */
export function Shelf({ shelf }: { shelf: RenderedShelf }) {
  return (
    <>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the type says that React made it */}
      <div className="rack" dangerouslySetInnerHTML={{ __html: shelf }} />
      <p className="rack-foot">
        Other shops' prices are as seen on the day they were checked, before delivery unless it says so.
        Prices may change. <a href="/how-we-compare">How we compare</a>
      </p>
    </>
  );
}
