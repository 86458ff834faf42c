import type { ReactNode } from "react";
import type { ReferenceField } from "#app/domain/reference-file/columns.ts";
import { Button } from "../../button.tsx";
import { ErrorSummary, Field, Select, type SelectOption } from "../../form.tsx";
import { CHANNEL_WORDS } from "./import-words.tsx";

export type MappedField = {
  field: ReferenceField;
  input: string;
  selected: string;
  options: readonly SelectOption[];
  why: string;
  samples: readonly string[];
};

type Props = {
  retailers: readonly { slug: string; name: string; currency: string }[];
  currency: string;
  answers: { retailer: string; channel: string; place: string; capturedAt: string; zone: string };
  fields: readonly MappedField[];
  errors: Readonly<Record<string, string>>;
  /** The rows as they would be read. */
  children: ReactNode;
};

/** How a file is to be read: whose prices, where and when, which column is what. */
export function MappingForm({ retailers, currency, answers, fields, errors, children }: Props) {
  return (
    <form method="post" className="grid grid-cols-1 gap-4" noValidate>
      <ErrorSummary errors={errors} title="Please check these answers" />
      <section className="mapping-facts" aria-label="Whose prices, where and when">
        <Select
          label="Retailer"
          name="retailer"
          placeholder="Choose"
          options={retailers.map(({ slug, name, currency }) => ({
            value: slug,
            label: `${name} (${currency})`,
          }))}
          defaultValue={answers.retailer}
          error={errors.retailer}
        />
        <Select
          label="Asked"
          name="channel"
          options={Object.entries(CHANNEL_WORDS).map(([value, label]) => ({ value, label }))}
          defaultValue={answers.channel}
          error={errors.channel}
        />
        <Field
          label="Place"
          name="place"
          required={false}
          maxLength={100}
          placeholder="ZIP 98109"
          defaultValue={answers.place}
          error={errors.place}
        />
        <Field
          label="Captured at"
          name="capturedAt"
          type="datetime-local"
          defaultValue={answers.capturedAt}
          error={errors.capturedAt}
        />
        <Field
          label="Zone"
          name="zone"
          maxLength={6}
          placeholder="-08:00"
          defaultValue={answers.zone}
          error={errors.zone}
        />
      </section>
      <p>
        {`Rows that say when they were captured keep their own time. A row in another currency than ${currency} is rejected.`}
      </p>
      <MappedFields fields={fields} errors={errors} />
      <div className="actions">
        <Button name="intent" value="plan">
          Show the rows again
        </Button>
        <Button kind="main" name="intent" value="start">
          Start the import
        </Button>
      </div>
      {children}
    </form>
  );
}

function MappedFields({ fields, errors }: Pick<Props, "fields" | "errors">) {
  return (
    <section className="mapping" aria-label="Which column is what">
      <div className="mapping-head" aria-hidden="true">
        <span>Field</span>
        <span>Column of the file</span>
        <span>Why</span>
        <span>What stands there</span>
      </div>
      {fields.map((mapped) => (
        <MappedFieldRow key={mapped.field} mapped={mapped} error={errors[mapped.input]} />
      ))}
    </section>
  );
}

const LABELS: Partial<Record<ReferenceField, string>> = { gtin: "GTIN", url: "URL" };

function MappedFieldRow({ mapped, error }: { mapped: MappedField; error: string | undefined }) {
  const { field, input, options, selected, why, samples } = mapped;
  return (
    <div className={error ? "mapping-row field has-error" : "mapping-row field"}>
      <label htmlFor={input}>{LABELS[field] ?? `${field[0]?.toUpperCase()}${field.slice(1)}`}</label>
      <div>
        {error && (
          <p className="field-error" id={`${input}-error`}>
            {error}
          </p>
        )}
        <select
          id={input}
          name={input}
          defaultValue={selected}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${input}-why${error ? ` ${input}-error` : ""}`}
        >
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <p id={`${input}-why`}>{why}</p>
      <ul>
        {samples.map((sample) => (
          <li key={sample} title={sample}>
            {sample}
          </li>
        ))}
      </ul>
    </div>
  );
}
