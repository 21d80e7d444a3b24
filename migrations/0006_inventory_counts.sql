-- How many users and numbers an account has, kept with every write that changes it: nobody counts 100,000 for a page.
CREATE TABLE inventory_counts (
  account TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  users INTEGER NOT NULL DEFAULT 0,
  parked INTEGER NOT NULL DEFAULT 0,
  -- Of those that are parked; none of them can be a primary number.
  parked_toll_free INTEGER NOT NULL DEFAULT 0,
  assigned INTEGER NOT NULL DEFAULT 0,
  -- Parked or assigned.
  toll_free INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

INSERT INTO inventory_counts (account, users, parked, parked_toll_free, assigned, toll_free)
SELECT id, (SELECT count(*) FROM users WHERE account = accounts.id),
       (SELECT count(*) FROM numbers WHERE account = accounts.id AND user_id IS NULL),
       (SELECT count(*) FROM numbers WHERE account = accounts.id AND user_id IS NULL AND toll_free = 1),
       (SELECT count(*) FROM numbers WHERE account = accounts.id AND user_id IS NOT NULL),
       (SELECT count(*) FROM numbers WHERE account = accounts.id AND toll_free = 1)
FROM accounts;

CREATE TRIGGER inventory_counts_begin AFTER INSERT ON accounts BEGIN
  INSERT INTO inventory_counts (account) VALUES (new.id);
END;
