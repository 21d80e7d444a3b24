import { expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { freeze } from "../../support/site/background.ts";
import type { Shown } from "../../support/site/http.ts";
import { makeAccount } from "../../support/site/site.ts";

const defaults = {
  services: ["connect", "meet", "share"],
  passwords: "none",
  password_recipient: null,
  warnings: "accept",
  existing: "fail",
  mails: "now",
  mails_at: null,
  unknown_columns: "refuse",
  confirm: [],
  encoding: null,
  notify: false,
  notify_email: null,
};

test("I9 an import shows every option in force, those that nobody has named too", async () => {
  const account = await makeAccount({ numbers: [] });
  const plain = await account.draft(csvOf(people(1)));
  expect((await account.import(plain)).options).toEqual(defaults);
  const named = { warnings: "reject", existing: "skip", mails: "hold", unknown_columns: "ignore" };
  const told = { notify: "true", notify_email: "boss@acme.example" };
  const asked = { services: "meet", passwords: "recipient", password_recipient: "desk@acme.example" };
  const id = await account.draft(csvOf(people(1)), { ...named, ...told, ...asked, confirm: "cells_shifted" });
  const expected = { ...defaults, ...named, ...asked, services: ["meet"], confirm: ["cells_shifted"] };
  const shown = { ...expected, notify: true, notify_email: "boss@acme.example" };
  expect((await account.import(id)).options).toEqual(shown);
});

test("what becomes of warnings stays with a draft that is corrected, and a start says it anew", async () => {
  const account = await makeAccount({ numbers: [] });
  await account.ask("POST", "/users", {
    json: { email: "ada@acme.example", display_name: "Ada", license_type: "Pro" },
  });
  const file = csvOf([{ email: "ada@acme.example" }, { email: "bo@acme.example" }]);
  const kept = await account.upload(file, { warnings: "reject" });
  expect([kept.status, kept.body.code, kept.body.import.options.warnings]).toEqual([409, "warnings_present", "reject"]);
  const rows = [{ row: 3, values: { email: "eve@acme.example" } }];
  const corrected = await account.ask<Shown>("PATCH", `/imports/${kept.body.import.id}/rows`, { json: { rows } });
  expect(corrected.options.warnings).toBe("reject");
  const started = await account.ask<Shown>("POST", `/imports/${corrected.id}/start`);
  expect(started.options.warnings).toBe("accept");
  const answers = [];
  for (const json of [{}, { warnings: "accept" }, { warnings: "reject" }]) {
    answers.push((await account.call("POST", `/imports/${corrected.id}/start`, { json })).status);
  }
  expect(answers).toEqual([200, 200, 409]);
  expect((await account.waitFor(corrected.id)).counts).toMatchObject({ created: 1, failed: 1 });
});

test("M6 an import that was stopped tells so once, however often it is stopped", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await account.draft(csvOf(people(2)), { notify: "true", notify_email: "boss@acme.example" });
  await freeze(account, id);
  for (let time = 0; time < 3; time += 1) await account.call("POST", `/imports/${id}/stop`);
  expect((await account.waitFor(id)).state).toBe("stopped");
  const told = (await account.settleMails()).filter(({ kind }) => kind === "import_finished");
  expect(told).toMatchObject([{ to: "boss@acme.example", state: "sent" }]);
});
