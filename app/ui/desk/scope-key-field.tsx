import type { RuleScope } from "#app/domain/pricing.ts";
import { Field, Select, type SelectOption } from "../form.tsx";

const FIELDS = {
  sku: { label: "Item number", hint: "As on the shelf sign." },
  supplier: { label: "Supplier", hint: "Its short name, as in its address: alder-foods." },
  brand: { label: "Brand", hint: "Its short name, as in its address: northfield." },
} as const;

/** Which one a rule covers: a category from the list, an item by its number, the rest by short name. */
export function ScopeKeyField({
  scope,
  categories,
  value,
  error,
}: {
  scope: RuleScope;
  categories: readonly SelectOption[];
  value: string;
  error: string | undefined;
}) {
  switch (scope) {
    case "club":
      return <input type="hidden" name="scopeKey" value="club" />;
    case "category":
      return (
        <Select
          label="Category"
          name="scopeKey"
          options={categories}
          placeholder="Choose one"
          defaultValue={value}
          error={error}
        />
      );
    case "sku":
    case "supplier":
    case "brand":
      return (
        <Field
          {...FIELDS[scope]}
          name="scopeKey"
          maxLength={200}
          inputMode={scope === "sku" ? "numeric" : undefined}
          autoCapitalize="none"
          defaultValue={value}
          error={error}
        />
      );
    default: {
      const impossible: never = scope;
      throw new Error(`Unknown scope ${impossible}`);
    }
  }
}
