import { ButtonLink } from "../button.tsx";

export type OfferWords = { title: string; sentences: readonly string[] };

/** What membership might be worth for a list like this, to somebody outside. */
export function ListOffer({ words }: { words: OfferWords }) {
  return (
    <section className="page-section invite invite-tall" aria-label="Membership">
      <div>
        <h2>{words.title}</h2>
        {words.sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <p>
          <a href="/price-index">Our price index, with its items and dates</a>
        </p>
      </div>
      <ButtonLink href="/join" kind="main">
        See the plans
      </ButtonLink>
    </section>
  );
}
