import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Refusal, Shown, ShownReport } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

type Checked = Shown & { readonly problems: ShownReport };
type Remembered = { readonly header: string; readonly field: string | null };

const foreign = "Worker,Work Mail,Plan,Floor\nAnn,ann@x.example,Pro,3\nBo,bo@x.example,Pro,\n";
const meaning = { Worker: "display_name", "Work Mail": "email", Plan: "license_type", Floor: null };

/** Uploads a file whose headers are foreign, and gives its draft. */
async function draftOf(account: Account, file = foreign): Promise<string> {
  const { status, body } = await account.upload(file);
  expect([status, body.import.state]).toEqual([422, "invalid"]);
  return body.import.id;
}

const read = (account: Account, id: string, json: object) =>
  account.call<Checked & Refusal>("PATCH", `/imports/${id}/reading`, { json });

const start = (account: Account, id: string) => account.call<Shown>("POST", `/imports/${id}/start`);

test("T4 a file of another system is assigned, started, and the next one needs nothing", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await draftOf(account);
  const assigned = await read(account, id, { columns: meaning });
  expect([assigned.status, assigned.body.state, assigned.body.problems.errors]).toEqual([200, "ready", []]);
  expect(assigned.body.columns.map(({ header, field, how }) => [header, field, how])).toEqual(
    Object.entries(meaning).map(([header, field]) => [header, field, "assigned"]),
  );
  expect(await account.list("/columns")).toEqual([]);
  expect((await start(account, id)).status).toBe(202);
  expect((await account.waitFor(id)).counts.created).toBe(2);
  expect(await account.list<Remembered>("/columns")).toEqual(
    ["Floor", "Plan", "Work Mail", "Worker"].map((header) => ({ header, field: Reflect.get(meaning, header) })),
  );
  const second = await account.upload(foreign.replaceAll("@x", "@y"));
  expect(second.status).toBe(202);
  expect(second.body.columns.map(({ how }) => how)).toEqual(Array.from({ length: 4 }, () => "remembered"));
  expect(second.body.notices.map(({ code }) => code)).toEqual(["column_ignored", "columns_assigned"]);
  expect((await account.waitFor(second.body.id)).counts.created).toBe(2);
});

test("T4 what is remembered is forgotten by its name, however it is written, or all at once", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await draftOf(account);
  await read(account, id, { columns: meaning });
  await start(account, id);
  await account.waitFor(id);
  const forget = (path: string) => account.call("DELETE", `/columns${path}`);
  expect((await forget("/work%20MAIL%20(x)")).status).toBe(204);
  expect((await forget("/work%20mail")).status).toBe(404);
  expect(await account.list<Remembered>("/columns")).toHaveLength(3);
  expect((await forget("")).status).toBe(204);
  expect(await account.list("/columns")).toEqual([]);
  expect((await account.upload(foreign)).body.code).toBe("header_missing");
});

test("X5 the rest of a file is read as the file was, though the account has forgotten the headers or remembers others", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await draftOf(account);
  await read(account, id, { columns: meaning });
  await start(account, id);
  await account.waitFor(id);
  const second = await account.upload(foreign.replace("bo@x", "cy@x"));
  expect((await account.waitFor(second.body.id)).counts).toMatchObject({ created: 1, failed: 1 });
  await account.ask("DELETE", "/columns");
  const other = await draftOf(
    account,
    "Display Name,Email Address,Subscription License Type,Worker\nDi,di@x.example,Pro,IT\n",
  );
  await read(account, other, { columns: { Worker: "department" } });
  await start(account, other);
  await account.waitFor(other);
  const rest = await account.call<Shown>("POST", `/imports/${second.body.id}/continuation`, { json: {} });
  expect([rest.status, rest.body.state]).toEqual([201, "ready"]);
  expect(rest.body.columns.map(({ header, field, how }) => [header, field, how])).toEqual(
    Object.entries(meaning).map(([header, field]) => [header, field, "remembered"]),
  );
});

test("T4 unknown_columns=ignore is not remembered, and can be given to the upload, the reading and the start", async () => {
  const account = await makeAccount({ numbers: [] });
  const header = "Display Name,Email Address,Subscription License Type,Floor";
  const file = (n: number) => `${header}\nAnn,ann${n}@x.example,Pro,3\n`;
  const told = await account.upload(file(1));
  expect([told.status, told.body.code]).toEqual([422, "header_unknown"]);
  const upload = await account.upload(file(2), { unknown_columns: "ignore" });
  expect([upload.status, upload.body.options.unknown_columns]).toEqual([202, "ignore"]);
  await account.waitFor(upload.body.id);
  const reading = await read(account, told.body.import.id, { unknown_columns: "ignore" });
  expect([reading.status, reading.body.state]).toEqual([200, "ready"]);
  const { body } = await account.upload(file(3));
  const json = { unknown_columns: "ignore" };
  const started = await account.call("POST", `/imports/${body.import.id}/start`, { json });
  expect(started.status).toBe(202);
  await account.waitFor(body.import.id);
  expect(await account.list("/columns")).toEqual([]);
});

test("T4 corrections stay with their row and field, removed rows stay removed, and the export has the file's own cells", async () => {
  const account = await makeAccount({ numbers: [] });
  const taken = "Display Name,Email Address,Subscription License Type\nEve,ann@x.example,Pro\n";
  await account.waitFor(await account.start(taken));
  const id = await draftOf(account, "Worker;Work Mail;Plan;Floor\n=Ann;ann@x.example;pro;3\nBo;bo@x.example;Pro;4\n");
  const rows = [
    { row: 2, values: { display_name: "Anna", voicemail_pin: "740286" } },
    { row: 3, remove: true },
  ];
  await account.ask("PATCH", `/imports/${id}/rows`, { json: { rows } });
  const assigned = await read(account, id, { columns: meaning });
  expect([assigned.body.state, assigned.body.counts.rows]).toEqual(["ready", 1]);
  expect((await account.rows(id))[0]?.values).toEqual({
    display_name: "Anna",
    email: "ann@x.example",
    license_type: "pro",
  });
  await start(account, id);
  expect((await account.waitFor(id)).counts).toMatchObject({ rows: 1, failed: 1 });
  const { text } = await account.call("GET", `/imports/${id}/not-created.csv`);
  expect(text.replace("\uFEFF", "").split("\r\n")).toEqual([
    "Worker;Work Mail;Plan;Floor;Voicemail PIN (Optional)",
    "Anna;ann@x.example;pro;3;740286",
    "",
  ]);
  await account.call("DELETE", "/columns");
  const continued = await account.call<Shown>("POST", `/imports/${id}/continuation`, { json: {} });
  expect([continued.status, continued.body.state]).toEqual([201, "ready"]);
});

test("T4 a row that was corrected stays, with its corrections, though all that the file has there is not used", async () => {
  const account = await makeAccount({ numbers: [] });
  await account.waitFor(
    await account.start("Display Name,Email Address,Subscription License Type\nEve,bo@x.example,Pro\n"),
  );
  const id = await draftOf(account, "Worker,Work Mail,Plan,Floor\nAnn,ann@x.example,Pro,3\n,,,joins in May\n");
  await read(account, id, { columns: { ...meaning, Floor: "job_title" } });
  const values = { display_name: "Bo", email: "bo@x.example", license_type: "Pro" };
  await account.ask("PATCH", `/imports/${id}/rows`, { json: { rows: [{ row: 3, values }] } });
  const unused = await read(account, id, { columns: { Floor: null } });
  expect([unused.body.state, unused.body.counts.rows]).toEqual(["ready", 2]);
  expect((await account.rows(id))[1]?.values).toEqual(values);
  await start(account, id);
  expect((await account.waitFor(id)).counts).toMatchObject({ created: 1, failed: 1 });
  const { text } = await account.call("GET", `/imports/${id}/not-created.csv`);
  expect(text.split("\r\n")[1]).toBe("Bo,bo@x.example,Pro,joins in May");
});

test("T4 a column that was assigned is as the file says again, and a wish that cannot be granted changes nothing", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await draftOf(account);
  await read(account, id, { columns: meaning });
  const before = await account.import(id);
  for (const columns of [{ Nobody: "email" }, { "#9": null }, { Floor: "storey" }, { Floor: "email" }]) {
    const { status, body } = await read(account, id, { columns });
    expect([columns, status, body.code]).toEqual([columns, 422, "invalid_option"]);
  }
  expect(await account.import(id)).toEqual(before);
  const back = await read(account, id, { columns: { "#3": "" } });
  expect([back.body.state, back.body.problems.errors.map(({ code }) => code)]).toEqual([
    ...["invalid", ["header_unknown", "header_missing"]],
  ]);
});

test("T4 at most 200 headers are remembered, and the oldest go first", async () => {
  const account = await makeAccount({ numbers: [] });
  const older = env.DB.prepare(
    `INSERT INTO remembered_columns
     WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 200)
     SELECT ?1, 'old ' || x, 'Old ' || x, NULL, '2026-01-01T00:00:00.' || printf('%03d', x) || 'Z' FROM n`,
  );
  await older.bind(account.id).run();
  const id = await draftOf(account);
  await read(account, id, { columns: meaning });
  await start(account, id);
  await account.waitFor(id);
  const headers = (await account.list<Remembered>("/columns")).map(({ header }) => header);
  expect(headers).toHaveLength(200);
  expect(headers).toEqual(expect.arrayContaining(["Worker", "Floor", "Old 5", "Old 200"]));
  expect(headers).not.toEqual(expect.arrayContaining(["Old 4"]));
});

test("S4 another account neither sees nor forgets what is remembered, and a reading token forgets nothing", async () => {
  const [account, other] = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const id = await draftOf(account);
  await read(account, id, { columns: meaning });
  await start(account, id);
  await account.waitFor(id);
  expect(await other.list("/columns")).toEqual([]);
  await other.call("DELETE", "/columns");
  const token = await account.token("read");
  const refused = await account.call("DELETE", "/columns", { token });
  expect([refused.status, refused.body.code]).toEqual([403, "read_only_token"]);
  expect((await account.call("DELETE", "/columns", { token: await other.token() })).status).toBe(404);
  expect(await account.list("/columns")).toHaveLength(4);
});
