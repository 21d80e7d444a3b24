import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import type { PageDemand } from "../../../src/domain/access/demands.ts";
import { pageDemands } from "../../../src/domain/access/pages.ts";
import { isRole } from "../../../src/domain/access/roles.ts";
import { type Furnished, fill, furnish, nothings } from "../../support/site/every-route.ts";
import type { Answer } from "../../support/site/http.ts";
import { outbox } from "../../support/site/site.ts";
import { headingOf, signedIn, type Visitor } from "../../support/site/visitor.ts";

/** Every page, walked over by an owner whose proof is older than ten minutes. What each should say follows from the table. */
const table: readonly (readonly [string, PageDemand])[] = Object.entries(pageDemands).filter(([, { who }]) =>
  isRole(who),
);
const routesWith = (proof: PageDemand["proof"]) =>
  table.filter(([, demand]) => demand.proof === proof).map(([route]) => route);

const NEEDED = "Give your password first, and nothing is lost";
const THIRD = "third@x.example";

let home: Furnished;
let visitor: Visitor;

beforeAll(async () => {
  home = await furnish("draft");
  visitor = await signedIn(home.account);
});

async function provedAgo(minutes: number): Promise<void> {
  const at = new Date(Date.now() - minutes * 60_000).toISOString();
  await env.DIRECTORY.prepare("UPDATE sessions SET proved_at = ?1 WHERE account = ?2").bind(at, home.account.id).run();
}

/** What a page does with whoever asks for it, as far as a proof goes. */
function told(answer: Answer<unknown>): string {
  const { status, headers } = answer;
  if (status === 303) return headers.get("Location")?.startsWith("/proof") ? "led to a proof" : "let in";
  if (status === 403) return headingOf(answer) === NEEDED ? "kept until there is a proof" : "refused";
  return [401, 500].includes(status) ? String(status) : "let in";
}

test("S1 without a fresh proof exactly those pages are closed that take one", async () => {
  await provedAgo(11);
  const answers: Record<string, string> = {};
  for (const [route] of table) {
    const { method, path } = fill(route, nothings);
    answers[route] = told(await (method === "GET" ? visitor.visit(path) : visitor.send(path)));
  }
  const closed = (route: string) => (route.startsWith("GET ") ? "led to a proof" : "kept until there is a proof");
  expect(answers).toEqual(
    Object.fromEntries(table.map(([route, { proof }]) => [route, proof === "always" ? closed(route) : "let in"])),
  );
});

const to = { passwords: "recipient", password_recipient: THIRD };
const csv = "Display Name,Email Address,Subscription License Type\nCarl,carl@x.example,Pro\n";

function file(): FormData {
  const form = new FormData();
  form.set("file", new File([csv], "carl.csv", { type: "text/csv" }));
  for (const [name, value] of Object.entries(to)) form.set(name, value);
  return form;
}

const send = (path: string, fields: Readonly<Record<string, string>>) => visitor.send(path, { ...fields, ...to });

/** The fields of a form on a page, as they were shown; where passwords go is said besides. */
async function sendShown(shown: string, path: string): Promise<Answer<unknown>> {
  const { text } = await visitor.visit(shown);
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? "";
  const fields = {
    key: field("key"),
    seen: field("seen"),
    action: "send_passwords",
    users: home.ids["users/:id"] ?? "",
  };
  return send(path, fields);
}

/** Each form that can send passwords to a third address, sent so that it does. */
const forms: Readonly<Record<string, (path: string) => Promise<Answer<unknown>>>> = {
  "POST /imports": (path) => visitor.post(path, file()),
  "POST /imports/new": (path) => visitor.post(path, file()),
  "POST /imports/:id/start": (path) => send(path, { was: "passwords=none" }),
  "POST /users/new": (path) =>
    send(path, { display_name: "Dora", email: "dora@x.example", license_type: "Pro", services: "connect", key: "x" }),
  "POST /users/bulk": (path) =>
    sendShown(
      `/users/bulk?action=send_passwords&users=${home.ids["users/:id"]}&passwords=recipient&password_recipient=${THIRD}`,
      path,
    ),
  "POST /users/:id/password": (path) => send(path, {}),
};

const sentThere = async () => {
  await home.account.settleMails();
  return (await outbox(THIRD)).length;
};

test("S1 no form sends passwords to a third address without a fresh proof; an import keeps its draft, and with a proof each does", async () => {
  expect(Object.keys(forms).toSorted()).toEqual(routesWith("third_address").toSorted());
  const started = async () => (await home.account.imports()).filter(({ state }) => state !== "ready").length;
  const [users, running] = [(await home.account.users()).length, await started()];
  await provedAgo(11);
  for (const [route, sendIt] of Object.entries(forms)) {
    const answer = await sendIt(fill(route, home.ids).path);
    const isImport = route.includes("/imports");
    expect([route, told(answer)]).toEqual([route, isImport ? "led to a proof" : "kept until there is a proof"]);
    const next = decodeURIComponent(answer.headers.get("Location")?.split("next=")[1] ?? "");
    // A draft has all that was sent, where its passwords go too.
    if (isImport)
      expect(await home.account.import(next.replace("/imports/", ""))).toMatchObject({ state: "ready", options: to });
  }
  expect([await sentThere(), (await home.account.users()).length, await started()]).toEqual([0, users, running]);

  await provedAgo(0);
  for (const [route, sendIt] of Object.entries(forms).filter(([route]) => !route.startsWith("POST /imports"))) {
    expect([route, told(await sendIt(fill(route, home.ids).path))]).toEqual([route, "let in"]);
    // A newer password would keep the mail of the one before from going.
    await home.account.settleMails();
  }
  const draft = home.ids["imports/:id"] ?? "";
  expect(told(await visitor.send(`/imports/${draft}/start`))).toBe("let in");
  await home.account.waitFor(draft);
  // Of the user of the draft, of the new one, and twice of the one who was there.
  expect([await sentThere(), (await home.account.users()).length]).toEqual([4, users + 2]);
});
