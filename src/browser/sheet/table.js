// The table of a draft, its cells, and the place where the person is.

/** @typedef {HTMLTableCellElement} Cell */

/** @template {Element} E @param {E | null | undefined} found @returns {E} */
export const sure = (found) => {
  if (!found) throw new Error("the sheet lacks a part");
  return found;
};

export const table = sure(document.querySelector("table"));
const body = sure(table.tBodies[0]);
/** The key of each column, in the order of the table. */
export const fields = [...table.querySelectorAll("thead [data-f]")].map((head) => head.getAttribute("data-f") ?? "");
export const PIN = "voicemail_pin";
const HIDDEN = "••••";

/** The cell that the Tab key reaches, and the field in it while it is edited. @type {{ cell?: Cell | undefined, field?: HTMLInputElement | HTMLSelectElement | undefined }} */
export const at = {};

export const rows = () => [...body.rows];
export const cells = () => rows().flatMap((row) => [...row.cells].filter(fieldOf));
/** @param {Cell} cell @returns {HTMLTableRowElement} */
export const rowOf = (cell) => sure(cell.closest("tr"));
/** @param {Cell} cell */
export const numberOf = (cell) => rowOf(cell).id.slice(1);
/** @param {Cell} cell */
export const fieldOf = (cell) => fields[cell.cellIndex - 1] ?? "";
/** The text of a cell; a PIN is not here to be read. @param {Cell} cell */
export const textOf = (cell) => (fieldOf(cell) === PIN ? "" : (cell.querySelector("span")?.textContent ?? ""));
/** Whether a cell keeps its row from being created. @param {Cell} cell */
export const isWrong = (cell) => cell.matches(".bad, .fails");
/** @param {Cell} cell */
export const headOf = (cell) =>
  table.tHead?.rows[0]?.cells[cell.cellIndex]?.querySelector("span")?.firstChild?.textContent?.trim() ?? "";
/** @param {string} row @param {string} field */
export const cellAt = (row, field) => rows().find(({ id }) => id === `r${row}`)?.cells[fields.indexOf(field) + 1];

/** @param {Cell} cell @param {string} text */
export const showText = (cell, text) => {
  cell.querySelector("span")?.replaceChildren(fieldOf(cell) === PIN && text ? HIDDEN : text);
  cell.classList.add("saving");
};

const said = sure(document.getElementById("sheet-said"));

/** Says how it stands with what was typed, also to those who do not see it. @param {string} text @param {"soft" | "ok" | "bad"} tone */
export const tell = (text, tone) => {
  said.className = `${tone}-text`;
  if (said.textContent !== text) said.textContent = text;
};

/** Makes the cells of a row reachable by script. @param {HTMLTableRowElement} row */
export const readyRow = (row) => {
  for (const cell of row.cells) {
    if (!fieldOf(cell)) continue;
    cell.tabIndex = -1;
    if (cell.role === "cell") cell.role = "gridcell";
  }
};
