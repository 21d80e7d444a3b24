import { expect, test } from "vitest";
import type { Shown } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

const header = "Display Name,Email Address,Subscription License Type,Department,Job Title";
const file = `${header}\nAnn,ann@x.example,Pro,Care,Nurse\nBo,bo@x.example,Pro,Ward 3, East Wing,\nCy,cy@x.example,Pro,Care,Nurse\n`;

async function asked(account: Account): Promise<string> {
  const { status, body } = await account.upload(file);
  expect([status, body.code, body.import.state]).toEqual([409, "confirmation_needed", "ready"]);
  expect(body.questions).toMatchObject([{ code: "cells_shifted", rows: [{ row: 3 }] }]);
  expect(body.questions[0]?.rows?.[0]?.values).toMatchObject({ department: "Ward 3", job_title: "East Wing" });
  return body.import.id;
}

const start = (account: Account, id: string, json: object = {}) =>
  account.call<Shown>("POST", `/imports/${id}/start`, { json });

test("Q2 cells that may have moved are asked for, and all of them are answered by confirm", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await asked(account);
  expect((await start(account, id)).status).toBe(409);
  expect((await start(account, id, { confirm: "cells_shifted" })).status).toBe(202);
  expect((await account.waitFor(id)).options.confirm).toEqual(["cells_shifted"]);
  const again = await account.upload(file.replaceAll("@x", "@y"), { confirm: "cells_shifted" });
  expect(again.status).toBe(202);
  await account.waitFor(again.body.id);
});

test("Q2 a row is answered by correcting a cell of it, or by removing it", async () => {
  const account = await makeAccount({ numbers: [] });
  for (const change of [
    { row: 3, values: { department: "Ward 3, East Wing", job_title: "" } },
    { row: 3, remove: true },
  ]) {
    const id = await asked(account);
    await account.ask("PATCH", `/imports/${id}/rows`, { json: { rows: [change] } });
    const { status } = await start(account, id);
    expect([change, status]).toEqual([change, 202]);
    await account.waitFor(id);
    for (const user of await account.users()) await account.ask("DELETE", `/users/${user.id}`);
  }
});

test("Q2 a yes holds until the file is read anew", async () => {
  const account = await makeAccount({ numbers: [] });
  const { body } = await account.upload<Shown>(file, { confirm: "cells_shifted", dry_run: "true" });
  const json = { columns: { "Job Title": null } };
  const read = await account.ask<Shown>("PATCH", `/imports/${body.id}/reading`, { json });
  expect(read.options.confirm).toEqual([]);
  expect((await start(account, body.id)).status).toBe(409);
});

test("Q2 confirm names questions that there are", async () => {
  const account = await makeAccount({ numbers: [] });
  for (const confirm of ["everything", "encoding_guessed"]) {
    const { status, body } = await account.upload(file, { confirm });
    expect([confirm, status, body.code]).toEqual([confirm, 422, "invalid_option"]);
  }
});
