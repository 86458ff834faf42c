/** The house keeps its walls: what may import what (README, "The house"). */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** For each room, the rooms it may import from (itself always), and the packages where those are limited. */
const ROOMS: Readonly<Record<string, { rooms: readonly string[]; packages?: readonly string[] }>> = {
  domain: { rooms: [], packages: ["zod", "big.js", "csv-stringify/sync"] },
  ui: { rooms: ["domain"] },
  http: { rooms: ["domain", "env"] },
  db: { rooms: ["domain", "env", "drizzle"] },
  stripe: { rooms: ["domain", "env"] },
  email: { rooms: ["domain", "env"] },
  auth: { rooms: ["db", "domain", "http", "env"] },
  commands: { rooms: ["db", "stripe", "email", "domain", "auth", "env"] },
  jobs: { rooms: ["commands", "db", "domain", "stripe", "http", "env"] },
  routes: { rooms: ["auth", "commands", "db", "domain", "email", "http", "stripe", "ui", "env"] },
};

type Import = { file: string; room: string; target: string };

function sources(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;"']*?from\s*"([^"]+)"|\bimport\(\s*"([^"]+)"|(?:^|\n)import\s*"([^"]+)"/g,
  );
  return [...found].map((match) => ({
    file,
    room: roomOf(file),
    target: resolve(file, (match[1] ?? match[2] ?? match[3]) as string),
  }));
}

function resolve(file: string, specifier: string): string {
  if (specifier.startsWith(".")) return path.join(path.dirname(file), specifier);
  if (specifier.startsWith("#")) return specifier.slice(1);
  return specifier;
}

/** "app/domain/money.ts" is in "domain"; files that lie in app itself are their own rooms. */
function roomOf(file: string): string {
  const [top = "", second = "", third] = file.split("/");
  if (top === "drizzle") return "drizzle";
  if (top !== "app") return top;
  if (third !== undefined) return second;
  return /^(?:env\.server|settings)\.ts$/.test(second) ? "env" : "root";
}

const all = sources("app").flatMap(importsOf);
const isInside = (target: string) => /^(?:app|drizzle|scripts|tests)\//.test(target);

describe("the house", () => {
  test("the sources are read at all", () => {
    expect(all.length).toBeGreaterThan(100);
  });

  test("every room has its rule", () => {
    const rooms = new Set(sources("app").map(roomOf));
    expect([...rooms].sort()).toEqual([...Object.keys(ROOMS), "env", "root"].sort());
  });

  test.each(Object.entries(ROOMS))("%s imports only from the rooms it may", (room, { rooms }) => {
    const wrong = all.filter(
      (one) =>
        one.room === room &&
        isInside(one.target) &&
        roomOf(one.target) !== room &&
        !rooms.includes(roomOf(one.target)),
    );
    expect(wrong).toEqual([]);
  });

  test("domain is pure: zod and small pure libraries only", () => {
    const allowed = ROOMS.domain?.packages ?? [];
    const wrong = all.filter(
      (one) => one.room === "domain" && !isInside(one.target) && !allowed.includes(one.target),
    );
    expect(wrong).toEqual([]);
  });

  test("domain has no clock and no chance", () => {
    const wrong = sources("app/domain").filter((file) =>
      /\bnew Date\(\)|Date\.now\(|Math\.random\(/.test(readFileSync(path.join(ROOT, file), "utf8")),
    );
    expect(wrong).toEqual([]);
  });

  test("only app/stripe imports stripe, and only db touches tables and the driver", () => {
    expect(all.filter((one) => one.target === "stripe" && one.room !== "stripe")).toEqual([]);
    expect(
      all.filter((one) => /^(?:drizzle\/schema|app\/db\/tables)/.test(one.target) && one.room !== "db"),
    ).toEqual([]);
    expect(all.filter((one) => one.target === "postgres" && one.room !== "db")).toEqual([]);
  });

  test("a route imports no other route, and no route holds SQL", () => {
    const contents = readFileSync(path.join(ROOT, "app/routes.ts"), "utf8");
    const routes = new Set([...contents.matchAll(/"(routes\/[^"]+)"/g)].map(([, file]) => `app/${file}`));
    expect(routes.size).toBeGreaterThan(20);
    expect(all.filter((one) => one.room === "routes" && routes.has(one.target))).toEqual([]);
    expect(all.filter((one) => one.room === "routes" && one.target.startsWith("drizzle-orm"))).toEqual([]);
  });

  test("process.env is read in app/env.server.ts alone", () => {
    const readers = sources("app").filter((file) =>
      /process\.env/.test(readFileSync(path.join(ROOT, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "")),
    );
    expect(readers).toEqual(["app/env.server.ts"]);
  });

  test("the app does not import its scripts or tests", () => {
    expect(all.filter((one) => /^(?:scripts|tests)\//.test(one.target))).toEqual([]);
  });
});
