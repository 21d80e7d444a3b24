-- O6: accounts lie in several databases. Which there are is known by their bindings. Here stands how large each was when the cron
-- last looked, and how many accounts it has been given since: new ones go to the emptiest.
CREATE TABLE databases (
  -- The binding.
  name TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL DEFAULT 0 CHECK (bytes >= 0),
  noted_at TEXT NOT NULL,
  given INTEGER NOT NULL DEFAULT 0 CHECK (given >= 0)
) STRICT, WITHOUT ROWID;

-- Accounts that are being moved from one database to another, and those of which the old copy is still to be deleted. Whoever
-- ends a move, for good or by giving it up, does so by a change of this row, so that it ends in one way only.
CREATE TABLE moves (
  account TEXT PRIMARY KEY REFERENCES places (account) ON DELETE CASCADE,
  id TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  -- copying, moved or given_up.
  state TEXT NOT NULL,
  began_at TEXT NOT NULL,
  -- When a step was last done.
  touched_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How the numbers of events changed when their account was moved: those up to the last one that it had told before have become
-- higher by a shift. So whoever has read as far as one of them goes on after the same event.
CREATE TABLE event_shifts (
  account TEXT NOT NULL REFERENCES places (account) ON DELETE CASCADE,
  move TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  last_seq INTEGER NOT NULL CHECK (last_seq >= 0),
  shift INTEGER NOT NULL CHECK (shift >= 0),
  PRIMARY KEY (account, move)
) STRICT, WITHOUT ROWID;
