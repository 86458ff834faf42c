/** What was shown and agreed to before a charge. */
import { type Terms, termsText } from "./terms.ts";

/** The sentence beside the box. Its box is never ticked for anybody. */
export function consentSentence(feeText: string, renewsOnText: string): string {
  return `I agree to these terms: ${feeText} today, and ${feeText} every year from ${renewsOnText} until I cancel.`;
}

export type Consent = {
  readonly planSlug: string;
  readonly termsVersion: string;
  readonly termsShown: string;
  readonly feeCents: number;
  readonly renewsOn: Date;
  readonly ip: string;
  readonly userAgent: string;
  readonly agreedAt: Date;
  /** See {@link consentIntent}: a membership has each once. */
  readonly intent: string;
};

/**
 * Names an agreement: what was agreed to, and by which form. A form that is sent twice, also at once, is one agreement; the
 * same words shown on another day, or after what they led to has ended, are another.
 */
export function consentIntent(
  deed: "join" | "change-plan" | "resume" | "seats",
  ...marks: readonly (string | number)[]
): string {
  return [deed, ...marks].join(":");
}

/** The record of somebody who ticked the box under `terms`, with the sentence beside it. */
export function recordConsent(
  terms: Terms,
  sentence: string,
  origin: { ip: string; userAgent: string; now: Date },
  intent: string,
): Consent {
  return {
    planSlug: terms.planSlug,
    termsVersion: terms.version,
    termsShown: `${termsText(terms)}\n\n[x] ${sentence}`,
    feeCents: terms.feeCents,
    renewsOn: terms.renewsOn,
    ip: origin.ip,
    userAgent: origin.userAgent.slice(0, 400),
    agreedAt: origin.now,
    intent,
  };
}
