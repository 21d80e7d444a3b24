-- I3: below this extension each is taken, reserved or begins with an emergency code, so that nobody has to walk over all that are
-- taken to find the lowest free one. NULL: not known. Whoever frees one lowers it. The version before, which does not know of it,
-- can only leave it lower than it might be.
ALTER TABLE inventory_counts ADD COLUMN free_from INTEGER CHECK (free_from > 0);
CREATE TRIGGER free_from_of_removed_users AFTER DELETE ON users WHEN old.extension IS NOT NULL BEGIN UPDATE inventory_counts SET free_from = CAST(old.extension AS INTEGER) WHERE account = old.account AND free_from > CAST(old.extension AS INTEGER); END;
CREATE TRIGGER free_from_of_changed_users AFTER UPDATE OF extension ON users WHEN old.extension IS NOT NULL AND old.extension IS NOT new.extension BEGIN UPDATE inventory_counts SET free_from = CAST(old.extension AS INTEGER) WHERE account = old.account AND free_from > CAST(old.extension AS INTEGER); END;
CREATE TRIGGER free_from_of_accounts AFTER UPDATE OF reserved_extensions, extension_length ON accounts WHEN old.reserved_extensions IS NOT new.reserved_extensions OR old.extension_length IS NOT new.extension_length BEGIN UPDATE inventory_counts SET free_from = NULL WHERE account = new.id; END;
