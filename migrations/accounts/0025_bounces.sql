-- What the mail system calls a mail that it has taken, and why it came back later (M11). A mail that came back stays as sent in
-- state: the version before knows no other word for it. The ordinary mail is in no index more and costs no write more.
ALTER TABLE mails ADD COLUMN message_id TEXT;
ALTER TABLE mails ADD COLUMN bounced TEXT;
CREATE INDEX mails_bounced ON mails (account, id) WHERE bounced IS NOT NULL;

-- Which mails the mail system has taken, to find those that come back: one row for all that were recorded together, since one
-- for each mail would cost an import 2,000 writes more (I9). It names them by ids alone, and is kept for two weeks.
CREATE TABLE mail_receipts (
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  lease TEXT NOT NULL,
  -- The ids of mails by what the mail system calls them.
  mails TEXT NOT NULL,
  PRIMARY KEY (account, at, lease)
) STRICT, WITHOUT ROWID;
