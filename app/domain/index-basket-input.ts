/** A basket of the price index as staff type it: a name, and a line an item, "100234 x 2". */
import { z } from "zod";
import { MIN_INDEX_LINES } from "./price-index.ts";

const MAX_BASKET_LINES = 200;
const MAX_QUANTITY = 99;

export type TypedBasketLine = { readonly skuId: number; readonly quantity: number };

const LINE = /^#?([1-9]\d{0,14})(?:\s*[x×*,;\t ]\s*(\d{1,4}))?\s*$/i;

const lines = z
  .string("Type one item a line, like 100234 x 2.")
  .max(20_000, "That is more than a basket holds.")
  .transform((text, context): TypedBasketLine[] => {
    const refuse = (message: string) => context.addIssue({ code: "custom", message });
    const found = new Map<number, TypedBasketLine>();
    for (const [index, typed] of text.split(/\r?\n/).entries()) {
      if (typed.trim() === "") continue;
      const [, number, quantity = "1"] = LINE.exec(typed.trim()) ?? [];
      const line = { skuId: Number(number), quantity: Number(quantity) };
      if (number === undefined)
        refuse(`Line ${index + 1}: type an item number and how many, like 100234 x 2.`);
      else if (line.quantity < 1 || line.quantity > MAX_QUANTITY)
        refuse(`Line ${index + 1}: how many must be from 1 to ${MAX_QUANTITY}.`);
      else if (found.has(line.skuId)) refuse(`Line ${index + 1}: item ${line.skuId} is there twice.`);
      else found.set(line.skuId, line);
    }
    if (found.size < MIN_INDEX_LINES)
      refuse(
        `A basket of ${found.size} items would tell their prices: it needs ${MIN_INDEX_LINES} or more, and twice that is better.`,
      );
    if (found.size > MAX_BASKET_LINES) refuse(`A basket has ${MAX_BASKET_LINES} items at most.`);
    return [...found.values()];
  });

export const basketLinesSchema = z.object({ lines });

export const newBasketSchema = basketLinesSchema.extend({
  name: z
    .string("Give the basket a name.")
    .trim()
    .min(3, "Give the basket a name of three letters or more.")
    .max(60, "That name is too long: 60 letters at most."),
});

/** "The common forty" is "the-common-forty"; empty where no letter or digit is left. */
export function basketSlug(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** A basket's lines as they are typed. */
export function basketText(basket: readonly TypedBasketLine[]): string {
  return basket.map(({ skuId, quantity }) => `${skuId} x ${quantity}`).join("\n");
}
