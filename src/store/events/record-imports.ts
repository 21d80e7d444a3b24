import type { AccountDatabase } from "../database.ts";
import { idsOf } from "../mails/list.ts";
import type { EventScene } from "./record.ts";

/**
 * Tells that an import has started, completed, stopped or was undone, as its state says by then, if the last statement before
 * it that writes has changed something. What can still change of an import is told with it, its mails too; the rest stays.
 * Mails are counted as they come where they are of the usual kinds and states: to put thousands in order would read each twice.
 */
export function importEventStatement(
  db: AccountDatabase,
  { account, at }: EventScene,
  importId: string,
): D1PreparedStatement {
  const { first, last, end } = idsOf(importId);
  return db.telling(
    db.sql(
      `WITH of_import AS (
       SELECT kind, state, bounced IS NOT NULL AS bounced, iif(state = 'pending', last_error, NULL) AS error, due_at
       FROM (SELECT * FROM mails WHERE account = ?1 AND id = ?4
             UNION ALL
             SELECT * FROM mails WHERE account = ?1 AND id > ?5 AND id < ?6)
       WHERE import_id = ?3)
     INSERT INTO events (id, account, type, at, data)
     SELECT 'evt_' || lower(hex(randomblob(12))), ?1, 'import.' || iif(state = 'running', 'started', state), ?2,
            json_object('import', id, 'then', json_object('state', state, 'settled_at', settled_at, 'finished_at', finished_at,
              'undone_at', undone_at, 'cost', json(cost), 'mail_cost', json(mail_cost),
              'undo', iif(undo_started_at IS NULL, NULL,
                 json_object('started_at', undo_started_at, 'started_by', undo_started_by, 'kept', kept)),
              'counts', json_object('rows', row_count, 'created', created, 'failed', failed, 'pending', pending,
                 'not_attempted', not_attempted, 'skipped', skipped, 'undone', undone)),
            'mails', json((
              SELECT CASE count(*) FILTER (WHERE bounced OR error IS NOT NULL OR kind <> 'password' AND kind <> 'welcome'
                                             OR state <> 'held' AND state <> 'pending' AND state <> 'sent')
                WHEN 0 THEN '[' || concat_ws(',',
                  iif(count(*) FILTER (WHERE kind = 'password' AND state = 'held') = 0, NULL, json_object('kind', 'password', 'state', 'held',
                    'bounced', 0, 'error', NULL, 'until', min(due_at) FILTER (WHERE kind = 'password' AND state = 'held'),
                    'mails', count(*) FILTER (WHERE kind = 'password' AND state = 'held'))),
                  iif(count(*) FILTER (WHERE kind = 'password' AND state = 'pending') = 0, NULL, json_object('kind', 'password', 'state', 'pending',
                    'bounced', 0, 'error', NULL, 'until', min(due_at) FILTER (WHERE kind = 'password' AND state = 'pending'),
                    'mails', count(*) FILTER (WHERE kind = 'password' AND state = 'pending'))),
                  iif(count(*) FILTER (WHERE kind = 'password' AND state = 'sent') = 0, NULL, json_object('kind', 'password', 'state', 'sent',
                    'bounced', 0, 'error', NULL, 'until', min(due_at) FILTER (WHERE kind = 'password' AND state = 'sent'),
                    'mails', count(*) FILTER (WHERE kind = 'password' AND state = 'sent'))),
                  iif(count(*) FILTER (WHERE kind = 'welcome' AND state = 'held') = 0, NULL, json_object('kind', 'welcome', 'state', 'held',
                    'bounced', 0, 'error', NULL, 'until', min(due_at) FILTER (WHERE kind = 'welcome' AND state = 'held'),
                    'mails', count(*) FILTER (WHERE kind = 'welcome' AND state = 'held'))),
                  iif(count(*) FILTER (WHERE kind = 'welcome' AND state = 'pending') = 0, NULL, json_object('kind', 'welcome', 'state', 'pending',
                    'bounced', 0, 'error', NULL, 'until', min(due_at) FILTER (WHERE kind = 'welcome' AND state = 'pending'),
                    'mails', count(*) FILTER (WHERE kind = 'welcome' AND state = 'pending'))),
                  iif(count(*) FILTER (WHERE kind = 'welcome' AND state = 'sent') = 0, NULL, json_object('kind', 'welcome', 'state', 'sent',
                    'bounced', 0, 'error', NULL, 'until', min(due_at) FILTER (WHERE kind = 'welcome' AND state = 'sent'),
                    'mails', count(*) FILTER (WHERE kind = 'welcome' AND state = 'sent')))) || ']'
                ELSE (SELECT json_group_array(json_object('kind', kind, 'state', state, 'bounced', bounced, 'error', error,
                               'until', until, 'mails', mails))
                      FROM (SELECT kind, state, bounced, error, min(due_at) AS until, count(*) AS mails FROM of_import
                            GROUP BY kind, state, bounced, error)) END
              FROM of_import)))
     FROM imports WHERE account = ?1 AND id = ?3 AND changes() > 0
     RETURNING EXISTS (SELECT 1 FROM webhooks WHERE account = ?1 AND disabled_at IS NULL) AS heard`,
      account,
      at,
      importId,
      end,
      first,
      last,
    ),
  );
}
