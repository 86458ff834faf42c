/** What a form that was refused brings back: what is wrong, by field, and what was typed. */
export type FormErrors = Readonly<Record<string, string>>;
export type Typed = Readonly<Record<string, string>>;
