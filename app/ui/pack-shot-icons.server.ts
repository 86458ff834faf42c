import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Icon } from "./pack-shot.ts";

type IconSet = { width: number; icons: Record<string, { body: string; hidden?: boolean } | undefined> };

/** Drawings larger than this (a crowd, a curl of hair) would make a picture heavier than a page; the club's mark stands in. */
const MAX_BODY = 3_600;

let icons: IconSet | undefined;

/**
 * An icon of the set by its name ("olive"), or undefined where the set has none of a sensible size. The set (9 MB) is read once, when the
 * first picture is asked for.
 */
export function findIcon(name: string): Icon | undefined {
  icons ??= readIcons();
  if (!Object.hasOwn(icons.icons, name)) return undefined;
  const icon = icons.icons[name];
  return icon && icon.body.length <= MAX_BODY ? { body: icon.body, size: icons.width } : undefined;
}

function readIcons(): IconSet {
  const path = createRequire(import.meta.url).resolve("@iconify-json/fluent-emoji-flat/icons.json");
  return JSON.parse(readFileSync(path, "utf8"));
}
