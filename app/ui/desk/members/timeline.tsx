import type { ReactNode } from "react";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import type {
  AuditEntry,
  ConsentEntry,
  MailEntry,
  StripeEventEntry,
  TimelineEntry,
} from "#app/domain/timeline.ts";
import { Button } from "../../button.tsx";
import { Field } from "../../form.tsx";
import { StateLabel } from "../../state-label.tsx";
import { type Column, DataTable } from "../../table.tsx";
import { cents, timeText } from "../amounts.ts";
import { When } from "../when.tsx";
import type { DeedRefusal } from "./member-deeds.tsx";
import { StripeId } from "./member-facts.tsx";

type Resending = { token: string; refusal: DeedRefusal };
type Props = Resending & { entries: readonly TimelineEntry[]; stripeAddress: string | null };

/** Everything that happened around a membership, newest first. */
export function Timeline({ entries, token, refusal, stripeAddress }: Props) {
  const columns: readonly Column<TimelineEntry>[] = [
    {
      header: "What, when",
      rowHeader: true,
      cell: (entry) => (
        <>
          <span className="whitespace-nowrap">{titleOf(entry)}</span>
          <small className="block font-normal">
            <When at={entry.at} />
          </small>
        </>
      ),
    },
    {
      header: "Details",
      cell: (entry) => <Details entry={entry} resending={{ token, refusal }} at={stripeAddress} />,
    },
  ];
  return (
    <DataTable
      caption="What happened, newest first"
      captionHidden
      columns={columns}
      rows={entries}
      rowKey={({ kind, id }) => `${kind}-${id}`}
      emptyText="Nothing has happened."
    />
  );
}

function titleOf(entry: TimelineEntry): string {
  switch (entry.kind) {
    case "stripe-event":
      return "Stripe said";
    case "mail":
      return "Mail";
    case "consent":
      return "Agreed to the terms";
    case "audit":
      return entry.action === "read-membership" ? "Page read" : "Change";
    case "session":
      return "Signed in";
    case "charge":
      return entry.status === "succeeded" ? "Charge" : `Charge ${entry.status}`;
    case "refund":
      return "Refund";
    default: {
      const impossible: never = entry;
      throw new Error(`Unknown entry ${JSON.stringify(impossible)}`);
    }
  }
}

function Details({
  entry,
  resending,
  at,
}: {
  entry: TimelineEntry;
  resending: Resending;
  at: string | null;
}): ReactNode {
  switch (entry.kind) {
    case "stripe-event":
      return <StripeEvent entry={entry} at={at} />;
    case "mail":
      return <Mail entry={entry} {...resending} />;
    case "consent":
      return <Consent entry={entry} />;
    case "audit":
      return <Audit entry={entry} />;
    case "session":
      return (
        <>
          {`${entry.email}, from ${entry.ip}`}
          <small className="block break-all">{entry.userAgent}</small>
        </>
      );
    case "charge":
      return (
        <>
          <b>{cents(entry.amountCents)}</b>
          {entry.card !== null && ` with ${entry.card}`}
          {entry.failure !== null && `: ${entry.failure}`}{" "}
          {entry.disputed && <StateLabel tone="bad" text="disputed" />}
          <small className="block">
            <StripeId at={at} kind="payments" id={entry.id} />
          </small>
        </>
      );
    case "refund":
      return (
        <>
          <b>{cents(entry.amountCents)}</b>
          {` went back (${entry.status})`}
          <small className="block">
            <StripeId at={at} kind="payments" id={entry.chargeId} />
          </small>
        </>
      );
    default: {
      const impossible: never = entry;
      throw new Error(`Unknown entry ${JSON.stringify(impossible)}`);
    }
  }
}

function StripeEvent({ entry, at }: { entry: StripeEventEntry; at: string | null }) {
  const outcome =
    entry.handledAt === null ? (
      <StateLabel tone="waiting" text="not worked off yet" />
    ) : (
      `${entry.outcome?.result ?? "done"}${entry.outcome?.detail ? `: ${entry.outcome.detail}` : ""}`
    );
  return (
    <>
      {entry.type} {outcome}
      <small className="block">
        <StripeId at={at} kind="events" id={entry.id} />
      </small>
    </>
  );
}

function mailState({ sentAt, failedAt, lastError }: MailEntry): ReactNode {
  if (failedAt !== null) return <StateLabel tone="bad" text={`given up: ${lastError ?? "no answer"}`} />;
  if (sentAt === null) return <StateLabel tone="waiting" text="not sent yet" />;
  return `sent ${timeText(sentAt)}`;
}

function Mail({ entry, ...resending }: { entry: MailEntry } & Resending) {
  return (
    <>
      <b>{entry.subject}</b> to <span className="break-all">{entry.recipient}</span>, {mailState(entry)}
      <details>
        <summary className="cursor-pointer">{`Text (${entry.mailKind})`}</summary>
        <p className="max-w-prose whitespace-pre-wrap">{entry.text}</p>
      </details>
      {entry.resendable && <Resend mailId={entry.id} {...resending} />}
    </>
  );
}

function Resend({ mailId, token, refusal }: { mailId: string } & Resending) {
  const id = `resend-${mailId}-reason`;
  const refused = refusal?.intent === "resend" && refusal.typed.mailId === mailId;
  return (
    <details open={refused}>
      <summary className="cursor-pointer">Send again</summary>
      <form method="post" className="filters" noValidate>
        <input type="hidden" name="intent" value="resend" />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="mailId" value={mailId} />
        <Field
          label="Reason"
          name="reason"
          id={id}
          maxLength={500}
          autoComplete="off"
          defaultValue={refused ? refusal.typed.reason : undefined}
          error={refused ? refusal.errors[id] : undefined}
        />
        <Button size="small">Send again</Button>
      </form>
    </details>
  );
}

function Consent({ entry }: { entry: ConsentEntry }) {
  const { email, feeCents, renewsOn, planSlug, termsVersion, termsShown, ip } = entry;
  return (
    <>
      {`${email}: ${planSlug}, ${cents(feeCents)} a year, renews ${formatCalendarDate(renewsOn)}; terms ${termsVersion}; from ${ip}`}
      <details>
        <summary className="cursor-pointer">The text that was shown</summary>
        <p className="max-w-prose whitespace-pre-wrap">{termsShown}</p>
      </details>
    </>
  );
}

function Audit({ entry }: { entry: AuditEntry }) {
  const hasChange = entry.before !== null || entry.after !== null;
  return (
    <>
      {`${entry.action} by ${entry.actor}`}
      {hasChange && (
        <details>
          <summary className="cursor-pointer">Before and after</summary>
          <Json label="Before" value={entry.before} />
          <Json label="After" value={entry.after} />
        </details>
      )}
    </>
  );
}

function Json({ label, value }: { label: string; value: unknown }) {
  if (value === null || value === undefined) return null;
  return (
    <p>
      {label} <code className="text-sm break-all">{JSON.stringify(value)}</code>
    </p>
  );
}
