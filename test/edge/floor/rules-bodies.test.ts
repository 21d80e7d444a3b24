import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { MAX_FILE_BYTES } from "../../../src/domain/limits.ts";
import { readBounded } from "../../../src/http/request/bounded-body.ts";
import { ofPage, readUploadRequest } from "../../../src/http/request/upload-request.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { fixture, makeAccount } from "../../support/site/site.ts";

const URL_OF_IMPORTS = "http://localhost/api/v1/accounts/acme/imports";

/** A body that is made while it is read, with how many bytes of it have been taken. */
function flowing(pieces: Iterable<Uint8Array>): { body: ReadableStream<Uint8Array>; taken: () => number } {
  const source = pieces[Symbol.iterator]();
  let taken = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value, done } = source.next();
      if (done) return controller.close();
      taken += value.byteLength;
      controller.enqueue(value);
    },
  });
  return { body, taken: () => taken };
}

const requestOf = (body: BodyInit, headers: Readonly<Record<string, string>> = {}) =>
  new Request(URL_OF_IMPORTS, { method: "POST", body, headers: { "Content-Type": "text/csv", ...headers } });

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Response(bytes).body?.pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream ?? null).arrayBuffer());
}

function* split(bytes: Uint8Array<ArrayBuffer>, sizes: readonly number[]): Generator<Uint8Array<ArrayBuffer>> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.slice(at, at + size);
    at += size;
  }
}

const people40 = people(40, (n) => ({ display_name: `Zoë 漢字 \u{1F600}, ${n}` }));
const file = Uint8Array.from(new TextEncoder().encode(`\uFEFF${csvOf(people40)}`));
const splits = [[1], [2, 3], [1, 7, 1_000], [file.length - 1, 1], [1, file.length], [4_096], [file.length]];

test.each(splits)("F1 a file is the same however the network cuts it, by %j", async (...sizes) => {
  const plain = await readBounded(requestOf(flowing(split(file, sizes)).body), MAX_FILE_BYTES);
  expect(plain).toEqual({ ok: true, value: file });
  const zipped = await gzip(file);
  const request = requestOf(flowing(split(zipped, sizes)).body, { "Content-Encoding": "gzip" });
  expect(await readBounded(request, MAX_FILE_BYTES)).toEqual({ ok: true, value: file });
});

test("F1 cut into any pieces, a file is checked with the same result", async () => {
  const account = await makeAccount({ numbers: [] });
  const whole = await account.upload(file, { dry_run: "true" });
  expect(whole.status).toBe(200);
  for (const sizes of [[1], [997, 2], [file.length - 1, 1]]) {
    const { status, body } = await account.call<typeof whole.body>("POST", "/imports?dry_run=true", {
      body: flowing(split(file, sizes)).body,
      headers: { "Content-Type": "text/csv" },
    });
    expect([status, body.file, body.counts]).toEqual([200, whole.body.file, whole.body.counts]);
    const ids = [body.id, whole.body.id];
    const [cut, uncut] = await Promise.all(ids.map((id) => account.call("GET", `/imports/${id}/original.csv`)));
    expect(cut?.bytes).toEqual(uncut?.bytes);
  }
});

const PIECE = new Uint8Array(65_536).fill(97);

test("F1 a body without end is refused when it has passed the limit, and no more of it is taken", async () => {
  const { body, taken } = flowing(
    (function* () {
      for (;;) yield PIECE;
    })(),
  );
  const read = await readUploadRequest(requestOf(body), ofPage);
  expect(read).toMatchObject({ ok: false, failure: { code: "file_too_large" } });
  expect(taken()).toBeLessThanOrEqual(MAX_FILE_BYTES + 4 * PIECE.length);
});

test("F1 a Content-Length that promises little is not believed", async () => {
  const { body, taken } = flowing(
    (function* () {
      for (;;) yield PIECE;
    })(),
  );
  const read = await readUploadRequest(requestOf(body, { "Content-Length": "100" }), ofPage);
  expect(read).toMatchObject({ ok: false, failure: { code: "file_too_large" } });
  expect(taken()).toBeLessThan(2 * MAX_FILE_BYTES);
});

test("F1 through the API a body without end is answered, and heard for 64 MB and no longer", async () => {
  const account = await makeAccount({ numbers: [] });
  const { body, taken } = flowing(
    (function* () {
      for (;;) yield PIECE;
    })(),
  );
  const answer = await account.call("POST", "/imports", { body, headers: { "Content-Type": "text/csv" } });
  expect([answer.status, answer.body.code]).toEqual([413, "file_too_large"]);
  expect(taken()).toBeGreaterThan(20 * 1_048_576);
  expect(taken()).toBeLessThan(72 * 1_048_576);
});

/** 17 KB that are 10 MB of gzip within, and those 10 GB of zeros. */
const bomb = fixture("bomb-10gb.gz.gz");
const gzipped = { "Content-Encoding": "gzip" };

test("F1 17 KB that inflate to 10 GB are refused as soon as they have passed the limit", async () => {
  expect(bomb.length).toBeLessThan(50_000);
  const outside = await readUploadRequest(requestOf(bomb, gzipped), ofPage);
  expect(outside).toMatchObject({ ok: false, failure: { code: "file_too_large" } });
  // The bomb within, as far as it may be sent: 2 GB, were it inflated to its end.
  const within = gunzipSync(bomb);
  expect(within.length).toBeGreaterThan(4 * MAX_FILE_BYTES);
  const inside = await readUploadRequest(
    requestOf(new Uint8Array(within.subarray(0, MAX_FILE_BYTES)), gzipped),
    ofPage,
  );
  expect(inside).toMatchObject({ ok: false, failure: { code: "file_too_large" } });
});

test("F1 F3 through the API, a bomb is refused in each of its wrappings, and nothing is kept", async () => {
  const account = await makeAccount({ numbers: [] });
  const once = await account.upload(bomb, {}, { headers: gzipped });
  expect([once.status, once.body.code]).toEqual([413, "file_too_large"]);
  const asFile = await account.upload(bomb);
  expect([asFile.status, asFile.body.code]).toEqual([415, "unsupported_file_type"]);
  const twice = await account.upload(bomb, {}, { headers: { "Content-Encoding": "gzip, gzip" } });
  expect([twice.status, twice.body.code]).toEqual([415, "unsupported_content_encoding"]);
  expect(await account.imports()).toEqual([]);
});
