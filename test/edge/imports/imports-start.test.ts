import { expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { freeze } from "../../support/site/background.ts";
import type { Shown, ShownReport } from "../../support/site/http.ts";
import { makeAccount } from "../../support/site/site.ts";

type Checked = Shown & { readonly problems: ShownReport };

test("B1 too few licences: 409 with exactly what is missing of each short type, and the draft stays ready", async () => {
  const account = await makeAccount({ types: { Pro: 2, Basic: 50, Extra: 1 }, numbers: [] });
  const types = ["Pro", "Pro", "Pro", "pro", "Basic", "EXTRA", "Extra", "Pro"];
  const file = csvOf(types.map((license_type) => ({ license_type })));
  const { status, body } = await account.upload(file);
  expect([status, body.code]).toEqual([409, "insufficient_subscriptions"]);
  expect(body.subscriptions).toEqual([
    { type: "Pro", needed: 5, available: 2, missing: 3 },
    { type: "Extra", needed: 2, available: 1, missing: 1 },
  ]);
  expect(body.import).toMatchObject({ state: "ready", counts: { rows: 8, pending: 8, created: 0 } });
  expect(await account.users()).toEqual([]);
  expect(await account.used()).toEqual({ Pro: 0, Basic: 0, Extra: 0 });

  const subscriptions = [
    { type: "Pro", total: 5 },
    { type: "Basic", total: 50 },
    { type: "Extra", total: 2 },
  ];
  await account.ask("PUT", "/subscriptions", { json: { subscriptions } });
  const started = await account.call<Shown>("POST", `/imports/${body.import.id}/start`);
  expect(started.status).toBe(202);
  expect((await account.waitFor(body.import.id)).counts.created).toBe(8);
  expect(await account.used()).toEqual({ Pro: 5, Basic: 1, Extra: 2 });
});

test("B3 a service that is named and not installed blocks the start; none named takes the installed ones", async () => {
  const account = await makeAccount({ services: ["connect", "share"], numbers: [] });
  const file = csvOf(people(2));
  const named = await account.upload(file, { services: "connect,meet" });
  expect([named.status, named.body.code, named.body.service]).toEqual([409, "service_not_installed", "meet"]);
  expect(named.body.import.state).toBe("ready");
  expect(await account.users()).toEqual([]);

  const started = await account.upload(file);
  expect(started.status).toBe(202);
  expect(started.body.options.services).toEqual(["connect", "share"]);
  expect(started.body.notices).toMatchObject([{ code: "service_not_installed", service: "meet" }]);
  await account.waitFor(started.body.id);
  expect((await account.users()).map(({ services }) => services)).toEqual([
    ["connect", "share"],
    ["connect", "share"],
  ]);
});

test("a dry run answers 200 with problems and blockers, and starts nothing", async () => {
  const account = await makeAccount({ types: { Pro: 1, Basic: 1 }, services: ["connect"] });
  const { status, body } = await account.upload<Checked>(csvOf(people(3)), {
    dry_run: "true",
    services: "connect,meet",
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({ state: "ready", counts: { rows: 3, pending: 3 }, started_at: null });
  expect(body.problems.errors).toEqual([]);
  expect(body.problems.blockers).toMatchObject([
    { code: "service_not_installed", service: "meet" },
    { code: "insufficient_subscriptions", subscriptions: [{ type: "Pro", needed: 3, available: 1, missing: 2 }] },
  ]);
  expect((await account.import(body.id)).state).toBe("ready");
  expect(await account.users()).toEqual([]);
});

test("B2 a dry run while an import runs is answered with 200 and the blocker that names it", async () => {
  const account = await makeAccount({ numbers: [] });
  const running = await account.draft(csvOf([{ email: "first@acme.example" }]));
  await freeze(account, running);
  const { status, body } = await account.upload<Checked>(csvOf(people(1)), { dry_run: "true" });
  expect(status).toBe(200);
  expect(body.problems.blockers).toMatchObject([{ code: "import_in_progress", running_import: running }]);
});

test("a dry run of a file with errors is refused like any other upload of it", async () => {
  const account = await makeAccount({ numbers: [] });
  const { status, body } = await account.upload(csvOf([{ email: "nobody" }]), { dry_run: "true" });
  expect([status, body.code, body.import.state]).toEqual([422, "validation_failed", "invalid"]);
});

test("a checked draft is started later, with options given anew", async () => {
  const account = await makeAccount();
  const id = await account.draft(csvOf(people(2, () => ({ first_name: "Ada" }))));
  expect(await account.users()).toEqual([]);
  const options = { services: ["meet"], passwords: "recipient", password_recipient: "it@acme.example" };
  const { status, body, headers } = await account.call<Shown>("POST", `/imports/${id}/start`, { json: options });
  expect(status).toBe(202);
  expect(headers.get("Retry-After")).toBe("1");
  expect(headers.get("Location")).toBe(body.links.self);
  expect(body).toMatchObject({ id, options });
  expect((await account.waitFor(id)).counts.created).toBe(2);
  expect(await account.used()).toEqual({ Pro: 0, Basic: 0 });
});

test("a draft is checked again when it is started, as the account is now", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await account.draft(csvOf([{ location: "Berlin" }]));
  await account.ask("DELETE", "/locations/Berlin");
  const { status, body } = await account.call("POST", `/imports/${id}/start`);
  expect([status, body.code]).toEqual([422, "validation_failed"]);
  expect(body.errors).toMatchObject([{ row: 2, field: "location", code: "unknown_location" }]);
  expect((await account.import(id)).state).toBe("invalid");

  await account.ask("PUT", "/locations/Berlin", { json: { country: "DE", address: "Pariser Platz 1" } });
  expect((await account.call("POST", `/imports/${id}/start`)).status).toBe(202);
  expect((await account.waitFor(id)).counts.created).toBe(1);
});

test("what has been started cannot be started again with another wish", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await account.start(csvOf(people(1)));
  await account.waitFor(id);
  const { status, body } = await account.call("POST", `/imports/${id}/start`, { json: { existing: "skip" } });
  expect([status, body.code]).toEqual([409, "import_not_ready"]);
  expect((await account.call("POST", "/imports/imp_none/start")).status).toBe(404);
  expect(await account.users()).toHaveLength(1);
});

test("the refusals of an upload come in the order of the contract", async () => {
  const account = await makeAccount({ services: ["connect"], types: { Pro: 0, Basic: 0 }, numbers: [] });
  const good = csvOf(people(1));
  const bad = csvOf([{ email: "nobody" }]);
  const codeOf = async (file: string, options: Record<string, string>) =>
    (await account.upload(file, options)).body.code;
  // 422 of options before those of the file, of the file before those of its cells, and 409 only after all of them.
  expect(await codeOf("", { passwords: "sometimes" })).toBe("invalid_option");
  expect(await codeOf("", { services: "," })).toBe("no_service_selected");
  expect(await codeOf("", { services: "meet" })).toBe("file_empty");
  expect(await codeOf(bad, { services: "connect,meet" })).toBe("validation_failed");
  expect(await codeOf(good, { services: "connect,meet" })).toBe("service_not_installed");
  const running = await account.draft(csvOf([{ email: "first@acme.example" }]));
  await freeze(account, running);
  expect(await codeOf(good, { services: "connect,meet" })).toBe("service_not_installed");
  expect(await codeOf(good, {})).toBe("import_in_progress");
  expect((await account.upload(good, { colour: "red" })).status).toBe(400);
});

test("options that make no sense are refused before anything is kept", async () => {
  const account = await makeAccount({ numbers: [] });
  const wrong: readonly Record<string, string>[] = [
    { passwords: "recipient" },
    { passwords: "recipient", password_recipient: "nobody" },
    { services: "connect,fax" },
    { dry_run: "yes" },
    { warnings: "ignore" },
    { encoding: "ebcdic" },
    { notify: "true" },
    { notify: "true", notify_email: "nobody" },
  ];
  for (const options of wrong) {
    const { status, body } = await account.upload(csvOf([{}]), options);
    expect([options, status, body.code]).toEqual([options, 422, "invalid_option"]);
  }
  expect(await account.imports()).toEqual([]);
});

test("a draft can be thrown away, and an import that was started cannot", async () => {
  const account = await makeAccount({ numbers: [] });
  const draft = await account.draft(csvOf(people(1)));
  expect((await account.call("DELETE", `/imports/${draft}`)).status).toBe(204);
  expect((await account.call("GET", `/imports/${draft}`)).status).toBe(404);
  expect((await account.call("GET", `/imports/${draft}/rows`)).status).toBe(404);
  expect((await account.call("GET", `/imports/${draft}/original.csv`)).status).toBe(404);
  const ended = (await account.waitFor(await account.start(csvOf(people(1))))).id;
  const { status, body } = await account.call("DELETE", `/imports/${ended}`);
  expect([status, body.code]).toEqual([409, "import_not_draft"]);
  expect((await account.import(ended)).state).toBe("completed");
});
