// From cell to cell, and the help under the one where the person is.
import { at, cells, fieldOf, fields, isWrong, rowOf, table } from "./table.js";

/** Goes to a cell. @param {import("./table.js").Cell | undefined} cell */
export const go = (cell, focus = true) => {
  if (!cell || !fieldOf(cell)) return;
  if (at.cell) at.cell.tabIndex = -1;
  at.cell = cell;
  cell.tabIndex = 0;
  if (focus) cell.focus();
  if (focus) help(cell);
};

/** @param {number} down @param {number} right */
export const move = (down, right) => {
  if (!at.cell) return;
  const row = table.rows[Math.max(1, rowOf(at.cell).rowIndex + down)];
  go(row?.cells[Math.min(fields.length, Math.max(1, at.cell.cellIndex + right))]);
};

/** Goes to the next cell that keeps its row from being created; false where there is none. @param {1 | -1} way */
export const goToNext = (way) => {
  const all = cells();
  const here = at.cell ? all.indexOf(at.cell) : -1;
  const order = [...all.slice(here + 1), ...all.slice(0, Math.max(here, 0))];
  const next = (way > 0 ? order : order.reverse()).find(isWrong);
  go(next);
  return next !== undefined;
};

/** Shows what is wrong in a cell, in full, and what would be right. @param {import("./table.js").Cell} cell */
const help = (cell) => {
  document.getElementById("why")?.remove();
  for (const other of table.querySelectorAll("[aria-describedby=why]")) other.removeAttribute("aria-describedby");
  const { why, use } = cell.dataset;
  if (!why) return;
  const pop = document.createElement("div");
  pop.className = "pop";
  pop.id = "why";
  const sentence = document.createElement("p");
  sentence.append(why);
  pop.append(sentence);
  if (use !== undefined) pop.append(buttonOf(cell, use));
  cell.append(pop);
  cell.setAttribute("aria-describedby", "why");
};

/** By pointer; by keyboard Enter does the same. @param {Element} cell @param {string} use */
const buttonOf = (cell, use) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn go";
  button.tabIndex = -1;
  button.append(use === "" ? "Clear the cell" : `Use ${use}`);
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => cell.dispatchEvent(new CustomEvent("sheet:use", { bubbles: true })));
  return button;
};
