import type { z } from "zod";
import type { Form, FormValue } from "./form.ts";
import { readParams } from "./params.ts";
import type { World } from "./world.ts";

export interface Call<Params> {
  world: World;
  params: Params;
  /** The parts of the path that `:names` stand for. */
  id: string;
  secondId: string;
}

export interface Route {
  method: "GET" | "POST" | "DELETE";
  pattern: RegExp;
  run(world: World, ids: string[], form: Form): unknown;
}

/** One endpoint: its path with `:names`, the parameters it takes, and what it does with them. */
export function route<Schema extends z.ZodType>(
  method: Route["method"],
  path: string,
  schema: Schema,
  handle: (call: Call<z.output<Schema>>) => unknown,
): Route {
  return {
    method,
    pattern: new RegExp(`^${path.replaceAll(/:\w+/g, "([^/]+)")}$`),
    run: (world, ids, form) =>
      handle({ world, params: readParams(schema, form), id: ids[0] ?? "", secondId: ids[1] ?? "" }),
  };
}

/** Takes `expand` out of a form: every endpoint has it, none handles it. */
export function takeExpand(form: Form): string[] {
  const value: FormValue | undefined = form.expand;
  delete form.expand;
  if (value === undefined || value === "") return [];
  return (Array.isArray(value) ? value : [value]).filter((path) => typeof path === "string");
}
