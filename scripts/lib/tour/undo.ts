/** What the databases are told so that an import of the tour is seen before its undo, in the midst of it, and after it. */
export type Change = (...statements: readonly string[]) => Promise<void>;

/** Has two users of an import changed and one signed in, so that they would stay. */
export const someStay = (id: string): readonly string[] => {
  const user = (row: number) => `usr_${id.replace("imp_", "")}_${row}`;
  return [
    `UPDATE users SET department = 'Night shift' WHERE id IN ('${user(5)}', '${user(6)}')`,
    `UPDATE users SET signed_in = 1 WHERE id = '${user(7)}'`,
  ];
};

/** Has an import undone half way; another one that holds the account's place ends first. */
export const halfUndone = (id: string, active: string): readonly string[] => [
  `UPDATE imports SET state = 'stopped', not_attempted = pending, pending = 0, finished_at = settled_at, dismissed = 1
    WHERE id = '${active}'`,
  `UPDATE import_rows SET code = 'changed', params = '{}' WHERE import_id = '${id}' AND row IN (5, 6)`,
  `UPDATE import_rows SET code = 'signed_in', params = '{}' WHERE import_id = '${id}' AND row = 7`,
  `UPDATE import_rows SET outcome = 'undone' WHERE import_id = '${id}' AND row BETWEEN 8 AND 12`,
  `UPDATE imports SET state = 'undoing', created = 13, undone = 5, kept = 3, undo_started_at = settled_at,
    undo_started_by = 'robin@busy.example' WHERE id = '${id}'`,
];

/** Has it undone to its end. */
export const undone = (id: string): readonly string[] => [
  `UPDATE import_rows SET outcome = 'undone' WHERE import_id = '${id}' AND (row = 4 OR row BETWEEN 13 AND 21)`,
  `UPDATE imports SET state = 'undone', undone_at = settled_at, created = 3, undone = 15 WHERE id = '${id}'`,
];
