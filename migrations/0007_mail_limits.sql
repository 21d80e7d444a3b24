-- What a mail is about, where no other table tells it: the address of a webhook that was switched off.
ALTER TABLE mails ADD COLUMN about TEXT;
-- The minute that a mail has been given, of an address that gets many of them; no other may send it.
ALTER TABLE mails ADD COLUMN slot TEXT;

-- How many mails of an account were handed over on its last day with any (S6). A day is one of UTC.
CREATE TABLE mail_days (
  account TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  mails INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- From when on (milliseconds since 1970) an address that gets many mails of an account has room for another one (M2).
CREATE TABLE mail_paces (
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  address TEXT NOT NULL,
  free_at INTEGER NOT NULL,
  PRIMARY KEY (account, address)
) STRICT, WITHOUT ROWID;

-- Lists by id of what is rare among 100,000 mails; the ordinary mail is in none of them and costs no write more.
CREATE INDEX mails_failed ON mails (account, id) WHERE state = 'failed';
CREATE INDEX mails_cancelled ON mails (account, id) WHERE state = 'cancelled';
CREATE INDEX mails_rare ON mails (account, kind, id) WHERE kind NOT IN ('password', 'welcome');

ALTER TABLE dev_outbox ADD COLUMN html TEXT NOT NULL DEFAULT '';
