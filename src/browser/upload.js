// The form for a file: what is chosen, dropped or pasted, and how it is sent.
import "./times.js";
import { look, takeRows } from "./upload/look.js";
import { at } from "./upload/parts.js";
import { attempt, now, send, stop } from "./upload/send.js";

/** Else a browser leaves the page for the file. @param {DragEvent} event */
function drag(event) {
  const field = at("file");
  if (!field || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  field.parentElement?.toggleAttribute("data-over", event.type === "dragover" && !now.job);
  const [file] = event.dataTransfer.files;
  if (event.type !== "drop" || now.job || !file) return;
  const one = new DataTransfer();
  one.items.add(file);
  field.files = one.files;
  field.focus();
  choose();
}

/** A file takes the place of rows. */
function choose() {
  const rows = at("pasted");
  if (rows && at("file")?.files?.length) rows.value = "";
  look();
}

/** Rows that are pasted anywhere but in a field are taken as a file. @param {ClipboardEvent} event */
function paste(event) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const isField = event.target instanceof Element && event.target.matches("input, textarea, select");
  if (isField || now.job || !at("pasted") || !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  takeRows(text);
}

const on = addEventListener;
for (const type of /** @type {const} */ (["dragover", "dragleave", "drop"])) on(type, drag);
on("paste", paste);
on("input", ({ target }) => target === at("pasted") && look());
on("change", ({ target }) => target === at("file") && choose());
on("online", () => now.job?.due && attempt(now.job));
on("beforeunload", (event) => now.job && !now.job.arrived && event.preventDefault());
on("pageshow", () => (now.job ? stop(now.job) : look()));
on("click", ({ target }) => {
  if (target === at("paste-clear")) takeRows("");
  if (!now.job) return;
  if (target === at("sending-again")) attempt(now.job);
  if (target === at("sending-cancel")) {
    stop(now.job, `Not sent${now.job.sent === 1 ? ", unless it is under History" : ""}, and still chosen. `);
  }
});
on(
  "submit",
  (event) => {
    const form = event.target;
    if (!self.CompressionStream || !(form instanceof HTMLFormElement) || !form.contains(at("file"))) return;
    event.preventDefault();
    event.stopPropagation();
    if (!now.job) send(form, event.submitter);
  },
  true,
);
