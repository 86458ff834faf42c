import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { requireStaff } from "#app/auth/guards.server.ts";
import { defineBasket } from "#app/commands/define-basket.ts";
import { pools } from "#app/db/client.server.ts";
import { listBaskets } from "#app/db/index-baskets.ts";
import { newBasketSchema } from "#app/domain/index-basket-input.ts";
import { parseForm } from "#app/http/forms.ts";
import { DeskPage } from "#app/ui/desk/desk-page.tsx";
import { BasketTable, NewBasketForm } from "#app/ui/desk/price-index/basket-forms.tsx";
import { ErrorSummary } from "#app/ui/form.tsx";
import { actorOf } from "../actor.ts";
import { useDeskFrame } from "../frame.ts";
import { unknownSkusText } from "./basket-action.server.ts";

const SHOWN = 100;

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, "pricing");
  return { baskets: await listBaskets(pools().staff.db, SHOWN), id: uuidv7() };
}

const schema = newBasketSchema.extend({ id: z.uuid("Load the page again and press once more.") });

export async function action({ request, context }: ActionFunctionArgs) {
  const staff = await requireStaff(request, context, "pricing");
  const parsed = parseForm(schema, await request.formData());
  if (!parsed.ok) return data({ errors: parsed.errors, typed: parsed.typed }, { status: 422 });
  const result = await defineBasket(pools().staff.db, parsed.value, actorOf(staff, context), new Date());
  if (result.ok) return redirect(`/desk/price-index/${result.id}`, 303);
  const { typed } = parsed;
  switch (result.reason) {
    case "name-taken":
      return data(
        {
          errors: { name: "There is a basket of that name. Make a new version of it, or take another name." },
          typed,
        },
        { status: 409 },
      );
    case "name-unusable":
      return data({ errors: { name: "A name needs letters or digits." }, typed }, { status: 422 });
    case "unknown-skus":
      return data({ errors: { lines: unknownSkusText(result.skuIds) }, typed }, { status: 422 });
    default: {
      const impossible: never = result;
      throw new Error(`Unknown result ${JSON.stringify(impossible)}`);
    }
  }
}

export default function Baskets() {
  const { baskets, id } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const errors: Readonly<Record<string, string>> = refusal?.errors ?? {};
  return (
    <DeskPage frame={useDeskFrame()} title="Price index">
      <p className="max-w-prose">
        A figure of the index is computed from club prices and told to everybody: each publication is an
        open-door fact, kept with who published it. <a href="/price-index">The public page</a>
      </p>
      <ErrorSummary errors={errors} />
      <BasketTable baskets={baskets} />
      <NewBasketForm id={id} errors={errors} typed={refusal?.typed ?? {}} />
    </DeskPage>
  );
}
