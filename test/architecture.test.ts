import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const src = join(root, "src");

/** Which rooms a room may import, and which packages. What is not named here may not be imported. */
const house: Record<string, { rooms: string[]; packages: RegExp }> = {
  domain: { rooms: [], packages: /^(valibot|papaparse|punycode(\/.*)?|libphonenumber-js(\/.*)?)$/ },
  vault: { rooms: ["domain"], packages: /^node:(crypto|buffer)$/ },
  store: { rooms: ["domain", "platform"], packages: /^ulid$/ },
  views: { rooms: ["domain"], packages: /^hono\/jsx(\/.*)?$/ },
  background: {
    rooms: ["domain", "store", "vault", "log", "platform"],
    packages: /^(cloudflare:workers|valibot|ulid|nodemailer|node:(net|tls))$/,
  },
  acts: { rooms: ["domain", "store", "vault", "log", "platform"], packages: /^(valibot|ulid)$/ },
  http: {
    rooms: ["acts", "domain", "store", "vault", "views", "log", "platform"],
    packages: /^(hono(\/.*)?|valibot|ulid|node:zlib)$/,
  },
  log: { rooms: [], packages: /^$/ },
  platform: { rooms: ["domain", "log"], packages: /^$/ },
  index: { rooms: ["http", "background", "log"], packages: /^$/ },
};

type Source = { path: string; room: string; text: string; code: string };

const sources: Source[] = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"))
  .map((path) => {
    const text = readFileSync(join(src, path), "utf8");
    return { path, room: path.split("/")[0]!.replace(/\.ts$/, ""), text, code: withoutComments(text) };
  });

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
}

function importsOf({ code }: Source): string[] {
  const named = /^(?:import|export)\b[^;"]*?\bfrom\s*"([^"]+)"|^import\s*"([^"]+)"|\bimport\("([^"]+)"\)/gm;
  return [...code.matchAll(named)].map(([, from, bare, late]) => from ?? bare ?? late!);
}

/** Names every arrow of a source that the house does not have. */
function brokenArrows(source: Source): string[] {
  const rules = house[source.room];
  if (!rules) return [`${source.path}: there is no room ${source.room}`];
  return importsOf(source).flatMap((target) => {
    if (!target.startsWith(".")) return rules.packages.test(target) ? [] : [`${source.path} imports ${target}`];
    const inside = relative(src, join(src, dirname(source.path), target));
    const room = inside.split("/")[0]!.replace(/\.ts$/, "");
    return room === source.room || rules.rooms.includes(room) ? [] : [`${source.path} imports ${inside}`];
  });
}

function offenders(pattern: RegExp, isWatched: (source: Source) => boolean): string[] {
  return sources.filter((source) => isWatched(source) && pattern.test(source.code)).map(({ path }) => path);
}

test("the rooms import only what the house allows", () => {
  expect(sources.length).toBeGreaterThan(80);
  expect(sources.flatMap(brokenArrows)).toEqual([]);
});

test("an arrow that the house does not have is found", () => {
  const wrong = {
    path: "domain/x.ts",
    room: "domain",
    text: "",
    code: 'import { x } from "../store/y.ts";\nimport "hono";',
  };
  expect(brokenArrows(wrong)).toEqual(["domain/x.ts imports store/y.ts", "domain/x.ts imports hono"]);
});

test("the domain is pure: it awaits nothing, reads no clock, draws no lots, calls nobody", () => {
  const impure =
    /\basync\b|\bawait\b|\bPromise\b|Date\.now|new Date\(\)|Math\.random|crypto\.|\bfetch\(|console\.|setTimeout/;
  expect(offenders(impure, ({ room }) => room === "domain")).toEqual([]);
});

test("SQL stands in the store and nowhere else", () => {
  const sql = /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s+[a-z"(]|\.prepare\(/;
  expect(offenders(sql, ({ room }) => room !== "store")).toEqual([]);
});

test("SQL is literal: nothing is put into a statement but by its parameters", () => {
  const spliced = /`[^`]*\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^`]*\$\{/;
  expect(offenders(spliced, ({ room }) => room === "store")).toEqual([]);
});

test("views see no request, no bindings and no promise", () => {
  expect(offenders(/\bContext\b|\benv\b|\basync\b|\bawait\b|\bPromise\b/, ({ room }) => room === "views")).toEqual([]);
});

test("only log.ts writes to the console", () => {
  expect(offenders(/console\./, ({ path }) => path !== "log.ts")).toEqual([]);
});

test("nothing is swallowed, asserted away or left for later", () => {
  expect(offenders(/catch\s*\{/, () => true)).toEqual([]);
  expect(offenders(/\bas (unknown|any|[A-Z]\w*(<[^>]*>)?)\s*[;,)\]}]|: any\b|<any>/, () => true)).toEqual([]);
  expect(offenders(/TODO|FIXME|XXX|@ts-ignore/, () => true)).toEqual([]);
});

test("no file is a house of its own: at most 200 lines each, but for the one table of the template", () => {
  const long = sources.filter(({ text }) => text.split("\n").length > 200).map(({ path }) => path);
  expect(long).toEqual(["domain/columns.ts"]);
});

test("only index.ts has a default export", () => {
  expect(offenders(/export default/, ({ path }) => path !== "index.ts")).toEqual([]);
});
