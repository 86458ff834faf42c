import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { requireWritableFolder } from "#scripts/local-parts.ts";

test("a data folder that can't be had is a sentence that says what to do; one that can is made", () => {
  const base = mkdtempSync(path.join(tmpdir(), "tallyhouse-data-"));
  writeFileSync(path.join(base, "file"), "");
  expect(() => requireWritableFolder(path.join(base, "file", "data"))).toThrow(/can't write in .*DATA_DIR=/);
  requireWritableFolder(path.join(base, "new", "data"));
  rmSync(base, { recursive: true });
});
