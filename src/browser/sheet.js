// Makes a grid of the table of a draft: its cells are reached by arrow keys, edited where they stand, and saved as they are
// left (E2).
import "./times.js";
import "./sheet/answer.js";
import { edit, leave, remove, take, takeTheirs } from "./sheet/edit.js";
import { closeMenus, onHead, readyPage } from "./sheet/menus.js";
import { go, goToNext, move } from "./sheet/move.js";
import { paste } from "./sheet/paste.js";
import { isPending, isStuck, resume, save, send, sendLast } from "./sheet/save.js";
import { at, cells, fieldOf, isBlank, isWrong, readyRow, rows, sure, table, textOf } from "./sheet/table.js";

/** @typedef {import("./sheet/table.js").Cell} Cell */

/** @param {Cell} cell */
const openRow = (cell) => sure(cell.querySelector("a")).click();

/** What keys do on a cell. @type {Readonly<Record<string, (cell: Cell) => unknown>>} */
const onCell = {
  ArrowUp: () => move(-1, 0),
  ArrowDown: () => move(1, 0),
  ArrowLeft: () => move(0, -1),
  ArrowRight: () => move(0, 1),
  Home: () => move(0, -99),
  End: () => move(0, 99),
  F2: (cell) => edit(cell),
  Escape: takeTheirs,
  Delete: (cell) => (fieldOf(cell) ? !isBlank(cell) && save([[cell, ""]]) : remove(cell)),
  Enter: (cell) => (!fieldOf(cell) ? openRow(cell) : cell.dataset.use === undefined ? edit(cell) : take(cell)),
};

/** What keys do while a cell is edited. @type {Readonly<Record<string, (cell: Cell, event: KeyboardEvent) => unknown>>} */
const onField = {
  Escape: (cell) => {
    leave(false);
    go(cell);
  },
  Enter: (cell) => {
    if (at.field?.value === textOf(cell) && cell.dataset.use !== undefined) return take(cell);
    leave(true);
    return goToNext(1) || go(cell);
  },
  Tab: (_, event) => {
    leave(true);
    move(0, event.shiftKey ? -1 : 1);
  },
};

table.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || onHead(event)) return;
  const { cell, field } = at;
  if (!cell) return;
  if (field) {
    if (!onField[event.key]) return;
    onField[event.key]?.(cell, event);
  } else if (event.target !== cell) return;
  else if (onCell[event.key]) onCell[event.key]?.(cell);
  else if (event.key.length === 1) edit(cell, event.key);
  else return;
  event.preventDefault();
});

table.addEventListener("click", (event) => {
  const { target, detail } = event;
  if (!(target instanceof Element) || target.closest("input, select, thead, .pop")) return;
  const cell = target.closest("td, th");
  if (!(cell instanceof HTMLTableCellElement) || (!fieldOf(cell) && event.ctrlKey)) return;
  if (target.closest(".use")) return take(cell);
  // By keyboard the number of a row leads to all of its cells; a click shows what can be done with the row.
  if (fieldOf(cell) ? cell === at.cell || detail > 1 : detail === 0) return edit(cell);
  event.preventDefault();
  go(cell);
});

table.addEventListener("paste", (event) => {
  const block = event.clipboardData?.getData("text/plain");
  if (at.field || !at.cell || !block) return;
  event.preventDefault();
  paste(at.cell, block);
});

// Wherever on the page it is pressed. Without a problem on this page the link leads to one that has some.
document.addEventListener("keydown", (event) => {
  if (event.key !== "F8" || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  leave(true);
  const next = document.querySelector("a[data-next]");
  if (!goToNext(event.shiftKey ? -1 : 1) && next instanceof HTMLElement) next.click();
});

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  closeMenus(event.target);
  // Without a problem on this page the link leads to one that has some.
  if (event.target.closest("[data-next]") && goToNext(1)) event.preventDefault();
});

/** What a button does: of its form, or of its own. @param {HTMLButtonElement} button */
const deedOf = (button) =>
  [button.hasAttribute("formaction") ? button.formAction : button.form?.action, button.name, button.value].join(" ");

// A form of the page changes the draft as it is once all that was typed before is saved. Its part of the page may be another
// by then: the same button is pressed, if there still is one.
document.addEventListener("submit", (event) => {
  const { target, submitter } = event;
  if (!isPending() || !(target instanceof HTMLFormElement)) return;
  event.preventDefault();
  const again = () => {
    if (!(submitter instanceof HTMLButtonElement)) return target.requestSubmit();
    const button = [...document.querySelectorAll("button")].find((one) => deedOf(one) === deedOf(submitter));
    button?.form?.requestSubmit(button);
  };
  table.addEventListener("sheet:saved", again, { once: true });
});

// What is typed when the page is left goes out with it.
addEventListener("pagehide", () => {
  leave(true);
  sendLast();
});
addEventListener("online", send);
addEventListener("beforeunload", (event) => (isStuck() || table.querySelector(".held")) && event.preventDefault());

table.role = "grid";
sure(table.parentElement).tabIndex = -1;
readyPage();
for (const row of rows()) readyRow(row);
go(cells().find(isWrong) ?? cells().find(fieldOf), false);
resume();
