import { expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { call, ORIGIN } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";
import { headingOf, signedIn, textOf, type Visitor } from "../../support/site/visitor.ts";

/** What a page for a file has handed out, as its script or a browser without one would send it. */
async function formOf(
  visitor: Visitor,
  file: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<FormData> {
  const { text } = await visitor.visit("/imports/new");
  const form = new FormData();
  for (const name of ["key", "account"])
    form.set(name, new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? "");
  for (const [name, value] of Object.entries({ passwords: "none", dry_run: "true", ...fields })) form.set(name, value);
  form.set("file", new File([file], "users.csv", { type: "text/csv" }));
  return form;
}

async function drafts(account: Account): Promise<number> {
  return (await account.list("/imports")).length;
}

test("E4 a form that is sent five times at once comes to one import, and each answer leads to it", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const form = await formOf(dana, csvOf(people(300)));
  const answers = await Promise.all(Array.from({ length: 5 }, () => dana.post("/imports/new", form)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
  expect(new Set(answers.map(({ headers }) => headers.get("Location"))).size).toBe(1);
  expect(await drafts(account)).toBe(1);
});

test("a script that sends the form is told where to go on, and gets the form itself where something is wrong in it", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const form = await formOf(dana, csvOf(people(2)));
  const sent = await dana.post("/imports/new", form, { "HX-Request": "true" });
  expect([sent.status, sent.headers.get("HX-Redirect")]).toEqual([200, expect.stringMatching(/^\/imports\/imp_/)]);
  const wrong = await formOf(dana, csvOf(people(2)), { passwords: "recipient", password_recipient: "nobody" });
  const refused = await dana.post("/imports/new", wrong, { "HX-Request": "true" });
  expect([refused.status, headingOf(refused)]).toEqual([422, "Import users from CSV"]);
  expect(refused.text).toContain(`name="key" value="${wrong.get("key")}"`);
});

test("B3 the form can give users no service, and is shown again as it was where it gives them one as well", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const boxes = async (...ticked: readonly string[]) => {
    const form = await formOf(dana, csvOf(people(2)));
    for (const service of ["", ...ticked]) form.append("services", service);
    return dana.post("/imports/new", form);
  };
  const path = (await boxes("none")).headers.get("Location") ?? "";
  expect(textOf(await dana.visit(path))).toMatch(/Services\s+none/);
  const both = await boxes("connect", "none");
  expect([both.status, textOf(both)]).toEqual([422, expect.stringContaining("or none alone")]);
  for (const service of ["connect", "none"])
    expect(both.text).toMatch(new RegExp(`<input[^>]*id="services-${service}"[^>]* checked`));
  expect((await boxes()).status).toBe(422);
});

test("S1 a script whose session has ended is told to sign in, with the way back to the form", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const body = await formOf(dana, csvOf(people(2)));
  const headers = { Origin: ORIGIN, Referer: `${ORIGIN}/imports/new`, "HX-Request": "true" };
  const sent = await call("POST", "/imports/new", { token: null, body, headers });
  expect([sent.status, sent.headers.get("HX-Redirect")]).toEqual([200, "/sign-in?next=%2Fimports%2Fnew"]);
  const elsewhere = { ...headers, Referer: "https://elsewhere.example/imports/new" };
  const strange = await call("POST", "/imports/new", { token: null, body, headers: elsewhere });
  expect(strange.headers.get("HX-Redirect")).toBe("/sign-in");
});

test("E4 a form that was opened for another account creates nothing in this one", async () => {
  const [account, other] = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const form = await formOf(await signedIn(other), csvOf(people(2)));
  const sent = await (await signedIn(account)).post("/imports/new", form);
  expect([sent.status, textOf(sent)]).toEqual([400, expect.stringContaining("opened for another account")]);
  expect([await drafts(account), await drafts(other)]).toEqual([0, 0]);
});
