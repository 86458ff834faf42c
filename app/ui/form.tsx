import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";

type FieldText = {
  label: string;
  name: string;
  hint?: ReactNode;
  /** What is wrong and what to do about it; shown above the input and tied to it. */
  error?: string | undefined;
};

/** Ids of a field's hint and error, for `aria-describedby`. */
function describedBy(id: string, hint: ReactNode, error: string | undefined): string | undefined {
  const ids = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return ids === "" ? undefined : ids;
}

function FieldFrame({
  id,
  label,
  hint,
  error,
  optional,
  children,
}: {
  id: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  optional: boolean;
  children: ReactNode;
}) {
  return (
    <div className={error ? "field has-error" : "field"}>
      <label className="label" htmlFor={id}>
        {label}
        {optional && <small>optional</small>}
      </label>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {children}
    </div>
  );
}

export type FieldProps = FieldText & {
  /** Text in front of or behind the input: "$", "%", "per case". */
  prefix?: string;
  suffix?: string;
} & Omit<InputHTMLAttributes<HTMLInputElement>, "name" | "prefix">;

/** One line of text with its label, hint and error. Required unless `required={false}`. */
export function Field({ label, hint, error, prefix, suffix, required = true, ...input }: FieldProps) {
  const id = input.id ?? input.name;
  const control = (
    <input
      {...input}
      id={id}
      required={required}
      aria-invalid={error ? true : undefined}
      aria-describedby={describedBy(id, hint, error)}
    />
  );
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} optional={!required}>
      {prefix || suffix ? (
        <span className="field-affix">
          {prefix && <span aria-hidden="true">{prefix}</span>}
          {control}
          {suffix && <span aria-hidden="true">{suffix}</span>}
        </span>
      ) : (
        control
      )}
    </FieldFrame>
  );
}

/** Several lines of text. */
export function TextArea({
  label,
  hint,
  error,
  required = true,
  ...input
}: FieldText & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "name">) {
  const id = input.id ?? input.name;
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} optional={!required}>
      <textarea
        rows={4}
        {...input}
        id={id}
        required={required}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
      />
    </FieldFrame>
  );
}

export type SelectOption = { value: string; label: string; disabled?: boolean };

/** A choice from a list; `placeholder` is an empty first option. */
export function Select({
  label,
  hint,
  error,
  options,
  placeholder,
  required = true,
  ...select
}: FieldText & { options: readonly SelectOption[]; placeholder?: string } & Omit<
    SelectHTMLAttributes<HTMLSelectElement>,
    "name"
  >) {
  const id = select.id ?? select.name;
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} optional={!required}>
      <select
        {...select}
        id={id}
        required={required}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

/**
 * A box to tick; consent to terms is one that is required and never ticked for the person.
 * `children` is the sentence that is agreed to, links and all.
 */
export function Checkbox({
  name,
  error,
  hint,
  children,
  ...input
}: { name: string; error?: string | undefined; hint?: ReactNode; children: ReactNode } & Omit<
  InputHTMLAttributes<HTMLInputElement>,
  "name" | "type"
>) {
  const id = input.id ?? (input.value === undefined ? name : `${name}-${input.value}`);
  return (
    <div className={error ? "field field-check has-error" : "field field-check"}>
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <input
        {...input}
        type="checkbox"
        name={name}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
      />
      <label htmlFor={id}>{children}</label>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** A question with a few answers, all in sight. */
export function RadioGroup({
  legend,
  name,
  options,
  error,
  defaultValue,
}: {
  legend: string;
  name: string;
  options: readonly (SelectOption & { hint?: string })[];
  error?: string | undefined;
  defaultValue?: string;
}) {
  return (
    <fieldset className={error ? "field radios has-error" : "field radios"}>
      <legend>{legend}</legend>
      {error && (
        <p className="field-error" id={`${name}-error`}>
          {error}
        </p>
      )}
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            defaultChecked={option.value === defaultValue}
            disabled={option.disabled}
            aria-describedby={error ? `${name}-error` : undefined}
          />
          <span>
            {option.label}
            {option.hint && <small>{option.hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Everything that is wrong with a form, at its top, each with a link to its field. Renders nothing without errors. */
export function ErrorSummary({
  errors,
  title = "Please check these answers",
}: {
  /** By field name; a key that is no field's ("form") is said without a link. */
  errors: Readonly<Record<string, string | undefined>>;
  title?: string;
}) {
  const entries = Object.entries(errors).filter((entry) => entry[1] !== undefined);
  if (entries.length === 0) return null;
  return (
    <div className="notice is-error" role="alert" tabIndex={-1} id="errors">
      <h2>{title}</h2>
      <ul>
        {entries.map(([name, text]) => (
          <li key={name}>{name === "form" ? text : <a href={`#${name}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  );
}
