// The table of a draft, its cells, and the place where the person is.

/** @typedef {HTMLTableCellElement} Cell */

/** @template {Element} E @param {E | null | undefined} found @returns {E} */
export const sure = (found) => {
  if (!found) throw new Error("the sheet lacks a part");
  return found;
};

const found = sure(document.getElementById("sheet"));
if (!(found instanceof HTMLTableElement)) throw new Error("the sheet is no table");
export const table = found;
const body = sure(table.tBodies[0]);
/** The key of each column, in the order of the table. */
export const fields = [...table.querySelectorAll("thead [data-f]")].map((head) => head.getAttribute("data-f") ?? "");
export const PIN = "voicemail_pin";
const HIDDEN = "••••";

/**
 * The cell that the Tab key reaches, the field in it while it is edited, and whether anybody has been to a cell yet.
 * @type {{ cell?: Cell | undefined, field?: HTMLInputElement | HTMLSelectElement | undefined, isVisited?: boolean }}
 */
export const at = {};

export const rows = () => [...body.rows];
export const cells = () => rows().flatMap((row) => [...row.cells].filter(isPlace));
/** Whether a cell can be gone to: the number of a row, and all but what stands for folded columns. @param {Cell} cell */
export const isPlace = (cell) => cell.cellIndex <= fields.length;
/** @param {Cell} cell @returns {HTMLTableRowElement} */
export const rowOf = (cell) => sure(cell.closest("tr"));
/** @param {Cell} cell */
export const numberOf = (cell) => rowOf(cell).id.slice(1);
/** @param {Cell} cell */
export const fieldOf = (cell) => fields[cell.cellIndex - 1] ?? "";
/** The text of a cell; a PIN is not here to be read. @param {Cell} cell */
export const textOf = (cell) => (fieldOf(cell) === PIN ? "" : (cell.querySelector("span")?.textContent ?? ""));
/** Whether a cell shows nothing; a PIN shows dots. @param {Cell} cell */
export const isBlank = (cell) => !cell.querySelector("span")?.textContent;
/** Whether a cell keeps its row from being created, or holds what is not saved. @param {Cell} cell */
export const isWrong = (cell) => cell.matches(".bad, .fails, .held");
/** @param {Cell} cell */
export const headOf = (cell) =>
  table.tHead?.rows[0]?.cells[cell.cellIndex]?.querySelector(".colhead")?.firstChild?.textContent?.trim() ?? "";
/** @param {string} row @param {string} field */
export const cellAt = (row, field) => rows().find(({ id }) => id === `r${row}`)?.cells[fields.indexOf(field) + 1];

/** @param {Cell} cell @param {string} text */
export const showText = (cell, text) => {
  cell.querySelector("span")?.replaceChildren(fieldOf(cell) === PIN && text ? HIDDEN : text);
  cell.classList.add("saving");
};

/** Shows what was typed and turned down; what the draft has instead is kept beside it. @param {Cell} cell @param {string} text */
export const hold = (cell, text) => {
  cell.dataset.held = textOf(cell);
  cell.classList.add("held");
  cell.querySelector("span")?.replaceChildren(text);
};

/** Ends that; gives what the draft has, undefined where nothing was held. @param {Cell} cell */
export const letGo = (cell) => {
  const { held } = cell.dataset;
  delete cell.dataset.held;
  cell.classList.remove("held");
  return held;
};

const said = sure(document.getElementById("sheet-said"));

/** Says how it stands with what was typed, also to those who do not see it. @param {string} text @param {"soft" | "ok" | "bad"} tone */
export const tell = (text, tone) => {
  said.className = `small ${{ soft: "soft", ok: "ok-text", bad: "bad-text" }[tone]}`;
  if (said.textContent !== text) said.textContent = text;
};

/** What stands on a button that takes a suggestion. @param {string} text */
export const useLabel = (text) => (text === "" ? "Clear the cell" : `Use ${text}`);

/** The suggestion of a cell at hand, where there is no room for its help: the stylesheet shows it on a phone. @param {Cell} cell */
const offer = (cell) => {
  const { use, say } = cell.dataset;
  if (use === undefined) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn low use";
  button.tabIndex = -1;
  const value = document.createElement("small");
  value.append(say ?? use);
  button.append(use === "" ? useLabel("") : "Use", value);
  cell.append(button);
};

/** Makes the cells of a row reachable by script. @param {HTMLTableRowElement} row */
export const readyRow = (row) => {
  for (const cell of row.cells) {
    if (!isPlace(cell)) continue;
    cell.tabIndex = -1;
    for (const link of cell.querySelectorAll("a")) link.tabIndex = -1;
    if (cell.role === "cell") cell.role = "gridcell";
    offer(cell);
  }
};
