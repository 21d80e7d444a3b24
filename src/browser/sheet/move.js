// From cell to cell, and the help under the one where the person is.
import { at, cells, fieldOf, fields, isPlace, isWrong, numberOf, rowOf, table, useLabel } from "./table.js";

/** Goes to a cell. @param {import("./table.js").Cell | undefined} cell */
export const go = (cell, focus = true) => {
  if (!cell || !isPlace(cell)) return;
  if (at.cell) at.cell.tabIndex = -1;
  at.cell = cell;
  cell.tabIndex = 0;
  if (!focus) return;
  at.isVisited = true;
  cell.focus();
  help(cell);
};

/** @param {number} down @param {number} right */
export const move = (down, right) => {
  if (!at.cell) return;
  const row = table.rows[rowOf(at.cell).rowIndex + down];
  const to = row?.cells[Math.min(fields.length, Math.max(0, at.cell.cellIndex + right))];
  if (row?.rowIndex === 0) to?.querySelector("summary")?.focus();
  else go(to);
};

/**
 * Goes to the next cell that keeps its row from being created, where nobody has been yet to the first; false where there is
 * none. @param {1 | -1} way
 */
export const goToNext = (way) => {
  const all = cells();
  const here = at.cell && at.isVisited ? all.indexOf(at.cell) : -1;
  const order = [...all.slice(here + 1), ...all.slice(0, Math.max(here, 0))];
  const next = (way > 0 ? order : order.reverse()).find(isWrong) ?? all.slice(here).find(isOnly);
  go(next);
  return next !== undefined;
};

/** Whether a cell is all that is wrong in the file: no other page has more. @param {import("./table.js").Cell} cell */
const isOnly = (cell) => isWrong(cell) && /^\w+:1$/.test(document.getElementById("sheet-tools")?.dataset.wrong ?? "");

/** Shows what is wrong in a cell, in full, and what would be right. @param {import("./table.js").Cell} cell */
const help = (cell) => {
  document.getElementById("why")?.remove();
  for (const other of table.querySelectorAll("[aria-describedby=why]")) other.removeAttribute("aria-describedby");
  const { why, use, say } = cell.dataset;
  const isRow = !fieldOf(cell);
  if (!why && !isRow) return;
  const pop = document.createElement("div");
  pop.className = "pop";
  pop.id = "why";
  const sentence = document.createElement("p");
  sentence.append(why ?? `Enter opens all cells of row ${numberOf(cell)}, Delete removes it.`);
  pop.append(sentence);
  if (use !== undefined) pop.append(buttonOf(cell, "use", useLabel(say ?? use)));
  if (isRow) pop.append(linkOf(cell), buttonOf(cell, "remove", `Remove row ${numberOf(cell)}`));
  cell.append(pop);
  cell.setAttribute("aria-describedby", "why");
};

/** All cells of the row, as fields. @param {Element} cell */
const linkOf = (cell) => {
  const link = document.createElement("a");
  link.className = "btn";
  link.tabIndex = -1;
  link.href = cell.querySelector("a")?.href ?? "";
  link.append("All cells of the row");
  return link;
};

/** By pointer; by keyboard Enter or Delete does the same. @param {Element} cell @param {"use" | "remove"} what @param {string} label */
const buttonOf = (cell, what, label) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = what === "use" ? "btn go" : "btn stop";
  button.tabIndex = -1;
  button.append(label);
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => cell.dispatchEvent(new CustomEvent(`sheet:${what}`, { bubbles: true })));
  return button;
};
