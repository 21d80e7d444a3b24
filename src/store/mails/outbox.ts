import { ulid } from "ulid";
import * as v from "valibot";
import { text } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";

const outboxMail = v.object({
  to: text,
  from: text,
  subject: text,
  text,
  html: text,
  kind: text,
  at: text,
  id: text,
});

/** A mail that the simulated binding was given, by its X-Muster-Mail id; kept in development only. */
export type OutboxMail = Readonly<v.InferOutput<typeof outboxMail>>;

/** Keeps what was sent. */
export async function saveOutboxMails(db: AccountDatabase, mails: readonly OutboxMail[]): Promise<void> {
  await db.run(
    db.sql(
      `INSERT INTO dev_outbox (id, mail_id, at, kind, to_address, from_address, subject, text, html)
       SELECT value ->> 'key', value ->> 'id', value ->> 'at', value ->> 'kind', value ->> 'to', value ->> 'from',
              value ->> 'subject', value ->> 'text', value ->> 'html' FROM json_each(?1)`,
      JSON.stringify(mails.map((mail) => ({ ...mail, key: ulid() }))),
    ),
  );
}

/** Lists what was sent, newest first; to one address when it is given. */
export async function listOutbox(
  db: AccountDatabase,
  to: string | null,
  limit: number,
): Promise<readonly OutboxMail[]> {
  return db.all(
    outboxMail,
    db.sql(
      `SELECT to_address AS "to", from_address AS "from", subject, text, html, kind, at, mail_id AS id FROM dev_outbox
       WHERE ?1 IS NULL OR to_address = ?1 ORDER BY dev_outbox.id DESC LIMIT ?2`,
      to,
      limit,
    ),
  );
}
