import { csvOf, people } from "../../files/csv.ts";
import { placeOf } from "../../site/databases.ts";
import type { Refusal, Shown } from "../../site/http.ts";
import { elsewhere, named } from "../../site/moving.ts";
import { isMoved } from "../fault-run.ts";
import { type Ending, faulty, fiveRows, mustBe, type Stage, type Story, until, withMails } from "../fault-stories.ts";
import { ToldReceiver } from "../told-receiver.ts";

/** An account that is moved to another database, or stays where it is, while operations of its move fail (O6). */

const heard = ["import.started", "import.completed", "users.created", "users.changed"] as const;
const TOMORROW_MS = 86_400_000;
const LOOK_MS = 20;

/** It is moved while somebody writes to it. */
export const moving: Story = async (stage) => {
  const { account, laid, begin } = stage;
  const furnished = await furnish(stage);
  const to = await elsewhere(account);
  begin();
  await put(stage, to);
  const writing = write(stage);
  await end(stage);
  laid.end();
  mustBe("where it lies", await placeOf(account.id), [to]);
  return goOn(stage, furnished, await writing);
};

/** In the database to which it is moved something spoils the copy: the move is given up by itself. */
export const differing: Story = async (stage) => {
  const { account, laid, begin } = stage;
  const furnished = await furnish(stage);
  const [from, to] = [await placeOf(account.id), await elsewhere(account)];
  const mend = await spoil(
    stage,
    to,
    "AFTER INSERT ON services",
    "UPDATE accounts SET name = 'Spoiled' WHERE id = new.account",
  );
  begin();
  await put(stage, to);
  const writing = write(stage);
  await end(stage);
  laid.end();
  await mend();
  mustBe("where it lies", await placeOf(account.id), [from]);
  return goOn(stage, furnished, await writing);
};

/** In the midst of it the copy cannot go on, and the move is taken back: the account stays where it was. */
export const takenBack: Story = async (stage) => {
  const { account, client, laid, begin } = stage;
  const furnished = await furnish(stage);
  const [from, to] = [await placeOf(account.id), await elsewhere(account)];
  const mend = await spoil(stage, to, "BEFORE INSERT ON numbers", "SELECT RAISE(ABORT, 'spoiled')");
  begin();
  await put(stage, to);
  const writing = write(stage);
  const copied = named(to).prepare("SELECT 1 FROM users WHERE account = ?1").bind(account.id);
  await until("users are copied", async () => (await copied.first()) !== null, LOOK_MS);
  const { status } = await client.until(() => account.call("DELETE", "/move", faulty(account)));
  // Who asks again finds that it has ended.
  mustBe("the answer to DELETE move", status, [202, 200]);
  await end(stage);
  laid.end();
  await mend();
  mustBe("where it lies", await placeOf(account.id), [from]);
  return goOn(stage, furnished, await writing);
};

/** Has a database do something else with what comes of the account; gives how that is ended. */
async function spoil({ account: { id } }: Stage, database: string, when: string, what: string) {
  const name = `spoils_${id.replaceAll("-", "_")}`;
  await named(database).prepare(`CREATE TRIGGER ${name} ${when} WHEN new.account = '${id}' BEGIN ${what}; END`).run();
  return () => named(database).prepare(`DROP TRIGGER ${name}`).run();
}

type Furnished = { readonly imported: string; readonly draft: string; readonly receiver: ToldReceiver };

/** The account gets users by an import whose mails wait for tomorrow, a draft, and a webhook whose first delivery comes again. */
async function furnish({ account, client }: Stage): Promise<Furnished> {
  const receiver = await ToldReceiver.open(account, heard);
  const options = { ...withMails(account), mails_at: new Date(Date.now() + TOMORROW_MS).toISOString() };
  const imported = await account.start(fiveRows(account), options);
  await client.until(
    () => account.call<Shown & Refusal>("GET", `/imports/${imported}`),
    ({ body }) => body.state === "completed",
  );
  const more = csvOf(people(2, (n) => ({ email: `more-${n}@${account.id}.example` })));
  const draft = await account.draft(more, { services: "meet" });
  return { imported, draft, receiver };
}

async function put({ account, client }: Stage, to: string): Promise<void> {
  const { status } = await client.until(() => account.call("PUT", "/move", faulty(account, { json: { to } })));
  mustBe("the answer to PUT move", status, [202, 200]);
}

/** Adds somebody and changes them, as often as it takes; gives their id. */
async function write({ account, client }: Stage): Promise<string> {
  const headers = { "Idempotency-Key": "written-meanwhile" };
  const json = { display_name: "Meanwhile", email: `meanwhile@${account.id}.example`, services: ["meet"] };
  const made = await client.until(() =>
    account.call<Refusal & { readonly id: string }>("POST", "/users", { json, headers }),
  );
  mustBe("the answer to POST users", made.status, [201]);
  const path = `/users/${made.body.id}`;
  const changed = await client.until(() => account.call("PATCH", path, { json: { department: "Changed" } }));
  mustBe("the answer to PATCH", changed.status, [200]);
  return made.body.id;
}

async function end({ account }: Stage): Promise<void> {
  await until("the move ends", async () => !(await isMoved(account)), LOOK_MS);
}

/** Wherever it lies now it is written as before: its mails are released, its draft is started. */
async function goOn({ account, client }: Stage, furnished: Furnished, user: string): Promise<Ending> {
  const { imported, draft, receiver } = furnished;
  await account.ask("PATCH", `/users/${user}`, { json: { first_name: "Later" } });
  await account.ask("POST", `/imports/${imported}/mails/release`);
  // Whoever was not heard may have the object look once more whether there is a move.
  const { status } = await client.until(() => account.call("POST", `/imports/${draft}/start`));
  mustBe("the answer to start", status, [202]);
  await until("the draft has run", async () => (await account.import(draft)).state === "completed", LOOK_MS);
  return {
    known: { accepted: [imported, draft] },
    imports: [
      { id: imported, state: "completed", created: 4, rows: 5 },
      { id: draft, state: "completed", created: 2, rows: 2 },
    ],
    flaws: async () => {
      const users = (await account.users()).filter(({ id }) => id === user);
      const seen = users.map(({ first_name, department }) => `${first_name} ${department}`);
      const isWritten = JSON.stringify(seen) === '["Later Changed"]';
      return [...(isWritten ? [] : [`who was written is ${seen}`]), ...(await receiver.flaws(heard, 5))];
    },
  };
}
