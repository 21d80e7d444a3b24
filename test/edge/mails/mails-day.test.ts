import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { mailDay, roomOnDay, waitsForTomorrow } from "../../../src/domain/mail/day.ts";
import { type Standing, stateFor } from "../../../src/domain/mail/ending.ts";
import { mailKinds } from "../../../src/domain/mail/mail.ts";
import { AccountDatabase } from "../../../src/store/database.ts";
import { saveMailEndings } from "../../../src/store/mails/endings.ts";
import { leaseMails } from "../../../src/store/mails/leases.ts";
import { makeAccount } from "../../support/site/site.ts";

/** What must be worked out in a statement, because others write at the same moment, is what domain says. */

const NOW = "2026-06-02T10:00:00.000Z";
const UNTIL = "2026-06-02T10:02:00.000Z";

/** An account with one due mail of each kind, to a user of such an id. */
async function withMails(user: string | null) {
  const account = await makeAccount({ numbers: [] });
  const insert = env.DB.prepare(
    `INSERT INTO mails (id, account, kind, to_address, user_id, state, due_at, created_at)
     VALUES ('mail_usr_' || ?2, ?1, ?2, 'ann@acme.example', ?3, 'pending', '2026-06-02T09:00:00.000Z', '2026-06-02T09:00:00.000Z')`,
  );
  await env.DB.batch(mailKinds.map((kind) => insert.bind(account.id, kind, user)));
  return { account, db: new AccountDatabase(env.DB) };
}

type Kept = { readonly kind: (typeof mailKinds)[number]; readonly state: string; readonly error: string | null };

async function mailsOf(account: string): Promise<readonly Kept[]> {
  const sql = "SELECT kind, state, last_error AS error FROM mails WHERE account = ?1";
  const kept = await env.DB.prepare(sql).bind(account).all<Kept>();
  return kept.results;
}

const counts = [0, 90, 96, 97, 99, 100, 101];

test.each(counts)(
  "S6 when %i of a day's 100 mails are out, D1 claims as many as domain says, and postpones the others",
  async (sent) => {
    const { account, db } = await withMails(null);
    const day = mailDay(Date.parse(NOW), 100);
    const out = "INSERT INTO mail_days (account, day, mails) VALUES (?1, ?2, ?3)";
    await env.DB.prepare(out).bind(account.id, day.day, sent).run();
    const { mails: claimed } = await leaseMails(db, account.id, {
      id: "lease",
      now: NOW,
      until: UNTIL,
      most: 4,
      day,
      lane: "bulk",
    });
    const links = mailKinds.filter((kind) => sent >= day.most && !waitsForTomorrow(kind, sent, day));
    expect(claimed).toHaveLength(roomOnDay(sent, day, 4) + links.length);
    expect(claimed.map(({ kind }) => kind)).toEqual(expect.arrayContaining(links));
    const postponed = (await mailsOf(account.id)).filter(({ error }) => error === "E_DAY_LIMIT");
    const waits = mailKinds.filter((kind) => waitsForTomorrow(kind, sent, day));
    expect(postponed.map(({ kind }) => kind).toSorted()).toEqual(waits.toSorted());
  },
);

const users: readonly Standing[] = ["nobody", "gone", "with_voice", "without_voice"];

test.each(users)(
  "A2 D1 gives a mail that did not go out the state that domain says for a user who is: %s",
  async (user) => {
    const { account, db } = await withMails(user === "nobody" ? null : `usr_${user}`);
    if (user.endsWith("voice")) {
      const services = user === "with_voice" ? ["connect"] : ["meet"];
      await env.DB.prepare(
        `INSERT INTO users (id, account, email, email_key, display_name, services, additional_phones, settings, created_at)
       VALUES (?1, ?2, 'ann@acme.example', 'ann@acme.example', 'Ann', ?3, '[]', '{}', ?4)`,
      )
        .bind(`usr_${user}`, account.id, JSON.stringify(services), NOW)
        .run();
    }
    const day = mailDay(Date.parse(NOW), 100);
    const { mails: claimed } = await leaseMails(db, account.id, {
      id: "lease",
      now: NOW,
      until: UNTIL,
      most: 50,
      day,
      lane: "bulk",
    });
    const endings = claimed.map(({ id, kind }) => ({ id, kind, state: "failed", error: "E_X" }) as const);
    const times = { now: NOW, follow: NOW, passwordsExpireAt: NOW };
    const lease = { account: account.id, lease: "lease", day: day.day, until: UNTIL, ...times };
    expect(await saveMailEndings(db, lease, endings)).toBe(mailKinds.length);
    for (const { kind, state } of await mailsOf(account.id)) {
      expect([kind, state]).toEqual([kind, stateFor({ kind, state: "failed" }, user)]);
    }
  },
);
