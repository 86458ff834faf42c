import { PASSWORD_MIN } from "#app/domain/account.ts";
import { Field } from "../form.tsx";

/** A new password, with the address beside it unseen: a password manager keeps both together. */
export function NewPasswordField({ email, error }: { email: string; error: string | undefined }) {
  return (
    <>
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <Field
        label="New password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint={`At least ${PASSWORD_MIN} characters. A few words in a row are good.`}
        error={error}
      />
    </>
  );
}
