import type { ReactNode } from "react";
import { Button, type ButtonKind } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";

/** One page, one decision: what happens, one button, and the way back. */
export function ConfirmPage({
  title,
  refusal,
  children,
  form,
}: {
  title: string;
  /** Why the last try did nothing, in a sentence. */
  refusal?: ReactNode;
  children: ReactNode;
  /** Null where there is nothing to confirm. */
  form: { button: string; kind: ButtonKind; hidden: Readonly<Record<string, string>> } | null;
}) {
  return (
    <div className="grid max-w-2xl gap-6">
      <h1>{title}</h1>
      {refusal && <Notice kind="error">{refusal}</Notice>}
      <section className="grid gap-4 bg-white p-5">
        {children}
        {form !== null && (
          <form method="post" className="grid gap-4">
            {Object.entries(form.hidden).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <p>
              <Button kind={form.kind} size="large">
                {form.button}
              </Button>
            </p>
          </form>
        )}
      </section>
      <p>
        <a href="/membership">Back to your membership</a>, and nothing changes.
      </p>
    </div>
  );
}
