import { Button } from "../../button.tsx";
import { Checkbox, Field, RadioGroup } from "../../form.tsx";

type Typed = { name: string; scope: string; retailers: readonly string[] };

/** A new key: for whom, what it may do, and whose prices may come in by it. */
export function FeedKeyForm({
  retailers,
  errors,
  typed,
}: {
  retailers: readonly { slug: string; name: string }[];
  errors: Readonly<Record<string, string | undefined>>;
  typed: Typed | null;
}) {
  return (
    <form method="post" className="grid max-w-xl gap-4 bg-white p-5" noValidate>
      <h2>A new key</h2>
      <Field
        label="Who uses it"
        name="name"
        maxLength={60}
        hint="Stands beside every price that comes in by it."
        defaultValue={typed?.name}
        error={errors.name}
      />
      <RadioGroup
        legend="What it may do"
        name="scope"
        defaultValue={typed?.scope || "observations:write"}
        error={errors.scope}
        options={[
          { value: "observations:write", label: "Send prices in", hint: "observations:write" },
          {
            value: "observations:check",
            label: "Only ask what would become of them",
            hint: "observations:check: for trying a program out",
          },
        ]}
      />
      <fieldset className={errors.retailers ? "field has-error" : "field"}>
        <legend className="label">Whose prices</legend>
        {errors.retailers && (
          <p className="field-error" id="retailers">
            {errors.retailers}
          </p>
        )}
        {retailers.map(({ slug, name }) => (
          <Checkbox
            key={slug}
            name="retailers"
            value={slug}
            defaultChecked={typed?.retailers.includes(slug) ?? false}
          >
            {name}
          </Checkbox>
        ))}
      </fieldset>
      <div>
        <Button kind="main">Make the key</Button>
      </div>
    </form>
  );
}
