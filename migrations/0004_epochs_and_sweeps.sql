-- Fencing: each time that the watchdog takes an import on anew, it raises the epoch. A message, a dead letter or a late
-- consumer of an older epoch does nothing any more.
ALTER TABLE imports ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1;

-- How far a sweep that goes on in bounded steps has come.
CREATE TABLE sweeps (
  name TEXT PRIMARY KEY,
  position TEXT NOT NULL
) STRICT, WITHOUT ROWID;
