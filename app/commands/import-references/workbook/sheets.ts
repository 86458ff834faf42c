/** What a workbook says of itself: its sheets in order, and where its parts are. */
import type { FileSource } from "../file-source.ts";
import { attribute, readWholeXml } from "./xml.ts";
import { damaged, type Parts } from "./zip.ts";

export type Sheet = { readonly name: string; readonly part: string; readonly isHidden: boolean };

export type WorkbookParts = {
  readonly sheets: readonly Sheet[];
  readonly strings: string | undefined;
  readonly styles: string | undefined;
  readonly from1904: boolean;
};

const MAX_BYTES = 32 * 2 ** 20;
const MAX_SHEETS = 1_000;

/** The path of the workbook's own part; undefined where the zip has none. */
export async function findWorkbook(source: FileSource, parts: Parts): Promise<string | undefined> {
  if (!parts.has("_rels/.rels")) return parts.has("xl/workbook.xml") ? "xl/workbook.xml" : undefined;
  const targets = await readTargets(source, parts, "");
  const found = [...targets.values()].find(({ kind }) => kind === "officeDocument")?.part;
  return found !== undefined && /\.xml$/.test(found) && /workbook/i.test(found) && parts.has(found)
    ? found
    : undefined;
}

/** Reads the workbook's part and where it leads. Throws FaultyFile where it leads to nothing. */
export async function readWorkbookParts(
  source: FileSource,
  parts: Parts,
  workbook: string,
): Promise<WorkbookParts> {
  const targets = await readTargets(source, parts, workbook);
  const sheets: Sheet[] = [];
  let from1904 = false;
  await readWholeXml(source, parts.stream(workbook, MAX_BYTES), {
    open(tag, attributes) {
      if (tag === "workbookPr") from1904 = /^(?:1|true)$/.test(attributes.date1904 ?? "");
      if (tag !== "sheet" || sheets.length >= MAX_SHEETS) return;
      const target = targets.get(attribute(attributes, "id") ?? "");
      // Chart sheets and macro sheets are of other kinds.
      if (target?.kind !== "worksheet" || !parts.has(target.part)) return;
      const isHidden = /hidden/i.test(attributes.state ?? "");
      sheets.push({ name: attributes.name ?? "", part: target.part, isHidden });
    },
  });
  if (sheets.length === 0) throw damaged(source);
  const partOf = (kind: string) => [...targets.values()].find((target) => target.kind === kind)?.part;
  return { sheets, strings: partOf("sharedStrings"), styles: partOf("styles"), from1904 };
}

type Target = { readonly kind: string; readonly part: string };

/** What a part refers to, by id; "" is the package itself. */
async function readTargets(source: FileSource, parts: Parts, of: string): Promise<Map<string, Target>> {
  const slash = of.lastIndexOf("/") + 1;
  const folder = of.slice(0, slash);
  const name = `${folder}_rels/${of.slice(slash)}.rels`;
  const targets = new Map<string, Target>();
  if (!parts.has(name)) return targets;
  await readWholeXml(source, parts.stream(name, MAX_BYTES), {
    open(tag, attributes) {
      if (tag !== "Relationship" || attributes.TargetMode === "External") return;
      const kind = (attributes.Type ?? "").split("/").at(-1) ?? "";
      targets.set(attributes.Id ?? "", { kind, part: resolve(folder, attributes.Target ?? "") });
    },
  });
  return targets;
}

/** A target's path in the zip: "/xl/a.xml" from its root, "worksheets/a.xml" and "../a.xml" from the folder. */
function resolve(folder: string, target: string): string {
  return new URL(target, `zip://workbook/${folder}`).pathname.slice(1);
}
