// What the server says after a saving takes its place in the page.
import { edit } from "./edit.js";
import { go } from "./move.js";
import { save } from "./save.js";
import { at, cellAt, PIN, readyRow, rowOf, rows, showText, table, tell, textOf } from "./table.js";

/** @param {import("./save.js").Answer} answer */
const takeIn = ({ page, edits, saved }) => {
  for (const part of page.querySelectorAll("[id^=sheet-]")) document.getElementById(part.id)?.replaceWith(part);
  const parts = [...page.querySelectorAll("tr")];
  for (const part of parts) {
    const old = rows().find(({ id }) => id === part.id);
    if (old) swap(old, part);
  }
  for (const cell of table.querySelectorAll(".saving")) cell.classList.remove("saving");
  countWrong();
  if (saved) tell(`Saved. ${document.querySelector("h1")?.textContent}.`, "ok");
  else
    refuse(
      page.getElementById("sheet-refused")?.textContent ?? "It was turned down.",
      edits,
      new Set(parts.map(({ id }) => id.slice(1))),
    );
};

/** A row takes the place of another; where the person is, and what they are typing, stays. @param {HTMLTableRowElement} old @param {HTMLTableRowElement} row */
const swap = (old, row) => {
  const { cell, field } = at;
  const isHere = cell !== undefined && rowOf(cell) === old;
  const [index, text, focused] = [cell?.cellIndex ?? 0, field?.value, old.contains(document.activeElement)];
  if (isHere) at.field = undefined;
  old.replaceWith(row);
  readyRow(row);
  const now = row.cells[index];
  if (!isHere || !now) return;
  at.cell = undefined;
  go(now, focused);
  if (text === undefined) return;
  edit(now, text);
  if (at.field) at.field.value = text;
};

/**
 * What was turned down: cells that nobody else has changed are sent again, unless the whole was refused; the first of the others
 * stands in its cell again, as it was typed. No cell looks saved that is not.
 * @param {string} why @param {readonly import("./save.js").Edit[]} edits @param {ReadonlySet<string>} stale
 */
const refuse = (why, edits, stale) => {
  const isFree = (/** @type {import("./save.js").Edit} */ { row, field, was }) => {
    const cell = cellAt(row, field);
    return stale.size > 0 && cell !== undefined && (!stale.has(row) || (field !== PIN && textOf(cell) === was));
  };
  const [first, ...others] = edits.filter((one) => !isFree(one));
  for (const { row, field, was } of [first, ...others].flatMap((one) => one ?? [])) {
    const cell = cellAt(row, field);
    if (cell && !stale.has(row)) showText(cell, was);
  }
  for (const { row, field, text, was } of edits.filter(isFree)) {
    const cell = cellAt(row, field);
    if (!cell) continue;
    showText(cell, was);
    save([[cell, text]]);
  }
  const more = others.length > 0 ? ` ${others.length} more cells were not saved either.` : "";
  if (first) tell(`Not saved. ${why}${more}`, "bad");
  const cell = first && cellAt(first.row, first.field);
  if (cell && !at.field) edit(cell, first.text);
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
