declare const renderedShelf: unique symbol;

/** The signs of a shelf as HTML, made on the server by the sign's own component. */
export type RenderedShelf = string & { readonly [renderedShelf]: true };

/** A rack of signs. */
export function Shelf({ shelf }: { shelf: RenderedShelf }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the type says that React made it
  return <div className="rack" dangerouslySetInnerHTML={{ __html: shelf }} />;
}
