import { expect, test } from "vitest";
import { call } from "../../support/site/http.ts";
import { makeAccount } from "../../support/site/site.ts";
import { enrol, signedIn, textOf } from "../../support/site/visitor.ts";

const password = "correct horse battery";
let made = 0;

/** An address that nobody has. */
function someone(): string {
  made += 1;
  return `role${made}@x.example`;
}

test("S1 an administrator is an owner unless a role is given, and the list says which", async () => {
  const acme = await makeAccount({ numbers: [] });
  const [one, two, three] = [someone(), someone(), someone()];
  const first = await acme.call("POST", "/administrators", { json: { email: one, password } });
  expect([first.status, first.body]).toEqual([201, { email: one, role: "owner" }]);
  await acme.ask("POST", "/administrators", { json: { email: two, role: "importer", password } });
  await acme.ask("POST", "/administrators", { json: { email: three, role: "viewer" } });
  expect(await acme.list("/administrators")).toEqual([
    { email: one, role: "owner", state: "active" },
    { email: two, role: "importer", state: "active" },
    { email: three, role: "viewer", state: "invited" },
  ]);
  const wrong = await acme.call("POST", "/administrators", { json: { email: someone(), role: "admin" } });
  expect([wrong.status, wrong.body.code]).toEqual([422, "invalid_option"]);
});

test("S1 a role is changed, is told, is kept in the audit once, and holds at the next request", async () => {
  const acme = await makeAccount({ numbers: [] });
  const dana = await signedIn(acme);
  const [listed] = await acme.list<{ email: string }>("/administrators");
  await enrol(acme, { email: someone(), password });
  expect((await dana.visit("/settings")).status).toBe(200);
  const path = `/administrators/${encodeURIComponent(listed?.email ?? "")}`;
  for (const _ of [1, 2]) {
    const changed = await acme.call("PATCH", path, { json: { role: "viewer" } });
    expect([changed.status, changed.body]).toEqual([200, { email: listed?.email, role: "viewer", state: "active" }]);
  }
  expect((await dana.visit("/settings")).status).toBe(403);
  const kept = await acme.list<{ action: string; detail: unknown }>("/activity?action=administrators.change_role");
  expect(kept.map(({ detail }) => detail)).toEqual([{ role: "viewer" }]);
  const nobody = await acme.call("PATCH", "/administrators/nobody@x.example", { json: { role: "viewer" } });
  expect([nobody.status, nobody.body.code]).toEqual([404, "not_found"]);
});

test("S1 the last owner can be neither removed nor given another role, however many others there are", async () => {
  const acme = await makeAccount({ numbers: [] });
  const email = someone();
  await enrol(acme, { email, password });
  await enrol(acme, { email: someone(), password, role: "importer" });
  const refused = [
    await acme.call("DELETE", `/administrators/${email}`),
    await acme.call("PATCH", `/administrators/${email}`, { json: { role: "importer" } }),
  ];
  expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
    [409, "last_administrator"],
    [409, "last_administrator"],
  ]);
  expect((await acme.list<{ role: string }>("/administrators")).map(({ role }) => role)).toEqual(["owner", "importer"]);
});

test.each(["PATCH", "DELETE"])("S1 of two owners who lose it at once (%s) one stays", async (method) => {
  const acme = await makeAccount({ numbers: [] });
  const both = [someone(), someone()];
  for (const email of both) await enrol(acme, { email, password });
  const json = method === "PATCH" ? { role: "viewer" } : undefined;
  const answers = await Promise.all(both.map((email) => acme.call(method, `/administrators/${email}`, { json })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([method === "PATCH" ? 200 : 204, 409]);
  const left = await acme.list<{ role: string }>("/administrators");
  expect(left.filter(({ role }) => role === "owner")).toHaveLength(1);
});

test("S2 the tokens of whoever is an owner no longer end", async () => {
  const acme = await makeAccount({ numbers: [] });
  const dana = await signedIn(acme);
  const [listed] = await acme.list<{ email: string }>("/administrators");
  await enrol(acme, { email: someone(), password });
  const shown = textOf(await dana.send("/settings/tokens", { name: "ci", scope: "read" }));
  const token = /mst_[\w-]+/.exec(shown)?.[0] ?? "";
  expect((await call("GET", `${acme.path}/users`, { token })).status).toBe(200);
  await acme.ask("PATCH", `/administrators/${listed?.email}`, { json: { role: "importer" } });
  expect((await call("GET", `${acme.path}/users`, { token })).status).toBe(401);
});

test("S1 an owner invites with a role and changes it, on pages that say what each may do", async () => {
  const acme = await makeAccount({ numbers: [] });
  const dana = await signedIn(acme);
  const email = someone();
  await dana.send("/settings/administrators", { email, role: "importer" });
  const settings = await dana.visit("/settings");
  expect(textOf(settings)).toContain(`x.example Importer Change the role of ${email}`);
  const path = `/settings/administrators/${encodeURIComponent(email)}/role`;
  expect(settings.text).toContain(`href="${path}"`);
  expect((await dana.visit(path)).text).toMatch(/value="importer"[^>]* checked/);
  const changed = await dana.send(path, { role: "viewer" });
  expect([changed.status, changed.headers.get("Location")]).toEqual([303, "/settings?news=role"]);
  expect(await acme.list("/administrators")).toContainEqual({ email, role: "viewer", state: "invited" });
  expect(textOf(await dana.visit("/activity"))).toContain(`made ${email} a viewer`);
});

test("S1 who may not do something is told which role it takes, and whom to ask", async () => {
  const acme = await makeAccount({ numbers: [] });
  const [owner, invited] = [someone(), someone()];
  await acme.ask("POST", "/administrators", { json: { email: owner, password } });
  await acme.ask("POST", "/administrators", { json: { email: invited } });
  const vera = await signedIn(acme, "viewer");
  const [settings, upload] = [await vera.visit("/settings"), await vera.send("/imports/new")];
  expect([settings.status, upload.status]).toEqual([403, 403]);
  expect(textOf(settings)).toContain("It takes an owner. Ask an owner of the account.");
  expect(textOf(upload)).toContain("It takes an importer or an owner.");
  expect(textOf(settings).replaceAll("@ ", "@")).toContain(`The owner ${owner} To the start`);
  expect((await vera.visit("/settings/security")).status).toBe(200);
});

test("S1 the last owner is offered no other role, and is told why when they ask for one", async () => {
  const acme = await makeAccount({ numbers: [] });
  const dana = await signedIn(acme);
  const [listed] = await acme.list<{ email: string }>("/administrators");
  await enrol(acme, { email: someone(), password, role: "viewer" });
  const path = `/settings/administrators/${encodeURIComponent(listed?.email ?? "")}/role`;
  expect((await dana.visit("/settings")).text).not.toContain(path);
  expect(textOf(await dana.visit(path))).toContain("Make somebody else an owner first.");
  const tried = await dana.send(path, { role: "viewer" });
  expect([tried.status, textOf(tried)]).toEqual([409, expect.stringContaining("Make somebody else an owner first.")]);
});
