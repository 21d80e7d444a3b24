-- O6: how the numbers of events changed below the last piece, where an account moved in pieces: what others had been given between
-- two of its events is not given up in the database to which it comes. Numbers up to the last one of a piece became higher by its shift.
CREATE TABLE event_pieces (
  account TEXT NOT NULL,
  move TEXT NOT NULL,
  last_seq INTEGER NOT NULL CHECK (last_seq >= 0),
  shift INTEGER NOT NULL CHECK (shift >= 0),
  PRIMARY KEY (account, move, last_seq),
  FOREIGN KEY (account, move) REFERENCES event_shifts (account, move) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
