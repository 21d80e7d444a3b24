import { expect, test } from "vitest";
import { type Account, makeAccount } from "../../support/site/site.ts";
import { signedIn, textOf, type Visitor } from "../../support/site/visitor.ts";

const header = "Display Name,Email Address,Subscription License Type,Call Timeout,Voicemail PIN,Extension";
const csv = (...rows: string[]) => `${[header, ...rows].join("\r\n")}\r\n`;
const faulty = csv(
  "Ada,ada@example.com,Pro,4,1357,",
  "Bo,bo@example.com,Pro,30,97531,2001",
  "Cy,cy@,Pro,30,,2001",
  "Di,di@example.com,Pro,30,,",
);
const COLUMNS = "display_name email license_type call_timeout voicemail_pin extension";

async function openDraft(file = faulty): Promise<{ account: Account; visitor: Visitor; id: string }> {
  const account = await makeAccount({ numbers: [] });
  const { body } = await account.upload<{ import: { id: string } }>(file);
  return { account, visitor: await signedIn(account), id: body.import.id };
}

/** Saves a cell as the script of the sheet does, with the rows that it shows. */
function save(visitor: Visitor, id: string, cells: Readonly<Record<string, string>>, rows = "2 3 4 5") {
  return visitor.send(`/imports/${id}/sheet`, { columns: COLUMNS, rows, show: "all", q: "", ...cells });
}

/** The numbers of the rows that an answer shows. */
const rowsIn = (text: string) => [...text.matchAll(/<tr [^>]*id="r(\d+)"/g)].map(([, row]) => Number(row));

test("E2 the sheet shows the rows that need a look, each cell with its text and why it is wrong", async () => {
  const { visitor, id } = await openDraft();
  const page = await visitor.visit(`/imports/${id}`);
  expect(page.status).toBe(200);
  expect(textOf(page)).toContain("before anyone is created");
  expect(rowsIn(page.text)).toEqual([2, 3, 4]);
  const all = await visitor.visit(`/imports/${id}?show=all`);
  expect(rowsIn(all.text)).toEqual([2, 3, 4, 5]);
  expect(rowsIn((await visitor.visit(`/imports/${id}?show=out_of_range`)).text)).toEqual([2]);
  expect(rowsIn((await visitor.visit(`/imports/${id}?show=all&q=DI%40`)).text)).toEqual([5]);
});

test("E2 columns without values are folded away, and unfolded when asked for", async () => {
  const { visitor, id } = await openDraft();
  const heads = (text: string) => [...text.matchAll(/data-f="([a-z_]+)"/g)].map(([, field]) => field);
  expect(heads((await visitor.visit(`/imports/${id}`)).text).sort()).toEqual(COLUMNS.split(" ").sort());
  expect(heads((await visitor.visit(`/imports/${id}?columns=all`)).text).length).toBeGreaterThan(20);
});

test("E2 a saved cell is checked with the whole file, and only the rows that look otherwise travel back", async () => {
  const { account, visitor, id } = await openDraft();
  const saved = await save(visitor, id, { "cell:4:extension": "2002", "was:4:extension": "2001", "revision:4": "1" });
  expect(saved.status).toBe(200);
  // Row 3 had the same extension, and is right now; rows 2 and 5 are as they were.
  expect(rowsIn(saved.text)).toEqual([3, 4]);
  const { body } = await account.call<{ items: { row: number; values: Record<string, string> }[] }>(
    "GET",
    `/imports/${id}/rows`,
  );
  expect(body.items.find(({ row }) => row === 4)?.values.extension).toBe("2002");
});

test("E2 of the rows that changed only those travel that the sheet shows", async () => {
  const { visitor, id } = await openDraft();
  const cells = { "cell:4:extension": "2002", "was:4:extension": "2001", "revision:4": "1" };
  expect(rowsIn((await save(visitor, id, cells, "4 5")).text)).toEqual([4]);
  const again = { "cell:4:extension": "2003", "was:4:extension": "2002", "revision:4": "2" };
  expect(rowsIn((await save(visitor, id, again, "5")).text)).toEqual([]);
});

test("V6 a row that somebody else has changed is not overwritten: it comes back as it is now", async () => {
  const { account, visitor, id } = await openDraft();
  await account.call("PATCH", `/imports/${id}/rows`, { json: { rows: [{ row: 2, values: { call_timeout: "50" } }] } });
  const refused = await save(visitor, id, {
    "cell:2:call_timeout": "60",
    "was:2:call_timeout": "4",
    "revision:2": "1",
  });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('id="sheet-refused"');
  expect(rowsIn(refused.text)).toEqual([2]);
  expect(refused.text).toContain(">50<");
});

test("M8 a PIN is never in the sheet, only that there is one, and can be blanked", async () => {
  const { visitor, id } = await openDraft();
  const page = await visitor.visit(`/imports/${id}?show=all`);
  expect(page.text).not.toContain("97531");
  expect(page.text).toContain("••••");
  const cells = { "cell:3:voicemail_pin": "", "blank:3:voicemail_pin": "yes", "revision:3": "1" };
  const saved = await save(visitor, id, cells);
  expect(saved.status).toBe(200);
  expect(saved.text.slice(saved.text.indexOf('id="r3"'), saved.text.indexOf('id="r4"'))).not.toContain("••••");
});

test("E2 the sheet’s old address leads to the draft, with what it showed, and so does the old name of a filter", async () => {
  const { visitor, id } = await openDraft();
  const old = await visitor.visit(`/imports/${id}/sheet?show=errors&q=di`);
  expect([old.status, old.headers.get("Location")]).toEqual([303, `/imports/${id}?show=errors&q=di`]);
  expect(rowsIn((await visitor.visit(`/imports/${id}?kind=out_of_range`)).text)).toEqual([2]);
});

test("E2 a row is removed in the sheet, comes back by Undo, and is not removed unseen once somebody has changed it", async () => {
  const { account, visitor, id } = await openDraft();
  const removed = await save(visitor, id, { remove: "5", "revision:5": "1" });
  expect([removed.status, rowsIn(removed.text)]).toEqual([200, []]);
  expect(removed.text).toContain("1 row removed");
  expect((await account.rows(id)).map(({ row }) => row)).toEqual([2, 3, 4]);
  await visitor.send(/action="([^"]*\/undo)"/.exec(removed.text)?.[1] ?? "", { show: "all" });
  expect((await account.rows(id)).map(({ row }) => row)).toEqual([2, 3, 4, 5]);
  await account.ask("PATCH", `/imports/${id}/rows`, { json: { rows: [{ row: 5, values: { call_timeout: "50" } }] } });
  expect((await save(visitor, id, { remove: "5", "revision:5": "1" })).status).toBe(409);
  expect((await account.rows(id)).length).toBe(4);
});

test("E5 without a script a row is corrected by the form that its number leads to, and what is next is gone on to", async () => {
  const { visitor, id } = await openDraft();
  const row = await visitor.visit(`/imports/${id}?show=row:2`);
  expect(textOf(row)).toContain("All cells of row 2");
  const form = { show: "row:2", "revision:2": "1", "cell:2:call_timeout": "40", "was:2:call_timeout": "4" };
  const saved = await visitor.send(`/imports/${id}/rows`, form);
  expect([saved.status, saved.headers.get("Location")]).toEqual([303, `/imports/${id}?show=row%3A2#main`]);
  const next = await visitor.send(`/imports/${id}/rows`, {
    ...form,
    "revision:2": "2",
    "was:2:call_timeout": "",
    go: "next",
  });
  expect(next.headers.get("Location")).toBe(`/imports/${id}?show=row%3A3#cell:3:extension`);
  const stale = await visitor.send(`/imports/${id}/rows`, { ...form, "cell:2:call_timeout": "41" });
  expect([stale.status, textOf(stale)]).toEqual([409, expect.stringContaining("The draft has “40” now.")]);
});

test("E2 what is no draft any more has another page, and what is nobody's is not found", async () => {
  const { account, visitor } = await openDraft();
  const done = await account.start(csv("Ada,ada@example.com,Pro,30,,"));
  await account.waitFor(done);
  expect((await visitor.visit(`/imports/${done}/sheet`)).status).toBe(303);
  expect(textOf(await visitor.visit(`/imports/${done}`))).toContain("1 user created");
  expect((await save(visitor, done, { "cell:2:extension": "2002" })).status).toBe(409);
  expect((await visitor.visit("/imports/imp_nothing")).status).toBe(404);
});

test("E3 while it is not known what the columns are, nobody is promised", async () => {
  const { visitor, id } = await openDraft("Worker,Work Mail,Plan\nAda,ada@example.com,Pro\nBo,bo@example.com,Pro\n");
  const unknown = textOf(await visitor.visit(`/imports/${id}`));
  expect(unknown).toContain("Who will be created can be told once it is known what the columns are.");
  expect(unknown).not.toMatch(/users? will be created|Start import of|Licences after it/);
  const columns = { "column:1": "display_name", "column:2": "email", "column:3": "license_type" };
  expect((await visitor.send(`/imports/${id}/reading`, columns)).status).toBe(303);
  const known = textOf(await visitor.visit(`/imports/${id}`));
  expect(known).toMatch(/2 users will be created.*Start import of 2 users/);
});
