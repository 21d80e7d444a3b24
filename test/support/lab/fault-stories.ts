import type { Known } from "../checker/observation.ts";
import { csvOf, people } from "../files/csv.ts";
import { databaseOf } from "../site/databases.ts";
import { type Asking, pause, type Refusal, type Shown } from "../site/http.ts";
import type { Account } from "../site/site.ts";
import type { Deliveries } from "./deliveries.ts";
import type { FaultSwitch } from "./faults.ts";
import type { PatientClient } from "./patient-client.ts";
import { ToldReceiver } from "./told-receiver.ts";

/** What a story has to do with. */
export type Stage = {
  readonly account: Account;
  readonly client: PatientClient;
  readonly deliveries: Deliveries;
  readonly laid: FaultSwitch;
  /** From here on operations count, and one of them is struck. */
  readonly begin: () => void;
};

/** What came of it: what the checker must know, and what must be seen at the end. */
export type Ending = {
  readonly known: Known;
  readonly imports: readonly Expected[];
  /** How many mails must have been cancelled, and how many must have come back; none unless given. */
  readonly cancelled?: number;
  readonly bounced?: number;
  /** What else is looked at, once all is over. */
  readonly flaws?: () => Promise<readonly string[]>;
};
export type Expected = { readonly id: string; readonly state: string; readonly created: number; readonly rows: number };

/** What people do while one operation fails; everything that they are told must hold. */
export type Story = (stage: Stage) => Promise<Ending>;

export const faulty = ({ id }: Account, more: Asking = {}): Asking => ({
  ...more,
  headers: { ...more.headers, "X-Lab": id },
});

/** The third row asks for a number that the account does not have, the last for any (I14); all extensions are blank. */
export function fiveRows({ id }: Account): string {
  return csvOf(
    people(5, (n) => ({
      email: `user-${n}@${id}.example`,
      primary_phone: n === 4 ? "auto" : n === 2 ? "+14155559999" : `+1415555010${n}`,
    })),
  );
}

export const withMails = ({ id }: Account) => ({
  passwords: "users",
  notify: "true",
  notify_email: `boss@${id}.example`,
});

export function mustBe(what: string, is: unknown, right: readonly unknown[]): void {
  if (!right.includes(is)) throw new Error(`${what} is ${String(is)}, not ${right.join(" or ")}`);
}

const LOOK_MS = 1_000;
/** Ends what would wait for ever, and judges nothing. */
const TOO_LONG_MS = 600_000;

/** Looks until something is so. */
export async function until(what: string, isSo: () => Promise<boolean>, eachMs = LOOK_MS): Promise<void> {
  for (const end = Date.now() + TOO_LONG_MS; !(await isSo()); await pause(eachMs))
    if (Date.now() > end) throw new Error(`not seen: ${what}`);
}

/** One POST starts an import of five rows, one of which fails as it runs. */
export const importing: Story = async ({ account, client, begin }) => {
  const asking = faulty(account, { headers: { "Idempotency-Key": "once" } });
  begin();
  const { status, body } = await client.until(() => account.upload(fiveRows(account), withMails(account), asking));
  mustBe("the answer to POST imports", status, [202]);
  return {
    known: { accepted: [body.id] },
    imports: [{ id: body.id, state: "completed", created: 4, rows: 5 }],
  };
};

/** A file is checked, corrected and started; what failed is taken into a new draft. */
export const correcting: Story = async ({ account, client, begin }) => {
  const keyed = (key: string, more: Asking = {}) => faulty(account, { ...more, headers: { "Idempotency-Key": key } });
  const options = { ...withMails(account), dry_run: "true" };
  begin();
  const checked = await client.until(() => account.upload(fiveRows(account), options, keyed("check")));
  mustBe("the answer to a dry run", checked.status, [200]);
  const { id } = checked.body;
  const json = { rows: [{ row: 3, values: { first_name: "Ada" } }] };
  const corrected = await client.until(() => account.call("PATCH", `/imports/${id}/rows`, faulty(account, { json })));
  mustBe("the answer to PATCH", corrected.status, [200]);
  const started = await client.until(
    () => account.call("POST", `/imports/${id}/start`, faulty(account)),
    // "Try again": a start that was lost may still have the place.
    ({ body }) => body.code !== "import_in_progress" || body.running_import === id,
  );
  // Who asks again after a start whose answer was lost is given what was started.
  mustBe("the answer to start", started.status, [202, 200, 409]);
  if (started.status === 409) mustBe("the reason", started.body.code, ["import_not_ready", "import_in_progress"]);
  await client.until(
    () => account.call<Shown & Refusal>("GET", `/imports/${id}`),
    ({ body }) => body.state === "completed",
  );
  const path = `/imports/${id}/continuation`;
  const rest = await client.until(() => account.call<Shown & Refusal>("POST", path, keyed("rest", { json: {} })));
  mustBe("the answer to a continuation", rest.status, [201]);
  return {
    known: { accepted: [id] },
    imports: [
      { id, state: "completed", created: 4, rows: 5 },
      { id: rest.body.id, state: "ready", created: 0, rows: 1 },
    ],
  };
};

const TWO_CHUNKS = 110;

/** Stop comes while the second of two chunks is on its way. */
export const stopping: Story = async ({ account, client, deliveries, begin }) => {
  deliveries.hold(1);
  const file = csvOf(people(TWO_CHUNKS, (n) => ({ email: `user-${n}@${account.id}.example` })));
  const asking = faulty(account);
  const options = { ...withMails(account), passwords: "none", services: "meet" };
  const { body } = await account.upload(file, options, asking);
  while (deliveries.held === 0) await pause(100);
  begin();
  deliveries.release();
  const stopped = await client.until(() => account.call<Refusal & Shown>("POST", `/imports/${body.id}/stop`, asking));
  const created = (await account.users()).length;
  mustBe("the answer to stop", stopped.status, [202, 200, 409]);
  if (stopped.status === 409) mustBe("the reason", stopped.body.code, ["import_finished"]);
  const known = { accepted: [body.id] };
  if (stopped.status === 409)
    return { known, imports: [{ id: body.id, state: "completed", created: TWO_CHUNKS, rows: TWO_CHUNKS }] };
  return {
    known: { ...known, stops: [{ importId: body.id, created }] },
    imports: [{ id: body.id, state: "stopped", created, rows: TWO_CHUNKS }],
  };
};

/** Of five rows one exists already and one fails; the mails of the others are held, and released when all is over; one comes back. */
export const holding: Story = async ({ account, client, laid, begin }) => {
  const json = { display_name: "There", email: `user-0@${account.id}.example`, services: ["meet"] };
  await account.ask("POST", "/users", { json });
  const asking = faulty(account, { headers: { "Idempotency-Key": "once" } });
  const options = { ...withMails(account), existing: "skip", mails: "hold" };
  begin();
  const { status, body } = await client.until(() => account.upload(fiveRows(account), options, asking));
  mustBe("the answer to POST imports", status, [202]);
  const { body: ended } = await client.until(
    () => account.call<Shown & Refusal>("GET", `/imports/${body.id}`),
    ({ body: found }) => found.state === "completed",
  );
  mustBe("the number of skipped rows", ended.counts.skipped, [1]);
  const path = `/imports/${body.id}/mails/release`;
  const released = await client.until(() =>
    account.call<Refusal & { released: number }>("POST", path, faulty(account)),
  );
  mustBe("the answer to a release", released.status, [202]);
  laid.sent.push({ queue: "muster-bounces", body: bounceOf(await firstTaken(account)), attempts: 1 });
  return {
    known: { accepted: [body.id] },
    imports: [{ id: body.id, state: "completed", created: 3, rows: 5 }],
    bounced: 1,
  };
};

const bounceOf = (messageId: string) => ({
  type: "cf.email.sending.message.bounced",
  payload: { messageId, bounce: { reason: "550 User unknown" } },
});

/** What the mail system calls the first mail that it has taken, once that is recorded. */
async function firstTaken(account: Account): Promise<string> {
  const taken = (await databaseOf(account.id))
    .prepare("SELECT message_id FROM mails WHERE account = ?1 AND message_id IS NOT NULL ORDER BY id")
    .bind(account.id);
  for (;;) {
    const found = await taken.first<string>("message_id");
    if (found !== null) return found;
    await pause(100);
  }
}

/** An import is undone whose mails wait, but for those of one user, who was changed and stays. */
export const undoing: Story = async ({ account, client, begin }) => {
  const asking = faulty(account);
  const { body } = await account.upload(fiveRows(account), withMails(account), asking);
  await client.until(
    () => account.call<Shown & Refusal>("GET", `/imports/${body.id}`),
    ({ body: found }) => found.state === "completed",
  );
  await client.until(
    () => account.call<{ items: unknown[] } & Refusal>("GET", "/mails?state=pending&limit=1"),
    ({ body: waiting }) => waiting.items.length === 0,
  );
  const kept = `usr_${body.id.replace("imp_", "")}_2`;
  await account.ask("PATCH", `/users/${kept}`, { json: { department: "Changed" } });
  const wait = "UPDATE mails SET state = 'pending', due_at = '2099' WHERE account = ?1 AND user_id <> ?2";
  await (await databaseOf(account.id)).prepare(wait).bind(account.id, kept).run();
  begin();
  const undone = await client.until(
    () => account.call<Refusal & Shown>("POST", `/imports/${body.id}/undo`, asking),
    // "Try again": an undo whose answer was lost may have the place, and not have begun.
    ({ body: answer }) => answer.code !== "import_in_progress",
  );
  mustBe("the answer to an undo", undone.status, [202, 200]);
  return {
    known: { accepted: [body.id], undone: [body.id] },
    imports: [{ id: body.id, state: "undone", created: 1, rows: 5 }],
    cancelled: 6,
  };
};

const heard = ["import.started", "import.completed", "users.created", "numbers.changed"] as const;

const TOMORROW_MS = 86_400_000;

/** An import whose events are sent to a webhook, which turns the first one away; its mails are to go tomorrow, and are released. */
export const hooked: Story = async ({ account, client, begin }) => {
  const receiver = await ToldReceiver.open(account, heard);
  const asking = faulty(account, { headers: { "Idempotency-Key": "once" } });
  const options = { ...withMails(account), mails_at: new Date(Date.now() + TOMORROW_MS).toISOString() };
  begin();
  const { status, body } = await client.until(() => account.upload(fiveRows(account), options, asking));
  mustBe("the answer to POST imports", status, [202]);
  await client.until(
    () => account.call<Shown & Refusal>("GET", `/imports/${body.id}`),
    ({ body: found }) => found.state === "completed",
  );
  const path = `/imports/${body.id}/mails/release`;
  const released = await client.until(() => account.call<Refusal>("POST", path, faulty(account)));
  mustBe("the answer to a release", released.status, [202]);
  return {
    known: { accepted: [body.id] },
    imports: [{ id: body.id, state: "completed", created: 4, rows: 5 }],
    flaws: () => receiver.flaws(heard, 3),
  };
};
