-- W3: where an account has its events sent. The secrets are sealed (M8), the one before the last rotation signs besides for a day.
CREATE TABLE webhooks (
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  url TEXT NOT NULL,
  -- The types of events that are sent.
  events TEXT NOT NULL CHECK (json_valid(events)),
  secret TEXT NOT NULL,
  previous_secret TEXT,
  previous_until TEXT,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  -- The first try that failed since one arrived.
  failing_at TEXT,
  -- Switched off after it has failed for long.
  disabled_at TEXT,
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;

-- One event on its way to one webhook: written with the event, and kept as long.
CREATE TABLE webhook_deliveries (
  account TEXT NOT NULL,
  webhook TEXT NOT NULL,
  id TEXT NOT NULL,
  seq INTEGER NOT NULL REFERENCES events (seq) ON DELETE CASCADE CHECK (seq > 0),
  event TEXT NOT NULL,
  type TEXT NOT NULL,
  -- pending, delivered or failed.
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  -- Tries since it was recorded or sent again by hand: they say when the next one is.
  series INTEGER NOT NULL DEFAULT 0 CHECK (series >= 0),
  due_at TEXT NOT NULL,
  lease TEXT,
  leased_until TEXT,
  last_status INTEGER CHECK (last_status >= 0),
  last_error TEXT,
  -- Each try: when it was, and what came of it.
  tries TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tries)),
  PRIMARY KEY (account, webhook, id),
  FOREIGN KEY (account, webhook) REFERENCES webhooks (account, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_deliveries_pending ON webhook_deliveries (account, due_at) WHERE state = 'pending';
CREATE INDEX webhook_deliveries_of_event ON webhook_deliveries (seq);

CREATE TRIGGER webhook_deliveries_of_events AFTER INSERT ON events BEGIN INSERT INTO webhook_deliveries (account, webhook, id, seq, event, type, state, due_at) SELECT account, id, printf('dlv_%015d', new.seq), new.seq, new.id, new.type, 'pending', new.at FROM webhooks WHERE account = new.account AND disabled_at IS NULL AND new.type IN (SELECT value FROM json_each(events)); END;
