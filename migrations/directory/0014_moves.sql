-- O6: what a move waits for, or why it was given up: a code. How many rows were copied.
ALTER TABLE moves ADD COLUMN said TEXT NOT NULL DEFAULT '';
ALTER TABLE moves ADD COLUMN copied INTEGER NOT NULL DEFAULT 0 CHECK (copied >= 0);
