/** How a workbook's cells show their numbers: as dates, shares, or amounts of a currency that the format names. */
import type { FileSource } from "../file-source.ts";
import { readWholeXml } from "./xml.ts";
import type { Parts } from "./zip.ts";

export type NumberLook =
  | { readonly kind: "plain" }
  | { readonly kind: "date" }
  | { readonly kind: "percent" }
  | { readonly kind: "money"; readonly sign: string };

/** By the cell's style number. */
export type Styles = { lookOf(style: number): NumberLook };

const PLAIN: NumberLook = { kind: "plain" };
const MAX_BYTES = 32 * 2 ** 20;
/** Formats that a workbook has without saying them (ECMA-376 18.8.30); 27-36 and 50-58 are East Asian dates. */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Reads the part `name`; without one every number is plain. */
export async function readStyles(
  source: FileSource,
  parts: Parts,
  name: string | undefined,
): Promise<Styles> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let isInCells = false;
  if (name !== undefined && parts.has(name)) {
    await readWholeXml(source, parts.stream(name, MAX_BYTES), {
      open(tag, attributes) {
        if (tag === "numFmt") codes.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
        else if (tag === "cellXfs") isInCells = true;
        else if (tag === "xf" && isInCells) formats.push(Number(attributes.numFmtId ?? 0));
      },
      close(tag) {
        if (tag === "cellXfs") isInCells = false;
      },
    });
  }
  const looks = formats.map((id) => lookOfFormat(id, codes.get(id)));
  return { lookOf: (style) => looks[style] ?? PLAIN };
}

function lookOfFormat(id: number, code: string | undefined): NumberLook {
  if (code === undefined) {
    if (isBuiltInDate(id)) return { kind: "date" };
    return id === 9 || id === 10 ? { kind: "percent" } : PLAIN;
  }
  const [positive = ""] = code.split(";");
  const currency = /\[\$([^\]-]+)(?:-[0-9A-Fa-f]+)?\]/.exec(positive)?.[1];
  const quoted = /"([^"]*)"/.exec(positive)?.[1]?.trim();
  const bare = positive.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, "");
  if (/[ymdhs]/i.test(bare) && !/general/i.test(bare)) return { kind: "date" };
  if (bare.includes("%")) return { kind: "percent" };
  const sign = currency ?? (/^(?:[A-Z]{0,3}[$€£¥₹]|[A-Z]{3})$/.test(quoted ?? "") ? quoted : undefined);
  const escaped = /\\?([€£¥₹])/.exec(positive)?.[1];
  const shown = sign ?? escaped;
  return shown === undefined ? PLAIN : { kind: "money", sign: shown };
}
