import { expect, test } from "vitest";
import { optionNames } from "../src/acts/imports/import-options.ts";
import { headerOf, templateColumns } from "../src/domain/columns.ts";
import { logEvents } from "../src/domain/operation/log-events.ts";
import { statuses } from "../src/domain/problems/codes.ts";
import { codes } from "../src/domain/problems/say.ts";
import { api } from "../src/http/api/index.ts";
import {
  definedRules,
  documents,
  filesBelow,
  isThere,
  namingFiles,
  rulesNamedIn,
  testTitles,
  textOf,
} from "./support/documents.ts";

const spec = textOf("docs/spec.md");
const contract = textOf("docs/api.md");

test("every rule that code, tests, scripts or documents name stands in docs/spec.md, once", () => {
  const defined = definedRules();
  expect(defined.length).toBeGreaterThan(50);
  expect(defined.filter((id, at) => defined.indexOf(id) !== at)).toEqual([]);
  const unknown = namingFiles.flatMap((file) =>
    rulesNamedIn(textOf(file))
      .filter((id) => !defined.includes(id))
      .map((id) => `${file} names ${id}`),
  );
  expect(unknown).toEqual([]);
});

test("every rule of docs/spec.md is named by the title of a test", () => {
  const named = testTitles().flatMap(rulesNamedIn);
  expect(definedRules().filter((id) => !named.includes(id))).toEqual([]);
});

test("docs/spec.md has the columns of the template, and every code of a problem", () => {
  const rows = [...spec.matchAll(/^\| \d+ \| ([^|]+) \| `(\w+)` \|/gm)].map(([, header, key]) => [header, key]);
  expect(rows).toEqual(templateColumns.map((column) => [headerOf(column, 2), column.key]));
  const ofRequests = Object.keys(statuses).filter((code) => contract.includes(`\`${code}\``));
  expect(codes.filter((code) => !spec.includes(`\`${code}\``)).filter(isNotOf(ofRequests))).toEqual(UNUSED);
});

test("docs/api.md has every route of the API with its method, and no other", () => {
  const inCode = api.routes
    .filter(({ method }) => method !== "ALL" && method !== "OPTIONS")
    .map(({ method, path }) => `${method} ${path}`);
  const named = [...contract.matchAll(/^\| `(GET|PUT|POST|PATCH|DELETE) (\S+)` \|/gm)].map(([, method, path = ""]) => {
    const whole = path.replace(/^…/, "/accounts/{account}");
    return `${method} ${whole.replace(/\{(\w+)\}/g, ":$1")}`;
  });
  expect(named.toSorted()).toEqual([...new Set(inCode)].toSorted());
});

/** Known to the code, and answered by nothing yet. */
const UNUSED: readonly string[] = [];

test("docs/api.md has every reason of a refusal beside its status", () => {
  const told = [...contract.matchAll(/^\| (\d{3}) \| (.*) \|$/gm)].flatMap(([, status, codes = ""]) =>
    [...codes.matchAll(/`([a-z_]+)`/g)].map(([, code]) => `${status} ${code}`),
  );
  const known = Object.entries(statuses).flatMap(([code, status]) =>
    UNUSED.includes(code) ? [] : [`${status} ${code}`],
  );
  expect(told.toSorted()).toEqual(known.toSorted());
});

test("docs/api.md has every option of an import", () => {
  const table = contract.slice(contract.indexOf("| option |"), contract.indexOf("What is answered"));
  const told = [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  const beside = ["wait"];
  const at = told.indexOf("wait");
  expect(told).toEqual([...optionNames.slice(0, at), ...beside, ...optionNames.slice(at)]);
});

/** Made on the machine where Muster runs, and in no repository. */
const MADE = [
  ".dev.vars",
  "manifest.json",
  ".state",
  "wrangler.NAME.json",
  "wrangler.production.json",
  ".secrets.production.json",
];
const ROOMS = "src|test|scripts|docs|migrations|public|\\.github|\\.ci";
const PATHS = [
  new RegExp(`(?<![\\w/.])(?:${ROOMS})/[\\w./-]*\\w`, "g"),
  /(?<=`)\.?[\w.-]+\.(?:md|json|toml|ts|mjs|yml|vars|example)(?=`)/g,
];

test("every path that a document names is there", () => {
  const missing = documents.flatMap((document) => {
    const text = textOf(document);
    const named = PATHS.flatMap((path) => text.match(path) ?? []);
    const linked = [...text.matchAll(/\]\(([^):#]+)(?:#[^)]*)?\)/g)].map(([, path = ""]) =>
      document.startsWith("docs/") ? `docs/${path}`.replace("docs/../", "") : path,
    );
    return [...named, ...linked].filter((path) => !isThere(path) && !MADE.includes(path));
  });
  expect(missing).toEqual([]);
});

test("every npm script that a document names is in package.json", () => {
  const scripts = Object.keys(JSON.parse(textOf("package.json")).scripts);
  const named = documents.flatMap((file) => [...textOf(file).matchAll(/npm run ([\w-]+)/g)].map(([, name]) => name));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !scripts.includes(name ?? ""))).toEqual([]);
});

test("O3 docs/operations.md tells of every event that is logged, its level, and what to do; and of no other", () => {
  const rows = textOf("docs/operations.md").matchAll(/^\| `(\w+)` \| (\w+) \| ([^|]+) \| ([^|]+) \|$/gm);
  const told = [...rows].map(([, event = "", level, means = "", to_do = ""]) => [
    event,
    level,
    [means, to_do].every(Boolean),
  ]);
  expect(told.toSorted()).toEqual(
    Object.entries(logEvents)
      .map(([event, level]) => [event, level, true])
      .toSorted(),
  );
  const code = filesBelow("src", ".ts", ".tsx").map(textOf).join("\n");
  const logged = new Set([...code.matchAll(/\b(?:log\(\s*|failed: )"(\w+)"/g)].map(([, event = ""]) => event));
  expect(Object.keys(logEvents).filter((event) => !logged.has(event))).toEqual([]);
});

test("docs/operations.md has every setting of wrangler.toml", () => {
  const operations = textOf("docs/operations.md");
  const vars = [...textOf("wrangler.toml").matchAll(/^(?:# )?([A-Z_]+) = "/gm)].map(([, name = ""]) => name);
  expect(vars.length).toBeGreaterThan(10);
  expect(vars.filter((name) => !operations.includes(`\`${name}\``))).toEqual([]);
});

function isNotOf(known: readonly string[]): (code: string) => boolean {
  return (code) => !known.includes(code);
}
