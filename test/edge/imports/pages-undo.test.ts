import { expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { makeAccount } from "../../support/site/site.ts";
import { signedIn, textOf } from "../../support/site/visitor.ts";

test("I11 E5 an import is undone without a script: from its result, after a look at who goes and who stays, to what came of it", async () => {
  const account = await makeAccount();
  const visitor = await signedIn(account);
  const id = await account.start(
    csvOf(people(4, (n) => ({ email: `user-${n}@acme.example`, display_name: `User ${n}` }))),
  );
  await account.waitFor(id);
  const changed = `usr_${id.replace("imp_", "")}_3`;
  await account.ask("PATCH", `/users/${changed}`, { json: { department: "Night shift" } });

  const result = await visitor.visit(`/imports/${id}`);
  expect(result.text).toContain(`href="/imports/${id}/undo"`);
  const asked = await visitor.visit(`/imports/${id}/undo`);
  expect(asked.text).toContain("3 users would be removed");
  expect(asked.text).toContain('aria-label="4 users: 3 go, 1 stays"');
  expect(textOf(asked)).toMatch(/What goes Users removed 3 Numbers parked again 0 Pro licences free again 3/);
  expect(asked.text).toContain(`href="/users/${changed}"`);
  expect(await account.users(), "a look changes nothing").toHaveLength(4);

  const sent = await visitor.send(`/imports/${id}/undo`);
  expect([sent.status, sent.headers.get("Location")]).toEqual([303, `/imports/${id}`]);
  await account.waitFor(id);
  const undone = await visitor.visit(`/imports/${id}`);
  expect(undone.text).toContain("<h1>Undone: 3 users removed, 1 stays</h1>");
  expect((await account.users()).map((user) => user.id)).toEqual([changed]);

  // E4: the back button and a second press do no harm; what is undone has nothing more to ask.
  expect((await visitor.visit(`/imports/${id}/undo`)).headers.get("Location")).toBe(`/imports/${id}`);
  expect((await visitor.send(`/imports/${id}/undo`)).status).toBe(303);
  const continued = await visitor.send(`/imports/${id}/continuation`);
  const draft = String(continued.headers.get("Location")).replace("/imports/", "");
  expect((await account.import(draft)).counts.rows).toBe(3);
});

test("I11 M9 before an undo and after it the number of mails that it cancels is told, and who has a password in hand", async () => {
  const account = await makeAccount();
  const visitor = await signedIn(account);
  const id = await account.start(csvOf(people(3)), { passwords: "users", mails: "hold" });
  await account.waitFor(id);
  const made = (row: number) => `usr_${id.replace("imp_", "")}_${row}`;
  await account.ask("PATCH", `/users/${made(2)}`, { json: { department: "Night shift" } });
  // A reset is not held: row 3 is sent a password now, and the one that was held is cancelled (M1).
  await account.ask("POST", `/users/${made(3)}/password-reset`, { json: { send_to: "user" } });
  await account.settleMails();

  const asked = textOf(await visitor.visit(`/imports/${id}/undo`));
  expect(asked).toContain("Mails not sent yet, cancelled 3 Users who have a password mail already 1");
  await visitor.send(`/imports/${id}/undo`);
  await account.waitFor(id);
  // Four of the import: one by the reset, three by the undo.
  expect(textOf(await visitor.visit(`/imports/${id}`))).toContain("4 mails that waited were cancelled.");
});

test("S4 I11 another account's import has no page that asks, and a draft is not undone", async () => {
  const [account, other] = [await makeAccount(), await makeAccount()];
  const draft = await account.draft(csvOf(people(1)));
  const stranger = await signedIn(other);
  expect((await stranger.visit(`/imports/${draft}/undo`)).status).toBe(404);
  expect((await stranger.send(`/imports/${draft}/undo`)).status).toBe(404);
  const visitor = await signedIn(account);
  expect((await visitor.visit(`/imports/${draft}/undo`)).status).toBe(409);
  expect((await visitor.send(`/imports/${draft}/undo`)).text).toContain("cannot be undone");
});
