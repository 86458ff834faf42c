import {
  BAND_LABELS,
  BANDS,
  ORDER_LABELS,
  ORDERS,
  SUGGESTED_VERDICTS,
  VERDICT_LABELS,
} from "#app/domain/match-review.ts";
import { Button } from "../../button.tsx";
import { Select, type SelectOption } from "../../form.tsx";

export type FilterValues = {
  order: string;
  retailer?: string | undefined;
  verdict?: string | undefined;
  band?: string | undefined;
  department?: string | undefined;
};

const VERDICTS: readonly SelectOption[] = [
  ...SUGGESTED_VERDICTS.map((value) => ({ value, label: VERDICT_LABELS[value] })),
  { value: "changed", label: "Changed since confirmed" },
];

/** Which suggestions, and in which order. */
export function QueueFilterForm({
  values,
  retailers,
  departments,
}: {
  values: FilterValues;
  retailers: readonly SelectOption[];
  departments: readonly SelectOption[];
}) {
  const lists = [
    { label: "Retailer", name: "retailer", options: retailers, placeholder: "All" },
    { label: "Verdict", name: "verdict", options: VERDICTS, placeholder: "All" },
    {
      label: "Sureness",
      name: "band",
      options: BANDS.map((value) => ({ value, label: BAND_LABELS[value] })),
      placeholder: "All",
    },
    { label: "Department", name: "department", options: departments, placeholder: "All" },
  ] as const;
  return (
    <search>
      <form method="get" action="/desk/matches" className="filters">
        <Select
          label="Order"
          name="order"
          options={ORDERS.map((value) => ({ value, label: ORDER_LABELS[value] }))}
          defaultValue={values.order}
        />
        {lists.map((list) => (
          <Select key={list.name} {...list} required={false} defaultValue={values[list.name] ?? ""} />
        ))}
        <Button>Show</Button>
      </form>
    </search>
  );
}
