import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { MailRecord } from "../../../src/background/mail/record.ts";
import type { MailEnding } from "../../../src/domain/mail/ending.ts";
import { RECORD_MOST } from "../../../src/domain/mail/lease.ts";
import { AccountDatabase } from "../../../src/store/database.ts";
import { pause } from "../../support/site/http.ts";

const lease = {
  id: "lse_1",
  now: new Date().toISOString(),
  until: new Date(Date.now() + 60_000).toISOString(),
  most: 100,
  day: { day: "2026-01-01", tomorrow: "2026-01-02T00:00:00.000Z", most: 5_000, pastLimit: [] },
  lane: "bulk",
} as const;

const endings = (count: number): readonly MailEnding[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ id: `mal_${n}`, kind: "welcome", state: "sent", user: null, password_version: 0, message_id: null },
  }));

/** The database, which answers only when the gate is open. */
function slowly(gate: Promise<void>): AccountDatabase {
  const batch = async (statements: D1PreparedStatement[]) => {
    await gate;
    return env.DB.batch(statements);
  };
  return new AccountDatabase(
    new Proxy(env.DB, {
      get: (db, name) => (name === "batch" ? batch : Reflect.get(db, name).bind(db)),
    }),
  );
}

test(`M4 behind ${RECORD_MOST} mails that have gone and are not recorded the next one waits, behind fewer it does not`, async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const few = new MailRecord(slowly(promise), "acme", lease);
  few.add(...endings(RECORD_MOST - 1));
  await few.catchUp();
  const many = new MailRecord(slowly(promise), "acme", lease);
  many.add(...endings(RECORD_MOST));
  let isNext = false;
  const next = many.catchUp().then(() => {
    isNext = true;
  });
  await pause(50);
  expect(isNext).toBe(false);
  resolve();
  await next;
});
