import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/ui/button.tsx";
import { Wordmark } from "#app/ui/wordmark.tsx";
import { readMail } from "./read-mail.server.ts";

/** Links and text alone: nothing here needs the browser's help. */
export const handle = { scripts: false };
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.subject ?? "Mail"} - Outbox` },
  { name: "robots", content: "noindex" },
];

/** One mail: its envelope, its text with the links live, and the way to its HTML. */
export async function loader({ params }: LoaderFunctionArgs) {
  const mail = await readMail(params.mail);
  return {
    id: mail.id,
    subject: mail.subject,
    parts: partsOf(mail.bodyText),
    envelope: [
      { label: "To", value: mail.recipient },
      { label: "Kind", value: mail.kind },
      { label: "Key", value: mail.key },
      { label: "Written", value: mail.createdAt.toISOString() },
      { label: "Sent", value: mail.sentAt?.toISOString() ?? "no" },
      { label: "Tries", value: String(mail.tries) },
      ...(mail.lastError === null ? [] : [{ label: "Last error", value: mail.lastError }]),
    ],
  };
}

/** Text between links, and the links. */
function partsOf(text: string): { text: string; isLink: boolean }[] {
  return text.split(/(https?:\/\/\S+)/).map((part, index) => ({ text: part, isLink: index % 2 === 1 }));
}

export default function MailPage() {
  const { id, subject, envelope, parts } = useLoaderData<typeof loader>();
  return (
    <>
      <header className="head">
        <div className="head-in">
          <Wordmark note="Outbox" />
        </div>
      </header>
      <main id="main" className="page grid max-w-3xl gap-5">
        <p>
          <a href="/dev/mails">All mails</a>
        </p>
        <h1>{subject}</h1>
        <dl className="grid bg-white p-5">
          {envelope.map(({ label, value }) => (
            <div key={label} className="border-concrete-200 border-b py-2 last:border-0">
              <dt>{label}</dt>
              <dd className="break-all">{value}</dd>
            </div>
          ))}
        </dl>
        <p>
          <ButtonLink href={`/dev/mails/${id}/html`} kind="main">
            Open the HTML
          </ButtonLink>
        </p>
        <div className="whitespace-pre-wrap break-words bg-white p-5">
          {parts.map((part, index) =>
            part.isLink ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
              <a key={index} href={part.text}>
                {part.text}
              </a>
            ) : (
              part.text
            ),
          )}
        </div>
      </main>
    </>
  );
}
