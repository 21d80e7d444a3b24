import { expect, test } from "vitest";
import { type Account, makeAccount } from "../../support/site/site.ts";
import { headingOf, signedIn, textOf, type Visitor } from "../../support/site/visitor.ts";

const foreign = "Worker,Work Mail,Plan,Floor\nAnn,ann@x.example,Pro,3\n";
const latin = Uint8Array.from(
  "Display Name,Email Address,Subscription License Type\r\nRen\xe9,r@x.example,Pro\r\n",
  (letter) => letter.charCodeAt(0),
);

/** Uploads a file, and opens the page of its draft. */
async function draftOf(account: Account, file: string | Uint8Array): Promise<{ dana: Visitor; path: string }> {
  const { body } = await account.upload(file);
  return { dana: await signedIn(account), path: `/imports/${body.import.id}` };
}

test("T4 the page of a draft asks what each unknown column is, and reads the file with what was chosen", async () => {
  const account = await makeAccount({ numbers: [] });
  const { dana, path } = await draftOf(account, foreign);
  const page = await dana.visit(path);
  expect([headingOf(page), textOf(page)]).toEqual([
    ...["1 error before anyone is created", expect.stringContaining("Say what the columns of your file are")],
  ]);
  expect(page.text).toMatch(/<details id="columns"[^>]* open/);
  const chosen = { "column:1": "display_name", "column:2": "email", "column:3": "license_type", "column:4": "-" };
  const was = Object.fromEntries([1, 2, 3, 4].map((index) => [`was:${index}`, ""]));
  const sent = await dana.send(`${path}/reading`, { ...chosen, ...was });
  expect([sent.status, sent.headers.get("Location")]).toEqual([303, path]);
  const ready = await dana.visit(path);
  expect([headingOf(ready), textOf(ready)]).toEqual(["1 user will be created", expect.stringContaining("Floor")]);
  await dana.send(`${path}/start`);
  await account.waitFor(path.slice("/imports/".length));
  const settings = await dana.visit("/settings/columns");
  expect(textOf(settings)).toMatch(/Floor not used Forget.*Work Mail Email Address/);
  await dana.send("/settings/columns/removal", { header: "Floor" });
  expect(textOf(await dana.visit("/settings/columns"))).not.toContain("Floor");
  await dana.send("/settings/columns/removals");
  expect(headingOf(await dana.visit("/settings/columns"))).toBe("No columns are remembered yet");
  expect(textOf(await dana.visit("/activity"))).toMatch(/had all columns forgotten.*had a column forgotten: Floor/);
});

test("T4 a column that was read by its header is assigned too, where the menu of the column leads", async () => {
  const account = await makeAccount({ numbers: [] });
  const header = "Display Name,Email Address,Subscription License Type,Department";
  const path = `/imports/${await account.draft(`${header}\nAnn,a@x.example,Pro,Nurse\n`)}`;
  const dana = await signedIn(account);
  expect((await dana.visit(path)).text).not.toContain('name="column:4"');
  const page = await dana.visit(`${path}?columns=assign`);
  expect(page.text).toMatch(/<details id="columns"[^>]* open[\s\S]*name="column:4"/);
  await dana.send(`${path}/reading`, { "column:4": "job_title", "was:4": "department" });
  expect((await account.rows(path.slice("/imports/".length)))[0]?.values).toMatchObject({ job_title: "Nurse" });
});

test("T4 M8 each column that is asked about shows its first values, never those of a PIN, and no blank rows stand below", async () => {
  const account = await makeAccount({ numbers: [] });
  const { dana, path } = await draftOf(
    account,
    "Worker,Kontakt,Voicemail PIN Code\nAnn,a@x.example,735192\nBo,b@x.example,\n",
  );
  const page = await dana.visit(path);
  expect(textOf(page)).toMatch(/Worker\s+2\s+Ann\s+·\s+Bo/);
  expect([textOf(page).includes("a@x.example"), page.text.includes("735192")]).toEqual([true, false]);
  expect([page.text.includes('id="sheet"'), page.text.includes("?show=errors")]).toEqual([false, false]);
});

test("T4 a choice that cannot be is told on the page, changes nothing, and stays chosen", async () => {
  const account = await makeAccount({ numbers: [] });
  const { dana, path } = await draftOf(account, foreign);
  const chosen = { "column:1": "email", "column:2": "email", "column:3": "job_title", "column:4": "-" };
  const refused = await dana.send(`${path}/reading`, chosen);
  expect([refused.status, textOf(refused)]).toEqual([
    ...[422, expect.stringMatching(/Nothing was changed\s+Two columns cannot both be read as “Email Address”/)],
  ]);
  for (const [name, value] of Object.entries(chosen)) {
    const [, options = ""] = new RegExp(`<select[^>]*name="${name}".*?>(.*?)</select>`).exec(refused.text) ?? [];
    expect([...options.matchAll(/value="([^"]+)" selected/g)].map(([, shown]) => shown)).toEqual([value]);
  }
});

test("Q1 the page asks in which encoding the values are right, and one click answers it", async () => {
  const account = await makeAccount({ numbers: [] });
  const { dana, path } = await draftOf(account, latin);
  const page = await dana.visit(path);
  expect(headingOf(page)).toBe("1 question before anyone is created");
  expect(page.text).toMatch(/<details id="ask-encoding"[^>]* open/);
  expect([page.text.includes("/start"), textOf(page)]).toEqual([false, expect.stringContaining("René")]);
  expect((await dana.send(`${path}/reading`, { encoding: "windows-1252" })).status).toBe(303);
  const ready = await dana.visit(path);
  expect([headingOf(ready), ready.text.includes("/start")]).toEqual(["1 user will be created", true]);
  const wrong = await dana.send(`${path}/reading`, { encoding: "klingon" });
  expect([wrong.status, textOf(wrong)]).toEqual([422, expect.stringContaining("“klingon” is no encoding")]);
});

test("Q1 the page says when a file is not in the encoding that was named, and asks again where the wrong one was chosen", async () => {
  const account = await makeAccount({ numbers: [] });
  const { dana, path } = await draftOf(account, latin);
  const unfit = await dana.send(`${path}/reading`, { encoding: "UTF-8" });
  expect([unfit.status, textOf(unfit)]).toEqual([422, expect.stringContaining("The file is not in utf-8")]);
  expect((await dana.visit(path)).text).not.toContain("Choose another encoding");
  await dana.send(`${path}/reading`, { encoding: "windows-1251" });
  expect((await dana.visit(path)).text).toContain("Choose another encoding");
  expect((await dana.send(`${path}/reading`, { encoding: "" })).status).toBe(303);
  expect(headingOf(await dana.visit(path))).toBe("1 question before anyone is created");
});

test("Q2 the page shows what each column of a row would get, in the order of the file, and takes a yes, a correction or a removal", async () => {
  const account = await makeAccount({ numbers: [] });
  const header = "Display Name,Email Address,Subscription License Type,Department,Job Title";
  const file = `${header}\nAnn,a@x.example,Pro,Care,Nurse\nBo,b@x.example,Pro,Ward 3, East Wing,\nCy,c@x.example,Pro,Care,Nurse\n`;
  const { dana, path } = await draftOf(account, file);
  const page = await dana.visit(path);
  expect([headingOf(page), textOf(page)]).toEqual([
    ...["1 question before anyone is created", expect.stringMatching(/Department: Ward 3\s+Job Title: East Wing/)],
  ]);
  expect(page.text).toContain(`${path}?show=row%3A3`);
  expect(textOf(await dana.visit(`${path}?show=row%3A3`))).toContain("All cells of row 3");
  expect((await dana.send(`${path}/answers`, { confirm: "cells_shifted" })).status).toBe(303);
  expect(headingOf(await dana.visit(path))).toBe("3 users will be created");
  const other = await draftOf(account, file);
  await other.dana.send(`${other.path}/rows`, { remove: "3", "revision:3": "1" });
  expect(headingOf(await other.dana.visit(other.path))).toBe("2 users will be created");
});
