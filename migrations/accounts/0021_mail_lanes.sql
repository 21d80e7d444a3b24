-- A mail that somebody waits for does not stand behind those of an import (M10). The ordinary mail is in no index more and
-- costs no write more. A version that does not know of lanes records and sends every mail in the one there was.
ALTER TABLE mails ADD COLUMN lane TEXT NOT NULL DEFAULT 'bulk';
CREATE INDEX mails_first ON mails (account, due_at) WHERE state = 'pending' AND lane = 'first';

-- While the mail system takes nothing, nothing is sent (M11). There is one row at most.
CREATE TABLE mail_pause (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  reason TEXT NOT NULL,
  since TEXT NOT NULL,
  -- When one mail is tried. While that is done, so long its answer is waited for.
  until TEXT NOT NULL,
  probes INTEGER NOT NULL DEFAULT 0 CHECK (probes >= 0),
  -- The lease of the mail that is tried at this moment.
  probe TEXT
) STRICT;

-- In development only: what the simulated mail system says from now on. There is one row at most.
CREATE TABLE dev_weather (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  answer TEXT NOT NULL,
  -- How often yet, or null for ever.
  times INTEGER CHECK (times >= 0)
) STRICT;
