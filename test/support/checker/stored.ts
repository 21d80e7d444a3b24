import type { Stored, System } from "./observation.ts";

/** Reads all of an account from D1 with one statement, so that it is true for one instant. */
export async function readStored({ queryOf }: System, account: string): Promise<Stored> {
  const [texts] = await queryOf<Record<string, string>>(account, statement(account));
  const { silent, ...lists } = Object.fromEntries(
    Object.entries(texts ?? {}).map(([name, text]) => [name, JSON.parse(text)]),
  );
  // The statement makes these very shapes.
  return { silent: silent === 1, ...lists } as Stored;
}

const bool = (condition: string) => `json(CASE WHEN ${condition} THEN 'true' ELSE 'false' END)`;

const COUNTS = `json_object('rows', row_count, 'created', created, 'failed', failed, 'pending', pending,
  'not_attempted', not_attempted, 'skipped', skipped, 'undone', undone)`;

/** One statement with a column for each list, that has a row where the account lies (O6); `account` is made of letters, digits and hyphens. */
function statement(account: string): string {
  const where = `account = '${account}'`;
  // What was thrown away is nowhere to be seen until it comes back (E15).
  const there = `${where} AND deleted_at IS NULL`;
  const list = (shape: string, from: string) => `(SELECT json_group_array(json_object(${shape})) FROM ${from})`;
  return `SELECT
    (SELECT silent_mode FROM accounts WHERE id = '${account}') AS silent,
    ${list(
      `'id', id, 'state', state, 'counts', ${COUNTS}, 'passwords', passwords,
       'notify', ${bool("notify_email IS NOT NULL")}, 'purged', ${bool("purged_at IS NOT NULL")},
       'holds', ${bool("mails = 'hold' AND mails_released_at IS NULL")},
       'openQuestions', open_questions`,
      `(SELECT * FROM imports WHERE ${there} ORDER BY id)`,
    )} AS imports,
    ${list(
      "'importId', import_id, 'row', row, 'outcome', outcome, 'user', user_id, 'code', code",
      `(SELECT * FROM import_rows WHERE import_id IN (SELECT id FROM imports WHERE ${there}) ORDER BY import_id, row)`,
    )} AS rows,
    ${list(
      `'importId', import_id, 'row', row, 'beginning', wanted ->> 'auto_phone', 'number', primary_phone,
       'asked', ${bool(`EXISTS (SELECT 1 FROM import_rows AS other WHERE other.import_id = mine.import_id
         AND (other.wanted ->> 'primary_phone' = mine.primary_phone
           OR other.wanted ->> 'auto_phone' IS NULL AND other.primary_phone = mine.primary_phone
           OR instr(other.wanted ->> 'additional_phones', mine.primary_phone) > 0))`)},
       'tollFree', ${bool(`EXISTS (SELECT 1 FROM numbers WHERE ${where} AND e164 = mine.primary_phone AND toll_free = 1)`)}`,
      `import_rows AS mine WHERE outcome = 'created' AND wanted ->> 'auto_phone' IS NOT NULL
       AND import_id IN (SELECT id FROM imports WHERE ${where})`,
    )} AS chosen,
    ${list(
      `'id', id, 'email', email, 'license', license_key, 'extension', extension,
       'numbers', (SELECT json_group_array(value) FROM (
          SELECT users.primary_phone AS value WHERE users.primary_phone IS NOT NULL
          UNION ALL SELECT value FROM json_each(users.additional_phones))),
       'connect', ${bool("instr(services, 'connect') > 0")}, 'importId', import_id`,
      `users WHERE ${where}`,
    )} AS users,
    ${list("'e164', e164, 'user', user_id", `numbers WHERE ${where}`)} AS numbers,
    (SELECT json_object('users', users, 'parked', parked, 'assigned', assigned) FROM inventory_counts
     WHERE ${where}) AS counted,
    (SELECT json_object('from', free_from, 'length', extension_length, 'reserved', json(reserved_extensions))
     FROM accounts CROSS JOIN inventory_counts ON inventory_counts.account = accounts.id WHERE accounts.id = '${account}') AS free,
    ${list("'type', type_key, 'total', total, 'used', used", `subscriptions WHERE ${where}`)} AS licenses,
    ${list(
      `'id', id, 'kind', kind, 'user', user_id, 'importId', import_id, 'version', password_version,
       'state', iif(bounced IS NULL, state, 'bounced'), 'went', ${bool("state = 'sent'")}, 'error', last_error`,
      `mails WHERE ${where}`,
    )} AS mails
    WHERE EXISTS (SELECT 1 FROM accounts WHERE id = '${account}')`;
}
