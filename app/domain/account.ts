/** What an account is made of, parsed at the edge into what the inside trusts. */
import { z } from "zod";

export const emailSchema = z
  .string("Enter your e-mail address.")
  .trim()
  .min(1, "Enter your e-mail address.")
  .max(254, "Use an e-mail address of at most 254 characters.")
  .pipe(z.email("Enter an e-mail address like ada@example.com."))
  .brand<"Email">();
export type Email = z.infer<typeof emailSchema>;

const nameSchema = z
  .string("Enter your name.")
  .trim()
  .min(1, "Enter your name.")
  .max(100, "Use a name of at most 100 characters.")
  .regex(/^\P{Cc}*$/u, "Use a name without line breaks.");

/** Shortest and longest password. Length is what counts (NIST SP 800-63B): nothing is asked about kinds of characters. */
export const PASSWORD_MIN = 10;
const PASSWORD_MAX = 200;

const newPasswordSchema = z
  .string("Choose a password.")
  .min(PASSWORD_MIN, `Use at least ${PASSWORD_MIN} characters.`)
  .max(PASSWORD_MAX, `Use at most ${PASSWORD_MAX} characters.`);

/** What is said to somebody whose new password is their address. */
export const PASSWORD_IS_ADDRESS = "Use a password that is not your e-mail address.";

/** Whether a password is the account's own mail address, whatever its case: the first thing that is guessed. */
export function isAddress(password: string, email: string): boolean {
  return password.toLowerCase() === email.toLowerCase();
}

/** What somebody types to open a new account. */
export const newAccountSchema = z
  .object({ name: nameSchema, email: emailSchema, password: newPasswordSchema })
  .refine(({ email, password }) => !isAddress(password, email), {
    path: ["password"],
    message: PASSWORD_IS_ADDRESS,
  });
export type NewAccount = z.infer<typeof newAccountSchema>;

/** The password that an account has: judged by its hash alone. */
const ownPasswordSchema = z
  .string("Enter your password.")
  .min(1, "Enter your password.")
  .max(PASSWORD_MAX, "Use your password.");

/** What somebody types to sign in. */
export const signInSchema = z.object({ email: emailSchema, password: ownPasswordSchema });

/** Who wants a link to a new password. */
export const resetRequestSchema = z.object({ email: emailSchema });

/** A new password for the account of a mailed link. */
export const resetPasswordSchema = z.object({ password: newPasswordSchema });

/** A new password, by somebody who is signed in. */
export const changePasswordSchema = z.object({
  presentPassword: ownPasswordSchema,
  password: newPasswordSchema,
});

/** A new address, by somebody who is signed in. */
export const changeEmailSchema = z.object({ email: emailSchema, presentPassword: ownPasswordSchema });
