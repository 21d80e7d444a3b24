import { expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { ORIGIN } from "../../support/site/http.ts";
import { type Account, makeAccount, sample, sampleNames } from "../../support/site/site.ts";

/** Spec 2 and 3: what each small sample is refused with; the row where it happened, null for the whole file. */
const refusals: Readonly<Record<string, { status: number; code: string; row: number | null }>> = {
  "file-empty.csv": { status: 422, code: "file_empty", row: null },
  "file-no-rows.csv": { status: 422, code: "no_rows", row: null },
  "file-too-many-rows.csv": { status: 422, code: "too_many_rows", row: null },
  "file-header-unknown.csv": { status: 422, code: "header_unknown", row: 1 },
  "file-header-lost-quotes.csv": { status: 422, code: "header_unknown", row: 1 },
  "file-header-duplicate.csv": { status: 422, code: "header_duplicate", row: 1 },
  "file-header-missing.csv": { status: 422, code: "header_missing", row: 1 },
  "file-header-none.csv": { status: 422, code: "header_missing", row: 1 },
  "file-malformed.csv": { status: 422, code: "malformed_csv", row: 2 },
  "file-text-after-quote.csv": { status: 422, code: "malformed_csv", row: 2 },
  "file-too-many-cells.csv": { status: 422, code: "too_many_cells", row: 2 },
  "file-unreadable-encoding.csv": { status: 422, code: "unreadable_encoding", row: 3 },
  "file-unsupported-type.csv": { status: 415, code: "unsupported_file_type", row: null },
};

/** Nothing is left of a file that cannot be read: no draft, no user, no upload. */
async function expectNothing(account: Account): Promise<void> {
  expect(await account.imports()).toEqual([]);
  expect(await account.users()).toEqual([]);
}

/** It can be read: one of its rows is wrong as a whole. */
const REPEATED = "file-header-repeated.csv";

test("F7 a row that repeats the header is told once, keeps the draft, and goes like any row", async () => {
  const account = await makeAccount({ numbers: [] });
  const { status, body } = await account.upload(sample(REPEATED));
  expect([status, body.code, body.errors.map(({ row, code }) => [row, code])]).toEqual([
    ...[422, "validation_failed", [[3, "header_repeated"]]],
  ]);
  const { id } = body.import;
  const json = { rows: [{ row: 3, remove: true }] };
  expect(await account.ask("PATCH", `/imports/${id}/rows`, { json })).toMatchObject({ state: "ready" });
});

test("every small sample has its code", () => {
  const known = [...Object.keys(refusals), REPEATED];
  expect(known.toSorted()).toEqual(sampleNames.filter((name) => name.startsWith("file-")).toSorted());
});

for (const [name, expected] of Object.entries(refusals).filter(([, { code }]) => !code.startsWith("header_"))) {
  test(`${name} is refused as ${expected.code} with ${expected.status}, and no draft of it is kept`, async () => {
    const account = await makeAccount({ numbers: [] });
    const { status, body } = await account.upload(sample(name));
    expect([status, body.code, body.status]).toEqual([expected.status, expected.code, expected.status]);
    expect(body.errors[0]).toMatchObject({ code: expected.code, row: expected.row });
    expect(body.errors[0]?.message).toMatch(/[.?]$/);
    expect(body.import).toBeUndefined();
    await expectNothing(account);
  });
}

for (const [name, expected] of Object.entries(refusals).filter(([, { code }]) => code.startsWith("header_"))) {
  test(`T2 ${name} is refused as ${expected.code}, and its draft is kept, so that its columns can be assigned`, async () => {
    const account = await makeAccount({ numbers: [] });
    const { status, body } = await account.upload(sample(name));
    expect([status, body.code, body.errors[0]?.row]).toEqual([422, expected.code, expected.row]);
    expect(body.import).toMatchObject({ state: "invalid", file: { sha256: expect.any(String) } });
    const { id } = body.import;
    expect((await account.imports()).map((kept) => kept.id)).toEqual([id]);
    expect(body.import.columns.map(({ index }) => index)).toContain(1);
    const again = await account.call("POST", `/imports/${id}/start`);
    expect([again.status, again.body.code, again.body.errors]).toEqual([422, expected.code, body.errors]);
    expect((await account.call("GET", `/imports/${id}/original.csv`)).bytes).toEqual(sample(name));
    expect(await account.users()).toEqual([]);
  });
}

test("T2 headers that have lost their quotes are told apart from unknown ones", async () => {
  const account = await makeAccount({ numbers: [] });
  const { body } = await account.upload(sample("file-header-lost-quotes.csv"));
  expect(body.errors[0]?.message).toMatch(/lost its quotation marks/);
});

const LIMIT = 2_097_152;
/** A file of exactly so many bytes, whose last cells are long. */
const fileOf = (bytes: number) => {
  const text = `${csvOf(people(3))}\r\n,`;
  return `${text}${"x".repeat(bytes - text.length)}`;
};

test("F1 a file of one byte too many is refused as file_too_large, plain, as a form, and inflated", async () => {
  const account = await makeAccount({ numbers: [] });
  const plain = await account.upload(fileOf(LIMIT + 1));
  expect([plain.status, plain.body.code]).toEqual([413, "file_too_large"]);
  const form = await account.call("POST", "/imports", { body: formWith(fileOf(LIMIT + 1)) });
  expect([form.status, form.body.code]).toEqual([413, "file_too_large"]);
  const zipped = await account.upload(await gzip(fileOf(LIMIT + 1)), {}, compressed);
  expect([zipped.status, zipped.body.code]).toEqual([413, "file_too_large"]);
  await expectNothing(account);
});

test("F1 a file of exactly 2 MB is read", async () => {
  const account = await makeAccount({ numbers: [] });
  const { status, body } = await account.upload(fileOf(LIMIT));
  // Its last row is wrong in other ways: too long, and without an address.
  expect([status, body.code]).toEqual([422, "validation_failed"]);
});

function formWith(file: string | Uint8Array<ArrayBuffer>, fields: Readonly<Record<string, string>> = {}): FormData {
  const form = new FormData();
  form.set("file", new File([file], "people.csv", { type: "text/csv" }));
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

async function gzip(content: BodyInit): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Response(content).body?.pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream ?? null).arrayBuffer());
}

const compressed = { headers: { "Content-Encoding": "gzip" } };

test("F1 a gzipped file is the same as the file: bytes and hash are of what was inflated", async () => {
  const account = await makeAccount({ numbers: [] });
  const file = csvOf(people(3));
  const plain = await account.upload(file, { dry_run: "true" });
  const zipped = await account.upload(await gzip(file), { dry_run: "true" }, compressed);
  expect(zipped.status).toBe(200);
  expect(zipped.body.file).toEqual(plain.body.file);
  expect(zipped.body.file.bytes).toBe(file.length);
  const original = await account.call("GET", `/imports/${zipped.body.id}/original.csv`);
  expect(original.text).toBe(file);
});

test("F1 a gzip bomb is refused as soon as it has inflated past the limit", async () => {
  const account = await makeAccount({ numbers: [] });
  const whole = await gzip(new Uint8Array(64 * 1024 * 1024));
  // Whoever inflated all of it would come upon its torn end, and say so.
  const bomb = whole.slice(0, -1_000);
  expect(bomb.byteLength).toBeLessThan(LIMIT / 10);
  const { status, body } = await account.upload(bomb, {}, compressed);
  expect([status, body.code]).toEqual([413, "file_too_large"]);
  await expectNothing(account);
});

test("a body that is not what Content-Encoding says is a 400, and other encodings a 415", async () => {
  const account = await makeAccount({ numbers: [] });
  const broken = await account.upload(csvOf([{}]), {}, compressed);
  expect([broken.status, broken.body.code]).toEqual([400, "malformed_encoding"]);
  const whole = await gzip(csvOf(people(200)));
  const cut = await account.upload(whole.slice(0, whole.length - 20), {}, compressed);
  expect([cut.status, cut.body.code]).toEqual([400, "malformed_encoding"]);
  const other = await account.upload(csvOf([{}]), {}, { headers: { "Content-Encoding": "br" } });
  expect([other.status, other.body.code]).toEqual([415, "unsupported_content_encoding"]);
  await expectNothing(account);
});

test("only CSV bodies and forms are taken; anything else is a 415", async () => {
  const account = await makeAccount({ numbers: [] });
  for (const type of ["application/json", "text/plain"]) {
    const { status, body } = await account.upload(csvOf([{}]), {}, { headers: { "Content-Type": type } });
    expect([type, status, body.code]).toEqual([type, 415, "unsupported_body_type"]);
  }
  for (const type of ["application/octet-stream", "application/vnd.ms-excel", "text/csv; header=present"]) {
    const asked = { headers: { "Content-Type": type } };
    const taken = await account.upload(csvOf([{}]), { dry_run: "true" }, asked);
    expect([type, taken.status]).toEqual([type, 200]);
    await account.ask("DELETE", `/imports/${taken.body.id}`);
  }
  await expectNothing(account);
});

test("F3 binary files are refused by what is in them, whatever they are called", async () => {
  const account = await makeAccount({ numbers: [] });
  const binaries: Readonly<Record<string, readonly number[]>> = {
    pdf: [...new TextEncoder().encode("%PDF-1.7\n%")],
    xls: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    nul: [...new TextEncoder().encode("Display Name,Email Address\r\nA\0B,a@b.example")],
  };
  for (const [kind, bytes] of Object.entries(binaries)) {
    const { status, body } = await account.upload(Uint8Array.from(bytes), { filename: "users.csv" });
    expect([kind, status, body.code]).toEqual([kind, 415, "unsupported_file_type"]);
  }
  const called = await account.upload(csvOf([{}]), { filename: "users.xlsx", dry_run: "true" });
  expect(called.status).toBe(200);
});

test("a form carries the file, its name and the options", async () => {
  const account = await makeAccount({ numbers: [] });
  const fields = { passwords: "recipient", password_recipient: "it@acme.example", services: "meet,share" };
  const { status, body, headers } = await account.call<{ id: string; file: object; options: object }>(
    "POST",
    "/imports",
    { body: formWith(csvOf(people(2)), fields) },
  );
  expect(status).toBe(202);
  expect(headers.get("Location")).toBe(`${ORIGIN}/api/v1/accounts/${account.id}/imports/${body.id}`);
  expect(body.file).toMatchObject({ name: "people.csv" });
  expect(body.options).toMatchObject({ ...fields, services: ["meet", "share"] });
  expect((await account.waitFor(body.id)).counts.created).toBe(2);
});

test("the name of a plain upload stands in Content-Disposition or in filename, and is upload.csv otherwise", async () => {
  const account = await makeAccount({ numbers: [] });
  const named = async (options: Record<string, string>, headers: Record<string, string> = {}) =>
    (await account.upload(csvOf([{}]), { dry_run: "true", ...options }, { headers })).body.file.name;
  expect(await named({})).toBe("upload.csv");
  expect(await named({ filename: "juin 2026.csv" })).toBe("juin 2026.csv");
  expect(await named({}, { "Content-Disposition": 'attachment; filename="../secret/june.csv"' })).toBe("june.csv");
  expect(await named({}, { "Content-Disposition": "attachment; filename*=UTF-8''juin%20%C3%A9t%C3%A9.csv" })).toBe(
    "juin été.csv",
  );
});
