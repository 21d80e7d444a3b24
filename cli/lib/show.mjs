/**
 * @typedef {{ row: number | null, column: string | null, code: string, message: string, suggestion?: string | null }} Problem
 * @typedef {{ rows: number, created: number, failed: number, pending: number, not_attempted: number, skipped: number, undone: number }} Counts
 * @typedef {{ id: string, state: string, file: { name: string }, counts: Counts, progress: { percent: number, seconds_left: number | null } }} Shown
 */

/** A line for each problem of a file, in its order. @param {readonly Problem[]} problems @returns {string[]} */
export function problemLines(problems) {
  return problems.map(({ row, column, message, suggestion }) => {
    const where = [row === null ? [] : `row ${row}`, column ?? []].flat().join(", ");
    // Some sentences say it themselves.
    const better =
      suggestion && !message.includes("Did you mean") ? ` Did you mean ${JSON.stringify(suggestion)}?` : "";
    return `${where === "" ? "" : `${where}: `}${message}${better}`;
  });
}

/** What a refusal says, with each problem of the file. @param {{ detail?: string, errors?: readonly Problem[], questions?: readonly { message: string }[] } | null} refusal */
export function refusalLines(refusal) {
  const { detail = "The server has refused this.", errors = [], questions = [] } = refusal ?? {};
  return [detail, ...problemLines(errors), ...questions.map(({ message }) => message)];
}

/** The counts in words; those that are nothing are left out. @param {Counts} counts */
export function countsIn({ rows, created, failed, pending, not_attempted, skipped, undone }) {
  const named = /** @type {const} */ ([
    [created, "created"],
    [skipped, "skipped"],
    [failed, "failed"],
    [not_attempted, "not attempted"],
    [undone, "undone"],
    [pending, "to do"],
  ]);
  const told = named.flatMap(([count, name]) => (count > 0 ? [`${count} ${name}`] : []));
  return `${rows} rows: ${told.join(", ") || "none"}`;
}

/** @param {Shown} shown */
export function importLine({ id, state, file, counts }) {
  return `${id}  ${state}  ${file.name}  ${countsIn(counts)}`;
}
