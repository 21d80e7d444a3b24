import { expect, test } from "vitest";
import { type Account, makeAccount, phones } from "../../support/site/site.ts";

const [parked = "", alsoParked = ""] = phones(2);

/** A file as another tool writes it: semicolons, columns in another order, a blank one, and cells that tempt a spreadsheet. */
const lines = [
  "Email Address; Display name ;;Job Title;Primary Phone Number;Subscription License Type;Import Error",
  `ok@acme.example;Okay;;Nurse;${parked};Pro;`,
  'one@acme.example;"Quoted; ""Name""";;"two\nlines";+1 415 555 0190;pro;"number_not_parked"',
  "two@acme.example;=SUM(A1);;'=1+1;'+14155550191;Basic;",
  "three@acme.example;  spaced out ;;@home;00 1 415 555 0192;PRO",
  `four@acme.example;Fourth;;-;${alsoParked};Pro;old reason`,
];
const file = new TextEncoder().encode(`${lines.join("\r\n")}\r\n`);

async function imported(): Promise<{ account: Account; id: string }> {
  const account = await makeAccount({ numbers: [parked, alsoParked] });
  const { id, counts } = await account.waitFor(
    await account.start(file, { filename: "people.csv", confirm: "cells_shifted" }),
  );
  expect(counts).toMatchObject({ rows: 5, created: 2, failed: 3 });
  return { account, id };
}

const BOM = "\uFEFF";
const download = (account: Account, id: string, query = "") =>
  account.call("GET", `/imports/${id}/not-created.csv${query}`);

test("X2 the export keeps the original's columns, order, separator and cells, and guards what would be calculated", async () => {
  const { account, id } = await imported();
  const { bytes } = await download(account, id);
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  expect(text.startsWith(BOM)).toBe(true);
  const [header, ...rows] = text.slice(1).split("\r\n");
  expect(header?.split(";").map((cell) => cell.replaceAll('"', "").trim())).toEqual([
    ...["Email Address", "Display name", "", "Job Title", "Primary Phone Number", "Subscription License Type"],
    "Import Error",
  ]);
  expect(rows).toHaveLength(4);
  expect(rows[0]).toBe(`one@acme.example;"Quoted; ""Name""";;"two\nlines";'+1 415 555 0190;pro;number_not_parked`);
  expect(rows[1]).toBe("two@acme.example;'=SUM(A1);;'=1+1;'+14155550191;Basic;");
  expect(rows[2]?.split(";").map((cell) => cell.replaceAll('"', ""))).toEqual([
    ...["three@acme.example", "  spaced out ", "", "'@home", "00 1 415 555 0192", "PRO", ""],
  ]);
  expect(rows[3]).toBe("");
});

test("X4 what was exported reads as the same values, and can be imported as it is once the cause is gone", async () => {
  const { account, id } = await imported();
  const { bytes } = await download(account, id, "?errors=1");
  const numbers = ["+14155550190", "+14155550191", "+14155550192"];
  await account.ask("POST", "/numbers", { json: { numbers } });
  const failed = await account.rows(id, "failed");
  const again = await account.draft(bytes);
  const values = (await account.rows(again)).map((row) => row.values);
  expect(values).toEqual(failed.map((row) => row.values));
  expect((await account.call("POST", `/imports/${again}/start`)).status).toBe(202);
  expect((await account.waitFor(again)).counts).toMatchObject({ created: 3, failed: 0 });
  const names = (await account.users()).map(({ display_name, job_title }) => `${display_name} / ${job_title}`).sort();
  expect(names).toEqual([
    "=SUM(A1) / =1+1",
    "Fourth / -",
    "Okay / Nurse",
    'Quoted; "Name" / two lines',
    "spaced out / @home",
  ]);
});

test("original.csv is the upload, byte for byte, in whatever encoding it came", async () => {
  const account = await makeAccount({ numbers: [] });
  // Windows-1252: é is one byte.
  const latin = Uint8Array.from([
    ...new TextEncoder().encode("Display Name,Email Address\r\nRen"),
    0xe9,
    ...new TextEncoder().encode(",rene@acme.example\r\n"),
  ]);
  const options = { services: "meet", encoding: "iso-8859-1" };
  const { id, options: inForce, file: told } = await account.waitFor(await account.start(latin, options));
  expect(inForce.encoding).toBe("windows-1252");
  expect(told).toMatchObject({ encoding: "windows-1252", bytes: latin.byteLength });
  expect(told.sha256).toBe(await sha256(latin));
  const original = await account.call("GET", `/imports/${id}/original.csv`);
  expect(original.bytes).toEqual(latin);
  expect(original.headers.get("Content-Type")).toMatch(/^text\/csv/);
  expect(original.headers.get("Cache-Control")).toBe("no-store");
  expect((await account.users()).map(({ display_name }) => display_name)).toEqual(["René"]);
});

async function sha256(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

test("X2 a file whose rows were all created gives an export with its header alone", async () => {
  const account = await makeAccount({ numbers: [] });
  const { id } = await account.waitFor(
    await account.start("Display Name,Email Address\r\nAda,ada@acme.example\r\n", { services: "meet" }),
  );
  expect((await download(account, id)).text.replace(BOM, "")).toBe("Display Name,Email Address\r\n");
});

test("S2 S4 a reading token gets neither the upload nor rows of it, and another account's token finds nothing", async () => {
  const { account, id } = await imported();
  const other = await makeAccount({ numbers: [] });
  const [reading, writing, foreign] = [await account.token("read"), await account.token(), await other.token()];
  for (const name of ["not-created.csv", "original.csv"]) {
    const path = `/imports/${id}/${name}`;
    const refused = await account.call("GET", path, { token: reading });
    expect([name, refused.status, refused.body.code]).toEqual([name, 403, "read_only_token"]);
    expect((await account.call("GET", path, { token: writing })).status).toBe(200);
    expect((await account.call("GET", path, { token: foreign })).status).toBe(404);
    expect((await other.call("GET", path, { token: foreign })).status).toBe(404);
  }
  expect((await account.call("GET", `/imports/${id}/created.csv`, { token: reading })).status).toBe(200);
});

test("S8 every download of an upload or of rows leaves an audit entry", async () => {
  const { account, id } = await imported();
  const token = await account.token();
  for (const name of ["not-created.csv", "original.csv", "created.csv"]) {
    await account.call("GET", `/imports/${id}/${name}`, { token });
  }
  const entries = await account.list<{ who: string; action: string; subject: string }>("/activity");
  const downloads = entries.filter(({ action, subject }) => action.includes("download") && subject === id);
  expect(downloads.map(({ who }) => who)).toEqual(["token:ci", "token:ci", "token:ci"]);
  expect(new Set(downloads.map(({ action }) => action)).size).toBe(3);
});
