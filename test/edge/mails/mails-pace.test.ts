import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { pace } from "../../../src/background/mail/pace.ts";
import { AccountDatabase } from "../../../src/store/database.ts";
import type { LeasedMail } from "../../../src/store/mails/leased-mail.ts";
import { makeAccount } from "../../support/site/site.ts";

const START = Date.parse("2026-11-22T10:00:05.000Z");
const MINUTE_MS = 60_000;

type Waiting = { readonly mail: LeasedMail; readonly due: number };

/** A password for somebody else than its user, as it is claimed. */
function passwordMail(n: number, slot: string | null = null): LeasedMail {
  const nothing = { import_id: null, link_id: null, extension: null, primary_phone: null, additional_phones: null };
  const user = {
    user_id: `usr_${n}`,
    email: `user-${n}@acme.example`,
    display_name: `User ${n}`,
    pin: null,
    password_seed: null,
    password_check: null,
    pin_made: false,
  };
  const counts = { file_name: null, created: null, failed: null, not_attempted: null, skipped: null };
  const others = { reasons: null, about: null };
  const mail = { id: `mail_usr_${n}_password_1`, kind: "password", to_address: "desk@partner.example" } as const;
  const version = { password_version: 1, current_version: 1, attempts: 1, account_name: "Acme" };
  return { ...nothing, ...user, ...counts, ...others, ...mail, ...version, slot };
}

/** Claims and paces mails every five seconds, and gives how many went out in each minute. */
async function sendAll(mails: readonly LeasedMail[], late: number, perMinute: number): Promise<readonly number[]> {
  const account = await makeAccount({ numbers: [] });
  const db = new AccountDatabase(env.DB);
  let waiting: readonly Waiting[] = mails.map((mail) => ({ mail, due: 0 }));
  const sent = new Map<number, number>();
  for (let time = START; waiting.length > 0 && time < START + 60 * MINUTE_MS; time += 5_000) {
    const due = waiting.filter((one) => one.due + late <= time).slice(0, 50);
    const { now, later } = await pace(db, account.id, due.map(({ mail }) => mail), { time, perMinute }); // biome-ignore format: one call
    const minute = Math.floor(time / MINUTE_MS);
    sent.set(minute, (sent.get(minute) ?? 0) + now.length);
    const gone = new Set(now.map(({ id }) => id));
    waiting = waiting.flatMap((one) => {
      if (gone.has(one.mail.id)) return [];
      const held = later.find(({ id }) => id === one.mail.id);
      if (held?.state !== "pending") return [one];
      return [{ mail: { ...one.mail, slot: held.slot ?? null }, due: Date.parse(held.due_at) }];
    });
  }
  expect(waiting).toEqual([]);
  return [...sent.values()].filter((mails) => mails > 0);
}

const some = (count: number, slot?: string) => Array.from({ length: count }, (_, n) => passwordMail(n, slot));

test("M2 M4 mails whose minute goes by before anybody looks go in a later one, and none waits for ever", async () => {
  expect(await sendAll(some(200), MINUTE_MS + 1_000, 50)).toEqual([50, 50, 50, 50]);
});

test("M2 after a pause in which the minutes of many went by, an address still gets only so many in a minute", async () => {
  const sent = await sendAll(some(120, "2026-11-22T08:00:00.000Z"), 0, 20);
  expect(sent).toEqual([20, 20, 20, 20, 20, 20]);
});
