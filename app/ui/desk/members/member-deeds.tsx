import type { ReactNode } from "react";
import type { MembershipState } from "#app/domain/entitlement.ts";
import { EXTENSION_DAYS_MAX } from "#app/domain/support.ts";
import { Button } from "../../button.tsx";
import { Field } from "../../form.tsx";

/** What was refused, so that its form stays open with what was typed. */
export type DeedRefusal =
  | {
      intent: string | null;
      errors: Readonly<Record<string, string>>;
      typed: Readonly<Record<string, string>>;
    }
  | undefined;

type Props = {
  desk: { id: string; state: MembershipState; extendedUntil: Date | null; suspendedAt: Date | null };
  token: string;
  refusal: DeedRefusal;
};

/** What the desk can do for this membership. Each form wants a reason, which is kept. */
export function MemberDeeds({ desk, token, refusal }: Props) {
  const form = { token, refusal };
  const isPaid = desk.state === "active" || desk.state === "past-due" || desk.state === "cancelled";
  const extendable = desk.state !== "pending" && desk.state !== "ended";
  return (
    <section className="grid items-start gap-2 lg:grid-cols-2">
      <h2 className="lg:col-span-2">What you can do</h2>
      {isPaid && (
        <p className="bg-white p-3">
          <a href={`/desk/members/${desk.id}/refund`}>Refund the fee</a>
        </p>
      )}
      {extendable && (
        <DeedForm intent="extend" title="Extend" button="Extend" {...form}>
          <input type="hidden" name="seenUntil" value={desk.extendedUntil?.getTime() ?? ""} />
          <Field
            label="Days"
            name="days"
            id="extend-days"
            inputMode="numeric"
            maxLength={3}
            suffix="days"
            hint={`1 to ${EXTENSION_DAYS_MAX}, from what is paid for or given already. The next charge stays when it is.`}
            defaultValue={refusal?.intent === "extend" ? refusal.typed.days : undefined}
            error={refusal?.errors["extend-days"]}
          />
        </DeedForm>
      )}
      {desk.suspendedAt === null ? (
        <DeedForm intent="suspend" title="Suspend" button="Suspend" danger {...form}>
          <p>Shuts every seat out at once. Nothing is charged or refunded by it.</p>
        </DeedForm>
      ) : (
        <DeedForm intent="reinstate" title="Reinstate" button="Reinstate" {...form}>
          <p>What was paid for counts again at once.</p>
        </DeedForm>
      )}
    </section>
  );
}

/** A form that folds away, with the mark that makes it count once. */
export function DeedForm({
  intent,
  title,
  button,
  danger = false,
  token,
  refusal,
  children,
}: {
  intent: string;
  title: string;
  button: string;
  danger?: boolean;
  token: string;
  refusal: DeedRefusal;
  children: ReactNode;
}) {
  const refused = refusal?.intent === intent;
  return (
    <details open={refused} className="bg-white p-3">
      <summary className="cursor-pointer font-semibold">{title}</summary>
      <form method="post" className="form mt-3" noValidate>
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="token" value={token} />
        {children}
        <Field
          label="Reason"
          name="reason"
          id={`${intent}-reason`}
          maxLength={500}
          autoComplete="off"
          hint="Kept in the record, with your name."
          defaultValue={refused ? refusal.typed.reason : undefined}
          error={refused ? refusal.errors[`${intent}-reason`] : undefined}
        />
        <div>
          <Button kind={danger ? "danger" : "plain"}>{button}</Button>
        </div>
      </form>
    </details>
  );
}
