-- S8: entries of the audit are kept for 400 days, whatever becomes of their account, and are never changed. Who deletes one
-- before its time deletes nothing: the version before still tries to when it removes an account.
CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'an entry of the audit is never changed'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit WHEN old.at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-400 days') BEGIN SELECT RAISE(IGNORE); END;

-- Accounts that are gone. The operator alone sees what the audit has of them, and no later account of the same name does.
CREATE TABLE removed_accounts (
  account TEXT NOT NULL,
  removed_at TEXT NOT NULL,
  PRIMARY KEY (account, removed_at)
) STRICT, WITHOUT ROWID;

-- Who has looked at what in ten minutes that are named by their beginning: the audit has each once. The last ones are kept.
CREATE TABLE looks (
  slot TEXT NOT NULL,
  account TEXT NOT NULL,
  who TEXT NOT NULL,
  thing TEXT NOT NULL,
  PRIMARY KEY (slot, account, who, thing)
) STRICT, WITHOUT ROWID;
