-- O6: accounts that are on their way from one database to another, in both of them: leaving, left or clearing here, or arriving.
-- Nobody walks over them but their move. While any stands here triggers refuse writes to those that are leaving or have left.
-- They are made when a move begins and dropped after the last one, so that nobody pays for them meanwhile.
CREATE TABLE moving_accounts (
  account TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  move TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Events that came along with their account have been told already to whoever reads those of all accounts.
ALTER TABLE events ADD COLUMN moved INTEGER NOT NULL DEFAULT 0 CHECK (moved IN (0, 1));
-- Those of an account that has left, for whoever reads those of all accounts and has not come so far.
CREATE TABLE departed_events (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  id TEXT NOT NULL,
  account TEXT NOT NULL,
  type TEXT NOT NULL,
  at TEXT NOT NULL,
  data TEXT NOT NULL CHECK (json_valid(data))
) STRICT;

-- The deliveries of events that came along come along themselves.
DROP TRIGGER webhook_deliveries_of_events;
CREATE TRIGGER webhook_deliveries_of_events AFTER INSERT ON events WHEN new.moved = 0 BEGIN INSERT INTO webhook_deliveries (account, webhook, id, seq, event, type, state, due_at) SELECT account, id, printf('dlv_%015d', new.seq), new.seq, new.id, new.type, 'pending', new.at FROM webhooks WHERE account = new.account AND disabled_at IS NULL AND new.type IN (SELECT value FROM json_each(events)); END;
