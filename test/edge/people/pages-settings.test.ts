import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { call, ORIGIN } from "../../support/site/http.ts";
import { type Account, makeAccount, outbox } from "../../support/site/site.ts";
import { enrol, headingOf, signedIn, textOf, Visitor } from "../../support/site/visitor.ts";

const password = "correct horse battery";
let made = 0;

function someone(): string {
  made += 1;
  return `someone-${made}@settings.example`;
}

/** Signs somebody in with a password, as from another browser. */
async function signIn(email: string, secret = password): Promise<Visitor> {
  const body = new URLSearchParams({ email, password: secret });
  const { status, headers } = await call("POST", "/sign-in", { token: null, body, headers: { Origin: ORIGIN } });
  expect([email, status]).toEqual([email, 303]);
  return new Visitor(headers.get("Set-Cookie")?.split(";")[0] ?? "");
}

async function administratorOf(account: Account, email = someone()): Promise<Visitor> {
  await enrol(account, { email, password });
  return signIn(email);
}

async function actionsOf(account: Account): Promise<string[]> {
  return (await account.list<{ action: string }>("/activity")).map(({ action }) => action);
}

/** The form key that a page has handed out. */
function keyIn({ text }: { readonly text: string }): string {
  return /name="key" value="([^"]+)"/.exec(text)?.[1] ?? "";
}

test("S1 an invitation to a known address and one to an unknown address read the same, also in the list", async () => {
  const other = await makeAccount({ numbers: [] });
  const [known, unknown] = [someone(), someone()];
  await administratorOf(other, known.toUpperCase());
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const told = [];
  for (const email of [known, unknown]) {
    const key = keyIn(await dana.visit("/settings"));
    const sent = await dana.send("/settings/administrators", { email, key });
    const page = await dana.visit(sent.headers.get("Location") ?? "");
    const row = new RegExp(`${email} (.*? UTC) Remove`)
      .exec(textOf(page).replaceAll("@ ", "@"))?.[1]
      ?.replace(email, "X");
    told.push([sent.status, /An invitation is on its way to \S+\./.exec(textOf(page))?.[0].replace(email, "X"), row]);
  }
  expect(told[0]).toEqual([
    303,
    "An invitation is on its way to X.",
    expect.stringMatching(/^Viewer .* has not accepted yet/),
  ]);
  expect(told[0]?.map((part) => String(part).replace(/\d\d:\d\d/, ""))).toEqual(
    told[1]?.map((part) => String(part).replace(/\d\d:\d\d/, "")),
  );
  const mails = (await account.settleMails()).filter(({ kind }) => kind === "invitation");
  // Who is known gets it as they spell their address.
  expect(mails.map(({ to }) => to).toSorted()).toEqual([known.toUpperCase(), unknown].toSorted());
});

test("S1 whoever was invited is shown as active once they have accepted", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const email = someone();
  await dana.send("/settings/administrators", { email });
  await account.settleMails();
  const [mail] = await outbox(email);
  const path = /\/reset\/\S+$/m.exec(mail?.text ?? "")?.[0] ?? "";
  expect(textOf(await dana.visit("/settings"))).toContain("has not accepted yet");
  await call("POST", path, { token: null, body: new URLSearchParams({ password }), headers: { Origin: ORIGIN } });
  expect(textOf(await dana.visit("/settings"))).not.toContain("has not accepted yet");
});

test("E4 an invitation that is sent twice mails once; another form to the same address mails again", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const email = someone();
  const key = keyIn(await dana.visit("/settings"));
  const twice = await Promise.all([1, 2].map(() => dana.send("/settings/administrators", { email, key })));
  expect(twice.map(({ status }) => status)).toEqual([303, 303]);
  expect(await account.settleMails()).toHaveLength(1);
  await dana.send("/settings/administrators", { email, key: keyIn(await dana.visit("/settings")) });
  expect(await account.settleMails()).toHaveLength(2);
});

test("V4 an address that is none is said beside the field, and stays there", async () => {
  const dana = await signedIn(await makeAccount({ numbers: [] }));
  const page = await dana.send("/settings/administrators", { email: "eve@nowhere" });
  expect(page.status).toBe(422);
  expect(page.text).toMatch(/<title>Error: /);
  expect(page.text).toMatch(/id="email"[^>]*value="eve@nowhere"[^>]*aria-invalid="true"/);
  expect(textOf(page)).toContain("Nobody was invited");
});

test("an administrator is removed after a question, is signed out at once, and twice does no harm (E4)", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const email = "o'brien+eve/x@settings.example";
  const eve = await administratorOf(account, email);
  const path = `/settings/administrators/${encodeURIComponent(email)}/removal`;
  expect((await dana.visit("/settings")).text).toContain(`href="${path.replace("'", "&#39;")}"`);
  expect(headingOf(await dana.visit(path))).toBe("Remove o&#39;brien+eve/x@settings.example?");
  expect((await eve.visit("/settings")).status).toBe(200);
  for (const _ of [1, 2]) {
    const removed = await dana.send(path);
    expect([removed.status, removed.headers.get("Location")]).toEqual([303, "/settings?news=removed"]);
  }
  expect((await eve.visit("/settings")).headers.get("Location")).toContain("/sign-in");
  expect((await actionsOf(account)).filter((action) => action === "administrators.remove")).toHaveLength(1);
});

test("the last administrator cannot be removed, and is told so before and after trying", async () => {
  const account = await makeAccount({ numbers: [] });
  const email = someone();
  const only = await administratorOf(account, email);
  const path = `/settings/administrators/${encodeURIComponent(email)}/removal`;
  const settings = await only.visit("/settings");
  expect(headingOf(settings)).toBe("You are the only administrator");
  expect(settings.text).not.toContain("/removal");
  expect(textOf(await only.visit(path))).toContain("Make somebody else an owner first.");
  const tried = await only.send(path);
  expect([tried.status, textOf(tried)]).toEqual([409, expect.stringContaining("Make somebody else an owner first.")]);
  expect((await only.visit("/settings")).status).toBe(200);
});

test("what the provider has set is shown with what it means", async () => {
  const account = await makeAccount({ numbers: [], silent: true, extensionLength: 5, reserved: ["20000", "19110"] });
  await account.ask("PUT", "", { json: { retention_days: 12, self_service: ["services", "numbers"] } });
  const says = textOf(await (await signedIn(account)).visit("/settings"));
  expect(says).toContain("Extension length 5 digits");
  expect(says).toContain("Reserved extensions 20000, 19110 No user gets one of them");
  expect(says).toContain("Silent mode On New users get no Welcome mail.");
  expect(says).toContain("Kept after an import 12 days");
  expect(says).toContain("Services and numbers Licences and locations are your provider’s to change");
  expect(says).toContain("Whoever starts an import here is mailed its result");
});

test("S2 a token is shown once, with a call that works; the list never shows it again", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  expect(headingOf(await dana.visit("/settings/tokens"))).toBe("No API tokens yet");
  const form = { key: keyIn(await dana.visit("/settings/tokens/new")), name: "payroll", scope: "read", last_day: "" };
  const shown = await dana.send("/settings/tokens", form);
  const token = /mst_[\w-]+/.exec(shown.text)?.[0] ?? "";
  expect(textOf(shown)).toMatch(
    `curl -H "Authorization: Bearer ${token}" "${ORIGIN}/api/v1/accounts/${account.id}/users"`,
  );
  expect(shown.headers.get("Cache-Control")).toBe("no-store");
  expect((await account.call("GET", "/users", { token })).status).toBe(200);
  expect((await account.call("POST", "/numbers", { token, json: { numbers: [] } })).body.code).toBe("read_only_token");
  const list = await dana.visit("/settings/tokens");
  expect(list.text).not.toContain(token);
  expect(textOf(list)).toMatch(/payroll only read \d+ \w+ \d+, \d\d:\d\d UTC \d+ \w+ \d+, \d\d:\d\d UTC/);
  const { results } = await env.DIRECTORY.prepare("SELECT detail FROM directory_audit WHERE account = ?1")
    .bind(account.id)
    .all();
  expect(JSON.stringify(results)).toContain("payroll");
  expect(JSON.stringify(results)).not.toContain(token);
});

test("S2 a token that a page makes may only read and ends after 90 days unless told otherwise", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const checked = (await dana.visit("/settings/tokens/new")).text.match(/<input[^>]* name="scope"[^>]* checked[^>]*>/g);
  expect(checked).toEqual([expect.stringContaining('value="read"')]);
  const wishes: readonly Readonly<Record<string, string>>[] = [{ name: "one" }, { name: "two", scope: "admin" }];
  for (const wish of wishes) await dana.send("/settings/tokens", wish);
  const made = await account.list<{ scope: string; expires_at: string }>("/tokens");
  const days = made.map(({ expires_at }) => Math.round((Date.parse(expires_at) - Date.now()) / 86_400_000));
  expect([made.map(({ scope }) => scope), days]).toEqual([
    ["read", "read"],
    [90, 90],
  ]);
});

test("E4 the form of a token that is sent twice makes one token, and the one that is shown last works", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const form = { key: keyIn(await dana.visit("/settings/tokens/new")), name: "ci", scope: "write" };
  const tokens = [];
  for (const _ of [1, 2]) tokens.push(/mst_[\w-]+/.exec((await dana.send("/settings/tokens", form)).text)?.[0]);
  expect(await account.list("/tokens")).toHaveLength(1);
  const [first, last] = await Promise.all(tokens.map((token) => account.call("GET", "/users", { token: token ?? "" })));
  expect([first?.status, last?.status]).toEqual([401, 200]);
  const again = await dana.send("/settings/tokens", form);
  expect([again.status, textOf(again)]).toEqual([422, expect.stringContaining("This form has made a token already")]);
  expect(keyIn(again)).not.toBe(form.key);
  expect((await account.call("GET", "/users", { token: tokens[1] ?? "" })).status).toBe(200);
});

test("a token works through its last day; days that are over, or that no month has, are refused beside the field", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const today = new Date().toISOString().slice(0, 10);
  await dana.send("/settings/tokens", { name: "today", last_day: today });
  const [token] = await account.list<{ expires_at: string }>("/tokens");
  expect(token?.expires_at).toBe(new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString());
  for (const [last_day, name, reason] of [
    ["2020-01-01", "x", "over already"],
    ["2027-02-30", "x", "This is not a date"],
    ["soon", "x", "This is not a date"],
    ["9999-12-31", "x", "too far away"],
    ["", "  ", "must not be blank"],
    ["", "x\u0007", "control characters"],
  ] as const) {
    const page = await dana.send("/settings/tokens", { name, last_day, scope: "read" });
    expect([last_day, page.status, textOf(page)]).toEqual([last_day, 422, expect.stringContaining(reason)]);
    expect(page.text).toMatch(/value="read" checked/);
    expect(page.text).toContain(`value="${last_day}"`);
  }
  expect(await account.list("/tokens")).toHaveLength(1);
});

test("a token is revoked after a question; it works no longer, and its name stays in the audit (S8)", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const token = await account.token();
  const [{ id } = { id: "" }] = await account.list<{ id: string }>("/tokens");
  expect(headingOf(await dana.visit(`/settings/tokens/${id}/revocation`))).toBe("Revoke ci?");
  for (const _ of [1, 2]) {
    expect((await dana.send(`/settings/tokens/${id}/revocation`)).headers.get("Location")).toBe(
      "/settings/tokens?news=revoked",
    );
  }
  expect((await account.call("GET", "/users", { token })).status).toBe(401);
  const [entry] = await account.list<{ action: string; detail: { name: string } }>("/activity");
  expect(entry).toMatchObject({ action: "tokens.revoke", detail: { name: "ci" } });
});

test("S4 another account's token and administrator are not there to be revoked or removed", async () => {
  const other = await makeAccount({ numbers: [] });
  const token = await other.token();
  const email = someone();
  await administratorOf(other, email);
  await administratorOf(other);
  const [{ id } = { id: "" }] = await other.list<{ id: string }>("/tokens");
  const dana = await signedIn(await makeAccount({ numbers: [] }));
  expect((await dana.visit(`/settings/tokens/${id}/revocation`)).status).toBe(404);
  expect((await dana.visit(`/settings/administrators/${email}/removal`)).status).toBe(404);
  await dana.send(`/settings/tokens/${id}/revocation`);
  await dana.send(`/settings/administrators/${email}/removal`);
  expect((await other.call("GET", "/users", { token })).status).toBe(200);
  expect(await other.list("/administrators")).toHaveLength(2);
});

test("S5 forms of Settings from another site are refused, and nobody gets in without a session", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  for (const path of ["/settings/administrators", "/settings/tokens", "/settings/security/password"]) {
    const refused = await dana.send(path, { email: someone(), name: "x" }, { Origin: "https://evil.example" });
    expect([path, refused.status]).toEqual([path, 403]);
  }
  expect(await account.list("/tokens")).toEqual([]);
  for (const path of ["/settings", "/settings/tokens", "/settings/mail", "/settings/security", "/activity"]) {
    const { status, headers } = await call("GET", path, { token: null });
    expect([path, status, headers.get("Location")]).toEqual([path, 303, `/sign-in?next=${encodeURIComponent(path)}`]);
  }
});

test("M6 the mail at an import's end is switched on in its form; whoever switched it off finds it so after a refusal", async () => {
  const dana = await signedIn(await makeAccount({ numbers: [] }));
  expect((await dana.visit("/imports/new")).text).toMatch(/name="notify" value="true" checked/);
  const form = new FormData();
  form.set("passwords", "recipient");
  form.set("file", new File(["Display Name"], "users.csv"));
  const refused = await dana.post("/imports", form);
  expect(refused.status).toBe(422);
  expect(refused.text).toMatch(/name="notify" value="true"(?! checked)/);
});
