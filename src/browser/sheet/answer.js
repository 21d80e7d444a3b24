// What the server says after a saving takes its place in the page.
import { tellTimes } from "../times.js";
import { edit } from "./edit.js";
import { go } from "./move.js";
import { save } from "./save.js";
import { at, cellAt, hold, isPlace, PIN, readyRow, rowOf, rows, showText, table, tell, textOf } from "./table.js";

/** @typedef {import("./save.js").Edit} Edit */

/** @param {import("./save.js").Answer} answer */
const takeIn = ({ page, edits, saved }) => {
  for (const part of page.querySelectorAll("[id^=sheet-]")) takePart(part);
  const parts = [...page.querySelectorAll("tr")];
  for (const part of parts) {
    const old = rows().find(({ id }) => id === part.id);
    if (old) swap(old, part);
  }
  for (const cell of table.querySelectorAll(".saving")) cell.classList.remove("saving");
  countWrong();
  tellTimes();
  if (!saved) {
    const why = page.querySelector("#sheet-refused, main p")?.textContent ?? "It was turned down.";
    return refuse(why, edits, new Set(parts.map(({ id }) => id.slice(1))));
  }
  const [first] = edits;
  if (first?.remove) takeOut(first.row);
  const done = first?.remove ? `Row ${first.row} removed. Undo brings it back` : "Saved";
  tell(`${done}. ${document.querySelector("h1")?.textContent}.`, "ok");
};

/** What is folded or unfolded stays so. @param {Element} part */
const takePart = (part) => {
  const old = document.getElementById(part.id);
  if (!old || old.parentElement?.closest("[id^=sheet-]")) return;
  for (const fold of [part, ...part.querySelectorAll("details[id]")]) {
    const was = document.getElementById(fold.id);
    if (fold instanceof HTMLDetailsElement && was instanceof HTMLDetailsElement) fold.open = was.open;
  }
  old.replaceWith(part);
};

/** A row goes; whoever was in it goes on in the next one. @param {string} number */
const takeOut = (number) => {
  const row = rows().find(({ id }) => id === `r${number}`);
  if (!row) return;
  const next = row.nextElementSibling ?? row.previousElementSibling;
  const isHere = at.cell !== undefined && rowOf(at.cell) === row;
  const index = at.cell?.cellIndex ?? 0;
  if (isHere) [at.cell, at.field] = [undefined, undefined];
  row.remove();
  if (isHere && next instanceof HTMLTableRowElement) go(next.cells[index]);
};

/** A row takes the place of another; where the person is, and what they are typing, stays. @param {HTMLTableRowElement} old @param {HTMLTableRowElement} row */
const swap = (old, row) => {
  const { cell, field } = at;
  const isHere = cell !== undefined && rowOf(cell) === old;
  const [index, text, focused] = [cell?.cellIndex ?? 0, field?.value, old.contains(document.activeElement)];
  if (isHere) at.field = undefined;
  old.replaceWith(row);
  readyRow(row);
  for (const held of old.querySelectorAll(".held")) {
    const now = held instanceof HTMLTableCellElement ? row.cells[held.cellIndex] : undefined;
    if (now && held instanceof HTMLTableCellElement) hold(now, textOf(held));
  }
  const now = row.cells[index];
  if (!isHere || !now) return;
  at.cell = undefined;
  go(now, focused);
  if (text === undefined) return;
  edit(now, text);
  if (at.field) at.field.value = text;
};

/**
 * What was turned down: cells that nobody else has changed are sent again, unless the whole was refused; each of the others
 * stands in its cell again, as it was typed, and is marked. No cell looks saved that is not.
 * @param {string} why @param {readonly Edit[]} edits @param {ReadonlySet<string>} stale
 */
const refuse = (why, edits, stale) => {
  const isFree = (/** @type {Edit} */ { row, field, was, remove }) => {
    const cell = cellAt(row, field);
    return (
      !remove && stale.size > 0 && cell !== undefined && (!stale.has(row) || (field !== PIN && textOf(cell) === was))
    );
  };
  const kept = edits.filter((one) => !one.remove && !isFree(one));
  for (const { row, field, text, was } of kept) {
    const cell = cellAt(row, field);
    if (!cell) continue;
    if (!stale.has(row)) showText(cell, was);
    cell.classList.remove("saving");
    hold(cell, text);
  }
  for (const { row, field, text, was } of edits.filter(isFree)) {
    const cell = cellAt(row, field);
    if (!cell) continue;
    showText(cell, was);
    save([[cell, text]]);
  }
  const [first, ...others] = kept;
  const more = others.length > 0 ? ` ${kept.length} cells stand as you have typed them, and are marked.` : "";
  if (first || edits.some(({ remove }) => remove)) tell(`Not saved. ${why}${more}`, "bad");
  const cell = first && cellAt(first.row, first.field);
  if (cell && isPlace(cell) && !at.field) edit(cell, first.text);
};

/** The number of problems in the head of each column. */
const countWrong = () => {
  const told = document.getElementById("sheet-tools")?.dataset.wrong ?? "";
  const wrong = new Map(told.split(" ").map((one) => [one.split(":")[0], one.split(":")[1]]));
  for (const tag of table.querySelectorAll("thead .tag")) {
    const many = wrong.get(tag.closest("th")?.dataset.f);
    tag.toggleAttribute("hidden", !many);
    if (many) tag.firstChild?.replaceWith(many);
  }
};

table.addEventListener("sheet:answer", (event) => event instanceof CustomEvent && takeIn(event.detail));
