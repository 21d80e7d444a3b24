-- S11: what a temporary password is derived from, beside the secret: a random value, sealed. NULL where the version before has
-- made the password. That version neither derives from it nor knows of it, so its mails with such a password are left to the
-- version after it, whose leases begin with seeds-, and where it makes a new password the old value goes.
ALTER TABLE users ADD COLUMN password_seed TEXT;
CREATE TRIGGER users_seed_of_older_password AFTER UPDATE OF password_version ON users WHEN new.password_seed IS NOT NULL AND new.password_seed = old.password_seed BEGIN UPDATE users SET password_seed = NULL WHERE serial = new.serial; END;
CREATE TRIGGER mails_for_who_knows_seeds BEFORE UPDATE OF lease ON mails WHEN new.kind = 'password' AND new.attempts > old.attempts AND new.lease NOT GLOB 'seeds-*' AND EXISTS (SELECT 1 FROM users WHERE id = new.user_id AND password_seed IS NOT NULL) BEGIN SELECT RAISE(IGNORE); END;

-- How far the things that are sealed have been sealed anew since the secret was changed, and with which keys, each by its name.
CREATE TABLE resealing (
  thing TEXT PRIMARY KEY,
  keys TEXT NOT NULL,
  position TEXT NOT NULL,
  -- Since the secret was changed: sealed anew, and left because no key fits.
  resealed INTEGER NOT NULL DEFAULT 0 CHECK (resealed >= 0),
  unopened INTEGER NOT NULL DEFAULT 0 CHECK (unopened >= 0),
  -- Whether anything was sealed anew since it last began at the beginning.
  changed INTEGER NOT NULL DEFAULT 0 CHECK (changed IN (0, 1)),
  began_at TEXT NOT NULL,
  finished_at TEXT
) STRICT, WITHOUT ROWID;
