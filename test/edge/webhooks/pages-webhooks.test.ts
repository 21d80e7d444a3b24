import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { pause } from "../../support/site/http.ts";
import { type Account, makeAccount, phones } from "../../support/site/site.ts";
import { headingOf, signedIn, textOf } from "../../support/site/visitor.ts";
import { Receiver } from "../../support/webhooks/receiver.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const fields = (url: string, ...events: readonly string[]) =>
  new URLSearchParams([["url", url], ["key", "01JABCDEFGHJKMNPQRSTVWXYZ0"], ...events.map((type) => ["events", type])]);

const idOf = async (account: Account) => (await account.list<{ id: string }>("/webhooks"))[0]?.id ?? "";

/** What the page says of the webhook once its newest event has ended so. */
async function untilSaid(see: () => Promise<string>, said: RegExp): Promise<string> {
  for (const until = Date.now() + 15_000; ; await pause(30)) {
    const text = await see();
    if (said.test(text)) return text;
    if (Date.now() > until) throw new Error(`it does not say ${said}: ${text}`);
  }
}

test("W3 an owner adds a webhook, sees its secret once, sees what was sent, has it sent again, and removes it", async () => {
  const receiver = new Receiver();
  receiver.answer = () => new Response(null, { status: 503 });
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  expect(headingOf(await dana.visit("/settings/webhooks"))).toBe("No webhooks yet");
  expect((await dana.visit("/settings/webhooks/new")).text).toContain('value="import.completed" checked');
  const sent = await dana.send("/settings/webhooks", fields(" https://hooks.example.com/a ", "numbers.changed"));
  expect([sent.status, headingOf(sent)]).toEqual([200, "The webhook is added"]);
  const secret = /whsec_[A-Za-z0-9+/=]+/.exec(sent.text)?.[0] ?? "";
  expect(secret).toHaveLength(50);
  const path = `/settings/webhooks/${await idOf(account)}`;
  const see = async () => textOf(await dana.visit(path));
  expect(await see()).toContain("Nothing has happened yet that is sent here.");
  expect((await dana.visit(path)).text).not.toContain(secret);

  // What is done on a page is told like what a program does.
  const list = new FormData();
  list.set("numbers", String(phones(1)[0]));
  await dana.post("/numbers", list);
  expect(await untilSaid(see, /Answered 503/)).toMatch(/State failing since .*numbers\.changed waiting next try/);
  receiver.answer = () => new Response();
  const { id } = (await account.list<{ id: string }>(`/webhooks/${await idOf(account)}/deliveries`))[0] ?? { id: "" };
  const again = await dana.send(`${path}/deliveries/${id}/retry`);
  expect([again.status, again.headers.get("Location")]).toEqual([303, `${path}?news=again`]);
  expect(await untilSaid(see, /Answered 200/)).toMatch(
    /State on .*numbers\.changed arrived .*Answered 503 .*Answered 200/,
  );

  const rotated = await dana.send(`${path}/rotation`);
  expect(textOf(rotated)).toContain("The secret before signs besides for 24 hours");
  expect(rotated.text).not.toContain(secret);
  expect(textOf(await dana.visit(`${path}/removal`))).toContain("Nothing more is sent there");
  expect((await dana.send(`${path}/removal`)).headers.get("Location")).toBe("/settings/webhooks?news=removed");
  expect((await dana.send(`${path}/removal`)).headers.get("Location")).toBe("/settings/webhooks?news=removed");
  expect((await dana.visit(path)).status).toBe(404);
  const actions = (await account.list<{ action: string }>("/activity")).map(({ action }) => action);
  expect(actions.filter((action) => action.startsWith("webhooks."))).toEqual([
    "webhooks.remove",
    "webhooks.rotate",
    "webhooks.resend",
    "webhooks.make",
  ]);
  expect(textOf(await dana.visit("/activity"))).toContain("added webhook https://hooks.example.com/a");
});

test("W4 the form of a webhook says what is wrong with it, and keeps what was typed", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const nothing = await dana.send("/settings/webhooks", fields(""));
  expect([nothing.status, textOf(nothing)]).toEqual([
    422,
    expect.stringContaining("Choose at least one kind of event."),
  ]);
  const inside = await dana.send("/settings/webhooks", fields("https://10.0.0.7/", "users.created"));
  expect([inside.status, textOf(inside)]).toEqual([
    422,
    expect.stringContaining("A webhook is an https address on the public internet."),
  ]);
  expect(inside.text).toContain('value="https://10.0.0.7/"');
  expect(inside.text).toContain('value="users.created" checked');
  expect(await account.list("/webhooks")).toEqual([]);
});

test("E4 the same form of a webhook adds one, however often it is sent", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const form = fields("https://hooks.example.com/", "users.created");
  const answers = [await dana.send("/settings/webhooks", form), await dana.send("/settings/webhooks", form)];
  expect(answers.map(({ status }) => status)).toEqual([200, 422]);
  expect(answers[1] && textOf(answers[1])).toContain("This form has added a webhook already");
  expect(await account.list("/webhooks")).toHaveLength(1);
});

test("S1 an importer is not shown webhooks, and an owner proves themselves before they add one", async () => {
  const account = await makeAccount({ numbers: [] });
  expect((await (await signedIn(account, "importer")).visit("/settings/webhooks")).status).toBe(403);
  const dana = await signedIn(account);
  await env.DIRECTORY.prepare("UPDATE sessions SET proved_at = '2026-01-01T00:00:00.000Z' WHERE account = ?1")
    .bind(account.id)
    .run();
  const asked = await dana.visit("/settings/webhooks/new");
  expect([asked.status, asked.headers.get("Location")]).toEqual([303, "/proof?next=%2Fsettings%2Fwebhooks%2Fnew"]);
});
