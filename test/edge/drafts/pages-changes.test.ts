import { expect, test } from "vitest";
import { makeAccount } from "../../support/site/site.ts";
import { signedIn, textOf, type Visitor } from "../../support/site/visitor.ts";

const header = "Display Name,Email Address,Subscription License Type,Department,Caller ID";
const numbers = ["Ada", "Bo", "Cy"].map((name, at) => `${name},${name}@example.com,Pro,,(415) 555-01${10 + at}`);
const file = [header, ...numbers, "Di,di@,Pro,,", "Ed,ed@,Pro,,"].join("\n");

async function draft(): Promise<{ account: Awaited<ReturnType<typeof makeAccount>>; dana: Visitor; path: string }> {
  const account = await makeAccount({ numbers: [] });
  const { body } = await account.upload(file);
  return { account, dana: await signedIn(account), path: `/imports/${body.import.id}` };
}

const undoOf = ({ text }: { readonly text: string }) => /action="([^"]*\/changes\/[^"]*\/undo)"/.exec(text)?.[1] ?? "";

test("I13 the suggestions of a kind are taken, and the rows of another removed, with a click each and without a script", async () => {
  const { account, dana, path } = await draft();
  expect(textOf(await dana.visit(path))).not.toContain("Remove the");
  const page = textOf(await dana.visit(`${path}?show=country_code_missing`));
  expect(page).toMatch(/Use all 3 suggestions Remove the 3 rows/);
  const wish = { do: "accept_suggestions", code: "country_code_missing", show: "errors" };
  const taken = await dana.send(`${path}/bulk`, wish);
  expect([taken.status, taken.headers.get("Location")]).toEqual([303, `${path}?show=errors`]);
  const left = textOf(await dana.visit(`${path}?show=invalid_email`));
  expect(left).toMatch(/Remove the 2 rows.*Last change : Suggestions taken \(.*\): 3 rows , by visitor-.* Undo/);
  await dana.send(`${path}/bulk`, { do: "remove", code: "invalid_email" });
  const { counts, state } = await account.import(path.slice("/imports/".length));
  expect([counts.rows, state]).toEqual([3, "ready"]);
});

test("I12 the changes are taken back one after the other, whoever made them, and a double click does no harm", async () => {
  const { account, dana, path } = await draft();
  await dana.send(`${path}/bulk`, { do: "remove", code: "invalid_email" });
  await dana.send(`${path}/bulk`, { form: "column", do: "set", field: "department", value: "Care", where: "blank" });
  const kim = await signedIn(account);
  const page = await kim.visit(path);
  expect(textOf(page)).toMatch(/Last change : Department set to “Care” where it was blank: 3 rows , by visitor-/);
  expect(textOf(await kim.visit(`${path}/changes`))).toMatch(/3 rows visitor-.* Undo Rows removed \(.*\): 2 rows .* –/);
  const first = undoOf(page);
  for (let times = 0; times < 2; times += 1) expect((await kim.send(first)).status).toBe(303);
  const older = undoOf(await kim.visit(path));
  await dana.send(`${path}/bulk`, { form: "column", do: "replace", field: "email", find: "example", with: "acme" });
  const stale = await kim.send(older);
  expect([stale.status, textOf(stale)]).toEqual([409, expect.stringMatching(/the newest is by visitor-/)]);
  await kim.send(undoOf(await kim.visit(path)));
  await kim.send(undoOf(await kim.visit(path)));
  expect((await account.rows(path.slice("/imports/".length))).map(({ row }) => row)).toEqual([2, 3, 4, 5, 6]);
  expect(undoOf(await kim.visit(path))).toBe("");
  expect(textOf(await kim.visit(`${path}/changes`))).toContain("Nothing was changed in it");
});

test("I13 the menu of a column takes its suggestions, and all kinds together are taken by one click", async () => {
  const { account, dana, path } = await draft();
  expect(textOf(await dana.visit(path))).toMatch(/Caller ID 3 problems Use all 3 suggestions Show only its problems/);
  await dana.send(`${path}/bulk`, { do: "accept_suggestions", field: "caller_id", show: "all" });
  expect((await account.rows(path.slice("/imports/".length)))[0]?.values.caller_id).toBe("+14155550110");
  await dana.send(undoOf(await dana.visit(path)));
  await dana.send(`${path}/bulk`, { do: "accept_suggestions", show: "errors" });
  expect((await account.rows(path.slice("/imports/".length)))[2]?.values.caller_id).toBe("+14155550112");
});

test("I13 the menu of a column removes the rows with a problem in it, says so, and Undo brings them back", async () => {
  const { account, dana, path } = await draft();
  const rows = async () => (await account.rows(path.slice("/imports/".length))).map(({ row }) => row);
  expect(textOf(await dana.visit(path))).toMatch(
    /Email Address 2 problems Show only its problems Remove rows with a problem here/,
  );
  await dana.send(`${path}/bulk`, { do: "remove", field: "email", show: "all" });
  expect(await rows()).toEqual([2, 3, 4]);
  const page = await dana.visit(path);
  expect(textOf(page)).toContain("Rows removed (Email Address): 2 rows");
  // All that are left have a problem there: without them nothing would be left.
  expect(textOf(page)).not.toContain("Remove rows with a problem here");
  await dana.send(undoOf(page));
  expect(await rows()).toEqual([2, 3, 4, 5, 6]);
});

test("I13 a column is changed by a form that says what was wrong, and when nothing was as it said", async () => {
  const { account, dana, path } = await draft();
  expect(textOf(await dana.visit(path))).toContain("Change a whole column");
  expect(textOf(await dana.visit(`${path}/bulk`))).toContain("Change a whole column");
  const form = { form: "column", field: "department", value: "Care", equal: "", find: "", with: "" };
  const nothing = await dana.send(`${path}/bulk`, { ...form, do: "set", where: "equal", equal: "Sales" });
  expect(nothing.headers.get("Location")).toBe(`${path}/bulk?field=department&news=nothing`);
  expect(textOf(await dana.visit(`${path}/bulk?news=nothing`))).toContain("no cell was as you have said");
  const blank = await dana.send(`${path}/bulk`, { ...form, do: "replace" });
  expect([blank.status, textOf(blank)]).toEqual([422, expect.stringContaining("find must not be blank")]);
  expect(blank.text).toContain('value="Care"');
  await dana.send(`${path}/bulk`, { ...form, do: "set", where: "all" });
  expect((await account.rows(path.slice("/imports/".length))).map(({ values }) => values.department)).toEqual(
    Array(5).fill("Care"),
  );
});

test("I13 what cannot be done is told on the page of the draft, and an import that was started has no such forms", async () => {
  const { account, dana, path } = await draft();
  const wrong = await dana.send(`${path}/bulk`, { do: "remove", code: "nonsense" });
  expect([wrong.status, textOf(wrong)]).toEqual([422, expect.stringContaining("code must be the code of a problem")]);
  const id = await account.start(`${header}\nAda,ada@example.com,Pro,,\n`);
  await account.waitFor(id);
  expect((await dana.visit(`/imports/${id}/bulk`)).status).toBe(404);
  const late = await dana.send(`/imports/${id}/bulk`, { do: "remove", code: "required" });
  expect(late.status).toBe(409);
});
