-- S1: what somebody does with a session begins by writing here whether that is still there, with no lesser role: where it is not, the
-- CHECK undoes the whole batch.
CREATE TABLE directory_assertions (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  ok INTEGER NOT NULL CONSTRAINT session_holds CHECK (ok = 1)
) STRICT;
