/** Everything that happened around a membership, in one list: newest first, page by page, from several sources. */

export const TIMELINE_KINDS = [
  "audit",
  "charge",
  "consent",
  "mail",
  "refund",
  "session",
  "stripe-event",
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

type Entry<K extends TimelineKind, T> = {
  readonly kind: K;
  /** Unique within its kind. */
  readonly id: string;
  readonly at: Date;
} & T;

export type StripeEventEntry = Entry<
  "stripe-event",
  {
    readonly type: string;
    readonly receivedAt: Date;
    readonly handledAt: Date | null;
    readonly outcome: { readonly result: string; readonly detail?: string } | null;
  }
>;
export type MailEntry = Entry<
  "mail",
  {
    readonly mailKind: string;
    readonly recipient: string;
    readonly subject: string;
    /** As sent, but with {@link withoutLinks} applied. */
    readonly text: string;
    readonly sentAt: Date | null;
    readonly failedAt: Date | null;
    readonly lastError: string | null;
    readonly resendable: boolean;
  }
>;
export type ConsentEntry = Entry<
  "consent",
  {
    readonly email: string;
    readonly planSlug: string;
    readonly termsVersion: string;
    readonly termsShown: string;
    readonly feeCents: number;
    readonly renewsOn: Date;
    readonly ip: string;
  }
>;
export type AuditEntry = Entry<
  "audit",
  {
    readonly actor: string;
    readonly action: string;
    readonly before: unknown;
    readonly after: unknown;
    readonly requestId: string | null;
  }
>;
export type SessionEntry = Entry<
  "session",
  { readonly email: string; readonly ip: string; readonly userAgent: string }
>;
export type ChargeEntry = Entry<
  "charge",
  {
    readonly amountCents: number;
    readonly currency: string;
    /** "succeeded", "pending" or "failed", in Stripe's word. */
    readonly status: string;
    readonly failure: string | null;
    /** "visa 4242". */
    readonly card: string | null;
    readonly disputed: boolean;
  }
>;
export type RefundEntry = Entry<
  "refund",
  {
    readonly amountCents: number;
    readonly currency: string;
    readonly status: string;
    readonly chargeId: string;
  }
>;

export type TimelineEntry =
  | StripeEventEntry
  | MailEntry
  | ConsentEntry
  | AuditEntry
  | SessionEntry
  | ChargeEntry
  | RefundEntry;

/** The last entry of a page: the next one begins behind it. */
export type TimelineCursor = { readonly at: Date; readonly kind: TimelineKind; readonly id: string };

/**
 * Where one kind's list goes on behind `cursor`: entries whose (at, id) is below this. Several kinds may share an
 * instant; they then stand in the order of their names, so each is either whole before the cursor or whole behind it.
 */
export function boundFor(kind: TimelineKind, cursor: TimelineCursor | undefined): { at: Date; id: string } {
  if (cursor === undefined) return { at: FAR, id: "" };
  if (kind === cursor.kind) return { at: cursor.at, id: cursor.id };
  return { at: cursor.at, id: kind > cursor.kind ? HIGHEST_ID : "" };
}

const FAR = new Date("9999-01-01T00:00:00Z");
/** Above every id: they are letters, digits and signs of ASCII. */
const HIGHEST_ID = "~";

/** Whether an entry stands behind the bound of its kind. */
export function isBehind(entry: { at: Date; id: string }, bound: { at: Date; id: string }): boolean {
  const apart = entry.at.getTime() - bound.at.getTime();
  return apart < 0 || (apart === 0 && entry.id < bound.id);
}

/**
 * Merges lists that are each newest first and each hold `limit` + 1 entries behind the cursor (or all there are) into a
 * page of `limit`. `next` is where the one after it begins; null when nothing is left.
 */
export function mergeTimeline(
  lists: readonly (readonly TimelineEntry[])[],
  limit: number,
): { entries: TimelineEntry[]; next: TimelineCursor | null } {
  const all = lists.flat().sort(newestFirst);
  const entries = all.slice(0, limit);
  const last = entries.at(-1);
  const next = all.length > limit && last ? { at: last.at, kind: last.kind, id: last.id } : null;
  return { entries, next };
}

function newestFirst(a: TimelineEntry, b: TimelineEntry): number {
  const apart = b.at.getTime() - a.at.getTime();
  if (apart !== 0) return apart;
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  return a.id < b.id ? 1 : -1;
}

const LINK = /https?:\/\/[^\s<>"']+/g;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const OPAQUE = /[A-Za-z0-9_-]{20,}/;

/** What is kept of a mail with a secret link once it is out of our hands. */
export const LINK_NOT_KEPT =
  "This message held a link that works once, for its reader alone. It is not kept here.";

/**
 * Whether a mail's text carries a link with a secret in it (a password to set, a seat to take), or did until it was
 * settled: whoever has that link is let in, so the desk neither shows it nor sends it again.
 */
export function holdsSecretLink(text: string): boolean {
  if (text === LINK_NOT_KEPT) return true;
  return (text.match(LINK) ?? []).some((link) => OPAQUE.test(pathOf(link).replace(UUID, "")));
}

function pathOf(link: string): string {
  return link.replace(/^https?:\/\/[^/?#]*/, "");
}

/** A mail's text for eyes that are not its recipient's: no link is left in it. */
export function withoutLinks(text: string): string {
  return text.replace(LINK, "[link]");
}
