// A cell becomes a field, and a text again.
import { go, goToNext } from "./move.js";
import { removeRow, save } from "./save.js";
import { at, fieldOf, headOf, isWrong, letGo, numberOf, rowOf, showText, table, textOf } from "./table.js";

/** @typedef {import("./table.js").Cell} Cell */

/** Turns a cell into a field, with its text or with what was typed. @param {Cell} cell @param {string} [typed] */
export const edit = (cell, typed) => {
  if (at.field || !fieldOf(cell)) return;
  go(cell);
  const list = document.getElementById(`choices-${fieldOf(cell)}`);
  const field = list ? choose(list, textOf(cell)) : document.createElement("input");
  if (!list) field.value = typed ?? textOf(cell);
  field.className = "input";
  field.setAttribute("aria-label", `${headOf(cell)}, row ${numberOf(cell)}`);
  if (isWrong(cell)) field.setAttribute("aria-invalid", "true");
  if (cell.dataset.why) field.setAttribute("aria-describedby", "why");
  cell.classList.add("on");
  cell.prepend(field);
  at.field = field;
  field.focus();
  if (field instanceof HTMLInputElement && typed === undefined) field.select();
  // What is chosen is saved at once; what is typed, when the cell is left.
  if (list) field.addEventListener("change", () => save([[cell, field.value]]));
  field.addEventListener("blur", () => at.field === field && leave(true));
};

/** A list of what may be chosen; what stands there now is in it, known or not. @param {Element} list @param {string} now */
const choose = (list, now) => {
  const select = document.createElement("select");
  const known = [...list.querySelectorAll("option")].map(({ value }) => value);
  const same = known.find((one) => one.toLowerCase() === now.toLowerCase());
  for (const one of ["", ...known]) select.add(new Option(one || "(blank)", one, false, one === (same ?? now)));
  if (now && same === undefined) select.add(new Option(`${now} (unknown)`, now, true, true), 0);
  return select;
};

/** Ends the editing, and saves what was typed unless it is given up. @param {boolean} keep */
export const leave = (keep) => {
  const { cell, field } = at;
  if (!cell || !field) return;
  at.field = undefined;
  cell.classList.remove("on");
  field.remove();
  const same = field instanceof HTMLSelectElement && field.value.toLowerCase() === textOf(cell).toLowerCase();
  if (keep && ((field.value !== textOf(cell) && !same) || cell.dataset.held !== undefined)) save([[cell, field.value]]);
  else if (!keep) takeTheirs(cell);
};

/** Gives up what was typed and turned down: the cell shows what the draft has. @param {Cell} cell */
export const takeTheirs = (cell) => {
  const theirs = letGo(cell);
  if (theirs === undefined) return;
  showText(cell, theirs);
  cell.classList.remove("saving");
};

/** Takes a row out of the file; Undo brings it back. @param {Cell} cell */
export const remove = (cell) => removeRow(rowOf(cell));

/** Takes the suggestion of a cell over, and goes on. @param {Cell} cell */
export const take = (cell) => {
  leave(false);
  if (cell.dataset.use !== undefined) save([[cell, cell.dataset.use]]);
  cell.classList.remove("bad", "fails");
  cell.querySelector(".use")?.remove();
  if (!goToNext(1)) go(cell);
};

table.addEventListener("sheet:use", ({ target }) => target instanceof HTMLTableCellElement && take(target));
table.addEventListener("sheet:remove", ({ target }) => target instanceof HTMLTableCellElement && remove(target));
