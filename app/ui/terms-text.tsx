import type { TermsSection } from "#app/domain/terms.ts";

/** Terms as they are read: short headings, short paragraphs, nothing folded away. */
export function TermsText({ sections, level }: { sections: readonly TermsSection[]; level: 2 | 3 }) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <>
      {sections.map(({ heading, sentences }) => (
        <section key={heading} className="grid max-w-prose gap-1">
          <Heading className="text-xl">{heading}</Heading>
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </section>
      ))}
    </>
  );
}
