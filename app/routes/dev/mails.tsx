import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { validate as isUuid } from "uuid";
import { pools } from "#app/db/client.server.ts";
import { listMails, type MailCursor } from "#app/db/mails.ts";
import { env } from "#app/env.server.ts";
import { Pagination } from "#app/ui/pagination.tsx";
import { DataTable } from "#app/ui/table.tsx";
import { Wordmark } from "#app/ui/wordmark.tsx";
import { requireDemo } from "./guard.server.ts";

const PAGE = 50;

/** Links and text alone: nothing here needs the browser's help. */
export const handle = { scripts: false };
export const meta: MetaFunction = () => [
  { title: "Outbox - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

/** Every mail of the demo club, newest first. */
export async function loader({ request }: LoaderFunctionArgs) {
  requireDemo();
  const after = cursorFrom(new URL(request.url).searchParams.get("after"));
  const found = await listMails(pools().door.db, after, PAGE + 1);
  const last = found.length > PAGE ? found[PAGE - 1] : undefined;
  return {
    isSent: env.SMTP_URL !== undefined,
    mails: found.slice(0, PAGE).map(({ createdAt, sentAt, failedAt, ...mail }) => ({
      ...mail,
      at: createdAt.toISOString().slice(0, 16).replace("T", " "),
      state: failedAt !== null ? "Given up" : sentAt !== null ? "Sent" : "Kept",
    })),
    firstHref: after === undefined ? null : "/dev/mails",
    nextHref: last === undefined ? null : `/dev/mails?after=${last.createdAt.getTime()}_${last.id}`,
  };
}

function cursorFrom(text: string | null): MailCursor | undefined {
  const [time = "", id = ""] = (text ?? "").split("_");
  return /^\d{1,14}$/.test(time) && isUuid(id) ? { at: new Date(Number(time)), id } : undefined;
}

export default function Mails() {
  const { isSent, mails, firstHref, nextHref } = useLoaderData<typeof loader>();
  return (
    <>
      <header className="head">
        <div className="head-in">
          <Wordmark note="Outbox" />
        </div>
      </header>
      <main id="main" className="page grid gap-4">
        <h1>Outbox</h1>
        <p>
          {isSent
            ? "Mails go to the mail server of SMTP_URL; this is what was handed over."
            : "No SMTP_URL is set: mails stay here, and nobody gets them."}
        </p>
        <DataTable
          caption="Mails, newest first"
          captionHidden
          columns={[
            { header: "Written (UTC)", cell: ({ at }) => at },
            {
              header: "Subject",
              rowHeader: true,
              cell: ({ id, subject }) => <a href={`/dev/mails/${id}`}>{subject}</a>,
            },
            { header: "To", cell: ({ recipient }) => recipient },
            { header: "Kind", cell: ({ kind }) => kind },
            { header: "State", cell: ({ state }) => state },
          ]}
          rows={mails}
          rowKey={({ id }) => id}
          rowState={({ state }) => (state === "Given up" ? "error" : state === "Sent" ? "done" : undefined)}
          emptyText="No mail was written yet."
        />
        <Pagination previousHref={firstHref} nextHref={nextHref} />
      </main>
    </>
  );
}
