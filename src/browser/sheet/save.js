// What was typed is kept until the server has it: one request at a time, again after a drop, also past the page.
import {
  cellAt,
  fieldOf,
  fields,
  letGo,
  numberOf,
  PIN,
  rowOf,
  rows,
  showText,
  sure,
  table,
  tell,
  textOf,
} from "./table.js";

/**
 * A cell as typed, `was` its text before; or a row to remove. `isOld`: done on an earlier visit of the page.
 * @typedef {{ row: string, field: string, text: string, was: string, revision: string, remove?: boolean, isOld?: boolean }} Edit
 */
/** What has come of saving. @typedef {{ page: Document, edits: readonly Edit[], saved: boolean }} Answer */

const address = table.dataset.save ?? "";
const place = `sheet:${address}`;
const MOST_SECONDS = 30;
/** What browsers let go out past the end of a page is 64 KB, in all that is on its way. */
const MOST_PAST_THE_PAGE = 60_000;

/** What is not saved yet, in order; the first `sending` of it are on their way. @type {Edit[]} */
let waiting = [];
let sending = 0;
let tries = 0;

/** Whether something is not saved yet. */
export const isPending = () => waiting.length > 0;

/** Whether something could not be sent, or would not be if the page were left now. */
export const isStuck = () => isPending() && (tries > 0 || !fitsPast(formOf(waiting)));

/** Shows texts as they were typed, and sends them. @param {readonly (readonly [import("./table.js").Cell, string])[]} texts */
export const save = (texts) => {
  for (const [cell, text] of texts) {
    const [row, field] = [numberOf(cell), fieldOf(cell)];
    // What waits for the same cell already was never saved: what was before it still is.
    const old = waiting.slice(sending).find((edit) => edit.row === row && edit.field === field);
    const was = letGo(cell) ?? textOf(cell);
    if (old) old.text = text;
    else waiting.push({ row, field, text, was, revision: rowOf(cell).dataset.rev ?? "" });
    showText(cell, text);
  }
  keep();
  send();
};

/** Removes a row. @param {HTMLTableRowElement} row */
export const removeRow = (row) => {
  if (row.classList.contains("saving")) return;
  row.classList.add("saving");
  const revision = row.dataset.rev ?? "";
  waiting.push({ row: row.id.slice(1), field: "", text: "", was: "", revision, remove: true });
  keep();
  send();
};

/** A PIN is kept nowhere but where it was typed (M8). */
const keep = () => {
  const kept = waiting.filter(({ field }) => field !== PIN);
  if (kept.length > 0) sessionStorage.setItem(place, JSON.stringify(kept));
  else sessionStorage.removeItem(place);
};

/** Sends what waits; what is typed meanwhile goes with the next request. */
export const send = async () => {
  if (sending > 0 || waiting.length === 0) return;
  const [edits = []] = portions(waiting);
  sending = edits.length;
  tell("Saving…", "soft");
  const answer = await post(edits).catch(() => null);
  sending = 0;
  const isOut = answer?.type === "opaqueredirect" || answer?.status === 401;
  if (answer === null || isOut || answer.status === 429 || answer.status >= 500) {
    const why = isOut ? "you are signed out. Sign in in another tab" : "the connection is bad";
    tell(`Not saved yet: ${why}. It is tried again.`, "bad");
    tries += 1;
    setTimeout(send, Math.min(MOST_SECONDS, 2 ** tries) * 1000);
    return;
  }
  tries = 0;
  waiting = waiting.slice(edits.length);
  keep();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  /** @type {Answer} */
  const detail = { page, edits, saved: answer.ok };
  table.dispatchEvent(new CustomEvent("sheet:answer", { detail }));
  if (waiting.length === 0) table.dispatchEvent(new CustomEvent("sheet:saved"));
  send();
};

/** Sends, past the end of the page, what is not on its way yet. */
export const sendLast = () => {
  for (const portion of portions(waiting.slice(sending))) post(portion).catch(() => null);
};

/** What goes in one request: any number of cells, or one row to remove. @param {readonly Edit[]} edits */
const portions = (edits) => {
  /** @type {Edit[][]} */
  const made = [];
  for (const edit of edits) {
    const last = made.at(-1);
    if (last && !edit.remove && !last[0]?.remove) last.push(edit);
    else made.push([edit]);
  }
  return made;
};

/** @param {readonly Edit[]} edits */
const post = (edits) => {
  const body = formOf(edits);
  return fetch(address, { method: "POST", body, keepalive: fitsPast(body), redirect: "manual" });
};

/** @param {URLSearchParams} form */
const fitsPast = (form) => form.toString().length < MOST_PAST_THE_PAGE;

/** @param {readonly Edit[]} edits */
const formOf = (edits) => {
  const inSight = rows().map(({ id }) => id.slice(1));
  const folded = table.querySelector("thead .folded") ? "yes" : "";
  const form = new URLSearchParams({ columns: fields.join(" "), rows: inSight.join(" "), folded });
  for (const name of ["show", "q"])
    form.set(name, sure(document.querySelector(`.find input[name=${name}]`)).getAttribute("value") ?? "");
  for (const { row, field, text, was, revision, remove, isOld } of edits) {
    const now = document.getElementById(`r${row}`)?.dataset.rev ?? revision;
    if (isOld || !form.has(`revision:${row}`)) form.set(`revision:${row}`, isOld ? revision : now);
    if (remove) {
      form.set("remove", row);
      continue;
    }
    form.set(`cell:${row}:${field}`, text);
    form.set(`was:${row}:${field}`, was);
    if (field === PIN && text === "") form.set(`blank:${row}:${field}`, "yes");
  }
  return form;
};

/** Takes up what an earlier visit of the page could not save; where others have changed a row since, it is turned down. */
export const resume = () => {
  /** @type {Edit[]} */
  const kept = JSON.parse(sessionStorage.getItem(place) ?? "[]");
  for (const edit of kept) {
    const cell = edit.remove ? undefined : cellAt(edit.row, edit.field);
    if (cell && plain(textOf(cell)) === plain(edit.text)) continue;
    waiting.push({ ...edit, isOld: true });
    if (cell && textOf(cell) === edit.was) showText(cell, edit.text);
  }
  keep();
  send();
};

/** A text about as the draft keeps it. @param {string} text */
const plain = (text) => text.normalize().replace(/\s+/g, " ").trim();
