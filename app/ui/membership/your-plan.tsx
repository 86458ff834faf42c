import { ButtonLink } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";

export type YourPlanData = {
  /** What has just been done, in a sentence; null after nothing. */
  readonly done: string | null;
  readonly plans: readonly { slug: string; text: string; action: string }[];
  /** Said when the plan changes with the renewal. */
  readonly nextText: string | null;
  /** Said while a change waits for the bank's confirmation. */
  readonly waitingText: string | null;
  readonly canPay: boolean;
  readonly canCancel: boolean;
  readonly canResume: boolean;
  readonly canRefund: boolean;
};

/** What a paying member can do about the membership: each leads to a page that says what will happen. */
export function YourPlan({ plan }: { plan: YourPlanData }) {
  const { plans, nextText, waitingText, canPay, canCancel, canResume, canRefund } = plan;
  if (!canPay && !canCancel && !canResume && !canRefund) return null;
  return (
    <section className="grid max-w-prose gap-3">
      <h2>Your plan</h2>
      {nextText !== null && <Notice kind="info">{nextText}</Notice>}
      {waitingText !== null && (
        <Notice kind="warn">
          <p>
            {waitingText} <a href="/membership/confirm">Confirm it or drop it</a>
          </p>
        </Notice>
      )}
      {canPay && (
        <p>
          <ButtonLink href="/membership/pay" kind="main">
            Pay the renewal
          </ButtonLink>
        </p>
      )}
      {plans.map(({ slug, text, action }) => (
        <p key={slug}>
          {text} <a href={`/membership/plan/${slug}`}>{action}</a>
        </p>
      ))}
      <p className="flex flex-wrap gap-3">
        {canResume && (
          <ButtonLink href="/membership/resume" kind="main">
            Keep my membership
          </ButtonLink>
        )}
        {canCancel && <ButtonLink href="/membership/cancel">Cancel my membership</ButtonLink>}
        {canRefund && <ButtonLink href="/membership/refund">Get the whole fee back</ButtonLink>}
      </p>
    </section>
  );
}
