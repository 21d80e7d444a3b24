// Makes a grid of the table of a draft: its cells are reached by arrow keys, edited where they stand, and saved as they are
// left (E2).
import "./sheet/answer.js";
import { edit, leave, paste, take } from "./sheet/edit.js";
import { go, goToNext, move } from "./sheet/move.js";
import { isPending, isStuck, resume, save, send, sendLast } from "./sheet/save.js";
import { at, cells, isWrong, readyRow, rows, sure, table, textOf } from "./sheet/table.js";

/** What keys do on a cell. @type {Readonly<Record<string, (cell: import("./sheet/table.js").Cell) => unknown>>} */
const onCell = {
  ArrowUp: () => move(-1, 0),
  ArrowDown: () => move(1, 0),
  ArrowLeft: () => move(0, -1),
  ArrowRight: () => move(0, 1),
  Home: () => move(0, -99),
  End: () => move(0, 99),
  F2: (cell) => edit(cell),
  Delete: (cell) => textOf(cell) && save([[cell, ""]]),
  Enter: (cell) => (cell.dataset.use === undefined ? edit(cell) : take(cell)),
};

/** What keys do while a cell is edited. @type {Readonly<Record<string, (cell: import("./sheet/table.js").Cell, event: KeyboardEvent) => unknown>>} */
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
  const { cell, field } = at;
  if (!cell || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "F8") {
    leave(true);
    goToNext(event.shiftKey ? -1 : 1);
  } else if (field) {
    if (!onField[event.key]) return;
    onField[event.key]?.(cell, event);
  } else if (event.target !== cell) return;
  else if (onCell[event.key]) onCell[event.key]?.(cell);
  else if (event.key.length === 1) edit(cell, event.key);
  else return;
  event.preventDefault();
});

table.addEventListener("click", ({ target, detail }) => {
  const cell = target instanceof Element ? target.closest("tbody :is(td, th)") : null;
  if (
    !(cell instanceof HTMLTableCellElement) ||
    (target instanceof Element && target.closest("input, select, a, .pop"))
  )
    return;
  if (cell === at.cell || detail > 1) edit(cell);
  else go(cell);
});

table.addEventListener("paste", (event) => {
  const block = event.clipboardData?.getData("text/plain");
  if (at.field || !at.cell || !block) return;
  event.preventDefault();
  paste(at.cell, block);
});

// A form of the page changes the draft as it is once all that was typed before is saved. Its part of the page may be another
// by then: the same form is sent, if there still is one.
document.addEventListener("submit", (event) => {
  const { target, submitter } = event;
  if (!isPending() || !(target instanceof HTMLFormElement)) return;
  event.preventDefault();
  const pressed = submitter instanceof HTMLButtonElement ? submitter.value : "";
  const again = () => {
    const form = [...document.forms].find(({ action }) => action === target.action);
    form?.requestSubmit([...form.querySelectorAll("button")].find(({ value }) => value === pressed));
  };
  table.addEventListener("sheet:saved", again, { once: true });
});

// What is typed when the page is left goes out with it.
addEventListener("pagehide", () => {
  leave(true);
  sendLast();
});
addEventListener("online", send);
addEventListener("beforeunload", (event) => isStuck() && event.preventDefault());

table.role = "grid";
sure(table.parentElement).tabIndex = -1;
for (const row of rows()) readyRow(row);
go(cells().find(isWrong) ?? cells()[0], false);
resume();
