import { expect, test } from "vitest";
import { type Account, makeAccount } from "../../support/site/site.ts";
import { signedIn, textOf } from "../../support/site/visitor.ts";

const csv = (name: string) => `Display Name,Email Address,Subscription License Type\n${name},${name}@example.com,Pro\n`;
const small = () => makeAccount({ numbers: [] });

const told = async (account: Account, id: string) =>
  (
    await account.ask<{ notices: { code: string; message: string }[] }>("GET", `/imports/${id}/problems`)
  ).notices.filter(({ code }) => code === "same_file");

test("same_file tells of the last import of this very content that was started: which, when, by whom, how it ended", async () => {
  const account = await small();
  const token = await account.token();
  const first = await account.draft(csv("ann"));
  await account.ask("POST", `/imports/${first}/start`, { token });
  const ended = await account.waitFor(first);
  const again = await account.draft(csv("ann"));
  expect(await told(account, again)).toEqual([
    {
      ...{ code: "same_file", import: first, at: ended.started_at, by: "token:ci" },
      ...{ state: "completed", created: 1, rows: 1 },
      message: expect.stringMatching(/^This very file was imported on .* by token:ci: 1 of 1 user was created\.$/),
    },
  ]);
  expect((await account.import(again)).notices.map(({ code }) => code)).toEqual(["same_file"]);
  const dana = await signedIn(account);
  const page = await dana.visit(`/imports/${again}`);
  expect([textOf(page), page.text.includes(`href="/imports/${first}"`)]).toEqual([
    expect.stringContaining("This very file was imported on"),
    true,
  ]);
});

test("same_file tells nothing of drafts, of other content, of another account, or of the import itself", async () => {
  const [account, other] = [await small(), await small()];
  await other.waitFor(await other.start(csv("ann")));
  await account.draft(csv("ann"));
  await account.waitFor(await account.start(csv("bo")));
  const own = await account.draft(csv("ann"));
  expect(await told(account, own)).toEqual([]);
  await account.ask("POST", `/imports/${own}/start`);
  await account.waitFor(own);
  expect((await account.import(own)).notices).toEqual([]);
});

test("same_file is told of a draft that is checked again once another of its content was started, and stops nobody", async () => {
  const account = await small();
  const [one, two] = [await account.draft(csv("ann")), await account.draft(csv("ann"))];
  await account.ask("POST", `/imports/${one}/start`);
  await account.waitFor(one);
  expect((await told(account, two)).map((notice) => Object.entries(notice)[2]?.[1])).toEqual([one]);
  const { status } = await account.call("POST", `/imports/${two}/start`);
  expect(status).toBe(202);
  expect((await account.waitFor(two)).counts).toMatchObject({ created: 0, failed: 1 });
});
