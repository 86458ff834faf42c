/**
 * The shapes of Stripe's objects as they travel, told by the SDK's own types. Those are generated from Stripe's OpenAPI
 * description of the API version that the SDK pins, and they ship with it: no second copy of that description is needed.
 */
import { fileURLToPath } from "node:url";
import ts from "typescript";

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  skipLibCheck: true,
  types: [],
};
/** What one value is told of, at most. */
const MAX_FAULTS = 20;
/** Of what changed only the changed fields are told, at every depth. */
const PARTIAL = /\.previous_attributes\b/;
/** The one object without an id: the invoice of `invoice.upcoming` is not made yet. */
const WITHOUT_ID = "event.data.object.id: missing";
const DECIMAL = /^-?\d+(?:\.\d+)?$/;

export type SdkShapes = {
  /**
   * What is wrong with an answer of the API or an event, each with its path; nothing when its shape is the SDK's: every
   * field that is always sent is there, none is unknown, each has its type, enums have a known word.
   */
  faultsOf(answer: unknown): string[];
  /** The same, held against the type of this name in the SDK's namespace: "StripeRawError". */
  faultsAs(name: string, value: unknown): string[];
};

/** Reads the SDK's types. Takes some seconds: once a file. */
export function readSdkShapes(): SdkShapes {
  const here = fileURLToPath(import.meta.url);
  const entry = ts.resolveModuleName(
    "stripe",
    here,
    OPTIONS,
    ts.sys,
    undefined,
    undefined,
    ts.ModuleKind.ESNext,
  );
  const types = entry.resolvedModule?.resolvedFileName;
  const program = ts.createProgram(types === undefined ? [] : [types], OPTIONS);
  const checker = program.getTypeChecker();
  const file = types === undefined ? undefined : program.getSourceFile(types);
  if (file === undefined) throw new Error("The Stripe SDK's types were not found.");
  const names = namespaceOf(checker, file);
  const byObject = typesByObject(checker, names);
  const shape = new Shape(checker);
  const named = (name: string) => {
    const symbol = names.get(name);
    if (symbol === undefined) throw new Error(`The SDK has no type ${name}.`);
    return checker.getDeclaredTypeOfSymbol(symbol);
  };
  return {
    faultsAs: (name, value) => shape.faults(value, [named(name)], name),
    faultsOf(answer) {
      const object = (answer as { object?: unknown } | null)?.object;
      if (object === "list") return faultsOfList(answer as object, (item) => this.faultsOf(item));
      const types = object === "event" ? [named("Event")] : byObject.get(String(object));
      if (types === undefined) return [`object: ${JSON.stringify(object)} is no object of Stripe's`];
      const faults = shape.faults(answer, types, String(object));
      const { type } = answer as { type?: unknown };
      return type === "invoice.upcoming" ? faults.filter((fault) => fault !== WITHOUT_ID) : faults;
    },
  };
}

function faultsOfList(list: object, faultsOfItem: (item: unknown) => string[]): string[] {
  const { data, has_more, url, object: _, ...more } = list as Record<string, unknown>;
  const faults = Object.keys(more).map((key) => `list.${key}: unknown`);
  if (typeof has_more !== "boolean") faults.push("list.has_more: not true or false");
  if (typeof url !== "string") faults.push("list.url: not a string");
  if (!Array.isArray(data)) return [...faults, "list.data: not an array"];
  return [
    ...faults,
    ...data.flatMap((item, at) => faultsOfItem(item).map((fault) => `data[${at}] ${fault}`)),
  ];
}

/** The members of `Stripe` and of the namespaces in it, "Checkout.Session" by that name. */
function namespaceOf(checker: ts.TypeChecker, file: ts.SourceFile): Map<string, ts.Symbol> {
  const found = new Map<string, ts.Symbol>();
  const module = checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error("The SDK's types are no module.");
  const collect = (symbol: ts.Symbol, prefix: string) => {
    for (const member of checker.getExportsOfModule(symbol)) {
      const target = member.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(member) : member;
      const name = prefix + member.name;
      if (target.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias)) found.set(name, target);
      if (prefix === "" && target.flags & ts.SymbolFlags.Module && member.name !== "V2") {
        collect(target, `${member.name}.`);
      }
    }
  };
  for (const exported of checker.getExportsOfModule(module)) {
    const target = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    if (target.name === "Stripe") collect(target, "");
  }
  return found;
}

/** For each word of `object`, the types that bear it: the thing itself, and what is left of it once deleted. */
function typesByObject(
  checker: ts.TypeChecker,
  names: ReadonlyMap<string, ts.Symbol>,
): Map<string, ts.Type[]> {
  const found = new Map<string, ts.Type[]>();
  for (const symbol of names.values()) {
    if (!(symbol.flags & ts.SymbolFlags.Interface)) continue;
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    const property = checker.getPropertyOfType(type, "object");
    const word = property && checker.getTypeOfSymbol(property);
    if (!word?.isStringLiteral()) continue;
    const types = found.get(word.value) ?? [];
    if (!types.includes(type)) found.set(word.value, [...types, type]);
  }
  return found;
}

/** The SDK makes an object of it; on the way it is text. */
function isDecimal(type: ts.Type): boolean {
  return (type.aliasSymbol ?? type.symbol)?.name === "Decimal";
}

class Shape {
  readonly #checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** What keeps `value` from being any of `types`. */
  faults(value: unknown, types: readonly ts.Type[], path: string): string[] {
    const options = types.flatMap((type) => (type.isUnion() ? type.types : [type]));
    if (options.some((type) => this.#accepts(value, type))) return [];
    const objects = options.filter((type) => this.#isStructure(type) && this.#couldBe(value, type, path));
    if (value === null || typeof value !== "object" || objects.length === 0) {
      const wanted = options.map((type) => this.#checker.typeToString(type)).join(" | ");
      return [`${path}: ${JSON.stringify(value)?.slice(0, 60)} is not ${wanted.slice(0, 120)}`];
    }
    const told = objects.map((type) => this.#faultsOfStructure(value, type, path));
    const least = told.reduce((best, one) => (one.length < best.length ? one : best));
    return least.slice(0, MAX_FAULTS);
  }

  /** Whether a value without parts is of a type without parts. */
  #accepts(value: unknown, type: ts.Type): boolean {
    const { flags } = type;
    if (isDecimal(type)) return typeof value === "string" && DECIMAL.test(value);
    if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return true;
    if (flags & ts.TypeFlags.Null) return value === null;
    if (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return value === undefined;
    if (type.isStringLiteral() || type.isNumberLiteral()) return value === type.value;
    if (flags & ts.TypeFlags.BooleanLiteral) return this.#checker.typeToString(type) === String(value);
    if (flags & ts.TypeFlags.String) return typeof value === "string";
    if (flags & ts.TypeFlags.Number) return typeof value === "number" && Number.isFinite(value);
    if (flags & ts.TypeFlags.Boolean) return typeof value === "boolean";
    // `string & {}`: a word that the SDK does not know yet.
    const isOpen = type.isIntersection() && type.types.some((part) => part.flags & ts.TypeFlags.String);
    return isOpen && typeof value === "string";
  }

  #isStructure(type: ts.Type): boolean {
    return (type.flags & ts.TypeFlags.Object) !== 0 && !isDecimal(type);
  }

  /** Whether the words that tell objects apart (`object`, `type`, `deleted`) are those of the type. */
  #couldBe(value: unknown, type: ts.Type, path: string): boolean {
    if (value === null || typeof value !== "object") return false;
    if (this.#checker.isArrayType(type)) return Array.isArray(value);
    if (PARTIAL.test(path)) return true;
    return ["object", "type", "deleted"].every((name) => {
      const property = this.#checker.getPropertyOfType(type, name);
      const word = property && this.#checker.getTypeOfSymbol(property);
      if (word === undefined || !(word.flags & (ts.TypeFlags.Literal | ts.TypeFlags.Void))) return true;
      return this.#accepts((value as Record<string, unknown>)[name], word);
    });
  }

  #faultsOfStructure(value: object, type: ts.Type, path: string): string[] {
    if (this.#checker.isArrayType(type)) {
      if (!Array.isArray(value)) return [`${path}: not an array`];
      const [item] = this.#checker.getTypeArguments(type as ts.TypeReference);
      return value.flatMap((one, at) => (item ? this.faults(one, [item], `${path}[${at}]`) : []));
    }
    const fields = value as Record<string, unknown>;
    const properties = new Map(this.#checker.getPropertiesOfType(type).map((one) => [one.name, one]));
    const index = this.#checker.getIndexTypeOfType(type, ts.IndexKind.String);
    const isPartial = PARTIAL.test(path);
    const faults: string[] = [];
    for (const [name, property] of properties) {
      const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
      if (fields[name] === undefined) {
        if (!optional && !isPartial) faults.push(`${path}.${name}: missing`);
      } else {
        faults.push(
          ...this.faults(fields[name], [this.#checker.getTypeOfSymbol(property)], `${path}.${name}`),
        );
      }
    }
    for (const [name, one] of Object.entries(fields)) {
      if (properties.has(name)) continue;
      if (one === null && isPartial) continue; // A key that was not there before.
      if (index === undefined) faults.push(`${path}.${name}: unknown`);
      else faults.push(...this.faults(one, [index], `${path}.${name}`));
    }
    return faults;
  }
}
