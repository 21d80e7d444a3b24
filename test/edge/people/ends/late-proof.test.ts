import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { pageDemands } from "../../../../src/domain/access/pages.ts";
import { PROOF_MINUTES } from "../../../../src/domain/limits.ts";
import { newcomer } from "../../../support/site/authenticator.ts";
import { type Furnished, fill, furnish } from "../../../support/site/every-route.ts";
import { type Begun, begin, beginAll } from "../../../support/site/held-back.ts";
import { ORIGIN, pause } from "../../../support/site/http.ts";
import { outbox } from "../../../support/site/site.ts";
import { headingOf, type Visitor } from "../../../support/site/visitor.ts";

/** Forms that send passwords to a third address, whose ends are held back: a proof counts that is fresh when the end comes. */

const THIRD = "third@x.example";
const to = { passwords: "recipient", password_recipient: THIRD };
const csv = "Display Name,Email Address,Subscription License Type\nCarl,carl@x.example,Pro\n";

let home: Furnished;
let visitor: Visitor;
let email: string;

beforeEach(async () => {
  home = await furnish("draft");
  ({ email, visitor } = await newcomer(home.account));
});

async function proved(at: string): Promise<void> {
  await env.DIRECTORY.prepare("UPDATE sessions SET proved_at = ?1 WHERE email_key = ?2").bind(at, email).run();
}

const KEPT = "403 Give your password first, and nothing is lost";
const AGES_AGO = "2020-01-01T00:00:00.000Z";

/** What each form holds that can send passwords to a third address. */
async function bodies(): Promise<Readonly<Record<string, string>>> {
  const fields = (texts: Readonly<Record<string, string>>) => new URLSearchParams({ ...texts, ...to }).toString();
  const users = home.ids["users/:id"] ?? "";
  const { text } = await visitor.visit(
    `/users/bulk?action=send_passwords&users=${users}&passwords=recipient&password_recipient=${THIRD}`,
  );
  const shown = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? "";
  return {
    "POST /imports": file(),
    "POST /imports/new": file(),
    "POST /imports/:id/start": fields({ was: "passwords=none" }),
    "POST /users/new": fields({
      display_name: "Dora",
      email: "dora@x.example",
      license_type: "Pro",
      services: "connect",
      key: "x",
    }),
    "POST /users/bulk": fields({ key: shown("key"), seen: shown("seen"), action: "send_passwords", users }),
    "POST /users/:id/password": fields({}),
  };
}

function file(): string {
  const part = (name: string, text: string) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
  const options = Object.entries(to).map(([name, text]) => part(name, text));
  const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="carl.csv"\r\n\r\n';
  return `${options.join("")}${head}${csv}\r\n--x--\r\n`;
}

/** Begins those of the forms, and waits until who sends them was looked at. */
async function beginForms(isOne: (route: string) => boolean): Promise<readonly Begun[]> {
  const held = Object.entries(await bodies()).filter(([route]) => isOne(route));
  const headers = { Origin: ORIGIN, Cookie: `muster=${visitor.secret}` };
  const one = ([route, body]: readonly [string, string]) => {
    const type = body.startsWith("--x") ? "multipart/form-data; boundary=x" : "application/x-www-form-urlencoded";
    return begin(route, fill(route, home.ids).path, {
      method: "POST",
      headers: { ...headers, "Content-Type": type },
      body,
    });
  };
  return beginAll("UPDATE sessions SET seen_at", () => held.map(one));
}

/** Finishes them one after the other, and tells what came of each. */
async function finishAll(begun: readonly Begun[]): Promise<Readonly<Record<string, string>>> {
  const told: Record<string, string> = {};
  for (const { route, finish } of begun) {
    const { status, headers, text } = await finish();
    const isLed = status === 303 && headers.get("Location")?.startsWith("/proof?next=");
    told[route] = isLed ? "led to a proof" : `${status} ${status === 403 ? headingOf({ text }) : ""}`.trim();
  }
  return told;
}

const sent = async () => {
  await home.account.settleMails();
  return (await outbox(THIRD)).length;
};
const started = async () => (await home.account.imports()).filter(({ state }) => state !== "ready").length;

test("S1 a form that sends passwords to a third address and is held back until its proof is none any more sends none; an import keeps its draft", async () => {
  const isThird = Object.entries(pageDemands).flatMap(([route, demand]) =>
    "proof" in demand && demand.proof === "third_address" ? [route] : [],
  );
  expect(Object.keys(await bodies()).toSorted()).toEqual(isThird.toSorted());
  const [running, users] = [await started(), (await home.account.users()).length];
  const begun = await beginForms(() => true);
  await proved(AGES_AGO);
  expect(await finishAll(begun)).toEqual({
    "POST /imports": "led to a proof",
    "POST /imports/new": "led to a proof",
    "POST /imports/:id/start": "led to a proof",
    "POST /users/new": KEPT,
    "POST /users/bulk": KEPT,
    "POST /users/:id/password": KEPT,
  });
  expect([await sent(), await started(), (await home.account.users()).length]).toEqual([0, running, users]);
});

test("S1 a form that is held back until its proof is none any more by the clock alone sends none", async () => {
  const leftMs = 3_000;
  await proved(new Date(Date.now() - PROOF_MINUTES * 60_000 + leftMs).toISOString());
  const begun = await beginForms((route) => ["POST /imports/:id/start", "POST /users/:id/password"].includes(route));
  await pause(leftMs);
  expect(await finishAll(begun)).toEqual({
    "POST /imports/:id/start": "led to a proof",
    "POST /users/:id/password": KEPT,
  });
  expect(await sent()).toBe(0);
});

test("S1 a form that sends passwords to a third address takes a proof that was given while its end was held back", async () => {
  await proved(AGES_AGO);
  const begun = await beginForms((route) => ["POST /imports/:id/start", "POST /users/:id/password"].includes(route));
  await proved(new Date().toISOString());
  expect(await finishAll(begun)).toEqual({ "POST /imports/:id/start": "303", "POST /users/:id/password": "303" });
  expect(await sent()).toBeGreaterThan(0);
});
