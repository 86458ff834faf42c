import { type LinksFunction, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireMember } from "#app/auth/guards.server.ts";
import { pools } from "#app/db/client.server.ts";
import { findMemberPhoto } from "#app/db/member-photos.ts";
import { findMembershipOf } from "#app/db/memberships.ts";
import { getPlan } from "#app/db/plans.ts";
import { listSeats } from "#app/db/seats.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { checkedText, initialsOf } from "#app/domain/member-card.ts";
import { formatMemberNumber } from "#app/domain/member-number.ts";
import { describeMembership } from "#app/domain/membership-words.ts";
import { memberCodes } from "#app/ui/card/codes.server.ts";
import { MemberPass, type MemberPassData } from "#app/ui/card/member-pass.tsx";
import { photoAddress } from "#app/ui/card/photo.server.ts";
import { Wordmark } from "#app/ui/wordmark.tsx";

/** Sent without the app's scripts: what is kept for offline is this page, its style and one small file. */
export const handle = { scripts: false };

export const meta: MetaFunction = () => [
  { title: "Your card - Tallyhouse" },
  { name: "robots", content: "noindex" },
  { name: "apple-mobile-web-app-capable", content: "yes" },
];

export const links: LinksFunction = () => [{ rel: "apple-touch-icon", href: "/icons/apple-touch.png" }];

/** The card of whoever's seat opens the club now; everybody else is led to their membership or to sign in. */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<{ pass: MemberPassData }> {
  const { account } = await requireMember(request, context);
  const { db } = pools().door;
  const membership = await findMembershipOf(db, account.id);
  if (membership === undefined) throw redirect("/membership", 303);
  const plan = await getPlan(db, membership.planSlug);
  const now = new Date();
  const { cardText } = describeMembership(membership, plan, now);
  const paidThrough = membership.paidThrough === null ? null : formatCalendarDate(membership.paidThrough);
  const primary =
    membership.seat === "primary"
      ? undefined
      : (await listSeats(db, membership.id)).find(({ kind }) => kind === "primary");
  return {
    pass: {
      name: account.name,
      initials: initialsOf(account.name),
      photo: photoAddress(await findMemberPhoto(db, account.id)),
      planName: plan.name,
      memberNumber: formatMemberNumber(membership.number),
      seatText: primary === undefined ? "Member" : `Household of ${primary.name}`,
      standingText: cardText ?? (paidThrough === null ? "Open" : `Paid through ${paidThrough}`),
      checkedText: checkedText(now),
      ...memberCodes(membership.number),
    },
  };
}

export default function CardPage() {
  const { pass } = useLoaderData<typeof loader>();
  return (
    <main id="main" className="pass-page">
      <Wordmark />
      <MemberPass pass={pass} />
      <nav aria-label="Tallyhouse">
        <a href="/">To the shop</a>
        <a href="/membership">Your membership</a>
        <a href="/account/photo">Photo</a>
      </nav>
      <script src="/card.js" defer />
    </main>
  );
}
