import { expect, test } from "vitest";
import { brokenArrows, type House, importsOf, type Source, sourcesOf } from "./support/house/arrows.ts";
import { cyclesOf } from "./support/house/cycles.ts";
import { fullFolders } from "./support/house/folders.ts";

/**
 * The house (docs/architecture.md): which rooms a room may import, and which packages. A room is the longest of these
 * prefixes that a path has. What is not named here may not be imported.
 */
const house: House = {
  domain: { rooms: [], packages: /^(valibot|papaparse|uqr|punycode(\/.*)?|libphonenumber-js(\/.*)?)$/ },
  vault: { rooms: ["domain"], packages: /^node:(crypto|buffer)$/ },
  platform: { rooms: ["domain", "telemetry", "log"], packages: /^$/ },
  // What is noted of what is being done: it knows nothing of what that is, and any room but the pure ones may tell it.
  telemetry: { rooms: ["domain"], packages: /^node:async_hooks$/ },
  store: { rooms: ["domain", "platform", "telemetry", "log"], packages: /^(ulid|valibot)$/ },
  views: { rooms: ["domain"], packages: /^hono\/jsx(\/.*)?$/ },
  acts: { rooms: ["domain", "store", "vault", "platform", "telemetry", "log"], packages: /^(valibot|ulid)$/ },
  background: {
    rooms: ["domain", "store", "vault", "platform", "telemetry", "log"],
    packages: /^(cloudflare:workers|valibot|ulid|nodemailer\/lib\/(smtp-pool|mime-node)|node:(net|tls))$/,
  },
  http: {
    rooms: [
      "acts",
      "domain",
      "http/answer",
      "http/request",
      "http/schemas",
      "http/api",
      "http/pages",
      "telemetry",
      "log",
    ],
    packages: /^(hono(\/.*)?|valibot|ulid)$/,
  },
  "http/answer": { rooms: ["acts", "domain", "http", "log"], packages: /^hono(\/.*)?$/ },
  "http/schemas": { rooms: ["acts", "domain"], packages: /^valibot$/ },
  "http/request": {
    rooms: ["acts", "domain", "http", "http/answer", "http/schemas", "log"],
    packages: /^(hono(\/.*)?|valibot|node:zlib)$/,
  },
  // What requests must be stands in schemas, where the contract reads it too: no route checks by another one.
  "http/api": {
    rooms: ["acts", "domain", "http", "http/answer", "http/request", "http/schemas", "log"],
    packages: /^hono(\/.*)?$/,
  },
  "http/pages": {
    rooms: ["acts", "domain", "views", "http", "http/answer", "http/request", "http/schemas", "log"],
    packages: /^(hono(\/.*)?|valibot|ulid)$/,
  },
  // What is said of the API, and made of it before the Worker is: no room imports it, so it is not in the Worker.
  contract: {
    rooms: ["acts", "domain", "http", "http/answer", "http/schemas", "views"],
    packages: /^(valibot|@valibot\/to-json-schema|hono\/jsx(\/.*)?)$/,
  },
  log: { rooms: ["domain", "telemetry"], packages: /^$/ },
  index: { rooms: ["http", "background", "platform", "telemetry", "log"], packages: /^$/ },
};

/** More files than this nobody takes in at one look. */
const FULL = 25;

const sources: readonly Source[] = sourcesOf("src", house);

function offenders(pattern: RegExp, isWatched: (source: Source) => boolean): string[] {
  return sources.filter((source) => isWatched(source) && pattern.test(source.code)).map(({ path }) => path);
}

const isAct = ({ room }: Source) => room === "acts";

test("the rooms import only what the house allows", () => {
  expect(sources.length).toBeGreaterThan(80);
  expect(sources.flatMap((source) => brokenArrows(house, source))).toEqual([]);
});

test("an arrow that the house does not have is found, a type's too", () => {
  const wrong = {
    path: "domain/user/x.ts",
    room: "domain",
    text: "",
    code: 'import type { Y } from "../../store/y.ts";\nimport "hono";\nexport { z } from "../../http/api/z.ts";',
  };
  expect(brokenArrows(house, wrong)).toEqual([
    "domain/user/x.ts (domain) imports store/y.ts (store)",
    "domain/user/x.ts (domain) imports hono",
    "domain/user/x.ts (domain) imports http/api/z.ts (http/api)",
  ]);
});

test("no file imports itself by way of others, not even for a type", () => {
  expect(cyclesOf(sources)).toEqual([]);
});

test("a circle is found, whatever its length", () => {
  const file = (path: string, target: string) => ({ path, room: "x", text: "", code: `import "./${target}";` });
  expect(cyclesOf([file("a.ts", "b.ts"), file("b.ts", "c.ts"), file("c.ts", "a.ts"), file("d.ts", "a.ts")])).toEqual([
    ["a.ts", "b.ts", "c.ts"],
  ]);
});

test(`no folder has more than ${FULL} files`, () => {
  expect([
    ...fullFolders("src", FULL),
    ...fullFolders("test", FULL),
    ...fullFolders("scripts", FULL),
    ...fullFolders("cli", FULL),
  ]).toEqual([]);
});

test("a folder that is too full is found", () => {
  expect(fullFolders("src/domain", 1)).toContain("src/domain/cells");
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
  // A move is of every table with whatever columns it has; test/moves.test.ts looks at each of its statements.
  expect(offenders(spliced, ({ room }) => room === "store")).toEqual(["store/moves/statements.ts"]);
});

test("what D1 answers is decoded by a schema, and no shape is taken on trust", () => {
  const trusting = /\.(all|first|only|raw)<|JSON\.parse\(|: unknown\): (Row|Shape)/;
  expect(offenders(trusting, ({ room }) => room.startsWith("store"))).toEqual([]);
});

test("mails are recorded by one statement; those that are claimed or have ended are upserts of what is there", () => {
  const inserts = offenders(/\bINSERT INTO mails\b/, () => true);
  expect(inserts).toEqual(["store/mails/claim.ts", "store/mails/endings.ts", "store/mails/record-mails.ts"]);
});

test("one file alone asserts what a write was decided on, raises the account's revision and writes the entry with it", () => {
  const elsewhere = ({ path }: Source) => path !== "store/guarded.ts";
  expect(offenders(/\bassertions\b/, elsewhere)).toEqual([]);
  expect(offenders(/\bdirectory_assertions\b/, () => true)).toEqual(["store/people/by-session.ts"]);
  expect(offenders(/\bUPDATE accounts\b/, elsewhere)).toEqual([]);
  expect(offenders(/\baudit(IfChanged)?Statement\b/, elsewhere)).toEqual(["store/audit/audit.ts"]);
  expect(offenders(/\bINSERT INTO audit\b/, () => true)).toEqual(["store/audit/audit.ts"]);
  expect(offenders(/\bINSERT INTO directory_audit\b/, () => true)).toEqual(["store/people/directory-audit.ts"]);
  // What only reads keeps its entry by itself.
  const alone = offenders(/\bsaveAudit\b/, () => true);
  expect(alone.toSorted()).toEqual([
    "acts/imports/exports.ts",
    "acts/users/platform-secrets.ts",
    "store/audit/audit.ts",
  ]);
});

test("S11 the secret is read in one place, together with the one before it", () => {
  expect(offenders(/\.MASTER_SECRET/, () => true)).toEqual([]);
  expect(offenders(/\bMASTER_SECRET\b/, ({ room }) => room !== "domain")).toEqual(["vault/ring.ts"]);
});

test("S6 a password is hashed and looked at only when it is its turn", () => {
  const inOwnRoom = ["acts/people/hashing.ts", "vault/hashes.ts"];
  expect(offenders(/\b(hashPassword|passwordMatches)\b/, () => true).toSorted()).toEqual(inOwnRoom);
  expect(offenders(/\bscrypt\b/, () => true).toSorted()).toEqual(["vault/hashes.ts", "vault/scrypt.ts"]);
});

test("views see no request, no bindings and no promise", () => {
  expect(offenders(/\bContext\b|\benv\b|\basync\b|\bawait\b|\bPromise\b/, ({ room }) => room === "views")).toEqual([]);
});

test("S1 no route is answered that does not stand in the table of who may do what", () => {
  const made = offenders(/new Hono\b/, () => true);
  const doors = ["http/api/index.ts", "http/api/routes.ts", "http/app.ts", "http/dev.ts", "http/pages/index.ts"];
  expect(made.toSorted()).toEqual([...doors, "http/pages/routes.ts"]);
  // In these nothing is answered but by routes of the table, and what has no answer.
  const answered = /\b(api|app|dev|pages)\.(get|post|put|patch|delete|on)\(|\bhono\.(get|post|put|patch|delete)\(/;
  expect(offenders(answered, () => true)).toEqual([]);
});

test("acts know no status, no request and no HTML", () => {
  expect(offenders(/\b(Request|Response|Headers|FormData|URL)\b|\bstatus: [0-9]|\bjsx\b/, isAct)).toEqual([]);
  expect(sources.filter(isAct).filter(({ path }) => path.endsWith(".tsx"))).toEqual([]);
});

test("only log.ts writes to the console", () => {
  expect(offenders(/console\./, ({ path }) => path !== "log.ts")).toEqual([]);
});

test("what Node has is imported by its name, never taken as a global, though its types are there", () => {
  const globals = /\b(process|global)\.|\brequire\(|\b__(dirname|filename)\b|\b(set|clear)Immediate\b/;
  expect(offenders(globals, () => true)).toEqual([]);
  const unnamed = (source: Source) => !importsOf(source).includes("node:buffer");
  expect(offenders(/\bBuffer\./, unnamed)).toEqual([]);
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
