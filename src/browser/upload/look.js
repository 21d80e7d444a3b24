// Looks at what was chosen or pasted, before anything is sent.
import { at, many, say, size } from "./parts.js";

/** @param {Uint8Array} bytes */
function countRows(bytes) {
  const wide = (bytes[0] ?? 0) > 253 && (bytes[1] ?? 0) > 253;
  let [rows, filled] = [0, 0];
  let [edge, quoted, binary] = [true, false, false];
  for (const byte of bytes) {
    if (byte === 34) [quoted, edge] = [!quoted && edge, true];
    else if (!quoted && (byte === 10 || byte === 13)) [rows, filled, edge] = [rows + filled, 0, true];
    else if (!quoted && (byte === 44 || byte === 59 || byte === 9)) edge = true;
    else if (byte > 32) [filled, edge] = [1, false];
    else if (!byte && !wide) binary = true;
  }
  return { rows: rows + filled, binary, about: wide || quoted ? "about " : "" };
}

/** @param {number} users @param {number} most */
function sayRows(users, most) {
  const tooMany = users > most ? `. One import takes ${many(most)}: split the file first` : "";
  return `${many(users)} ${users === 1 ? "row" : "rows"} below the header${tooMany}`;
}

/** @param {File} file @param {DOMStringMap} limits @returns {Promise<{ wrong?: string, text?: string }>} */
async function describe(file, limits) {
  const [most, mostRows] = [Number(limits.bytes), Number(limits.rows)];
  const told = `${file.name}: ${size(file.size)}`;
  if (file.size > most) return { wrong: `${told}. At most ${size(most)} are taken: split it.` };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const start = String.fromCharCode(...bytes.slice(0, 9));
  const { rows, binary, about } = countRows(bytes);
  if (binary) return { wrong: `${file.name} is not CSV. Save it as CSV UTF-8 and choose that.` };
  const users = Math.max(0, rows - (/^\W*sep=/i.test(start) ? 2 : 1));
  return { text: `${told}, ${about}${sayRows(users, mostRows)}.` };
}

/** Tells what was chosen or pasted; what is wrong is not sent. */
export async function look(before = "") {
  const field = at("file");
  const file = field?.files?.[0];
  const unread = () => ({ wrong: `${file?.name} cannot be read. Choose it again.` });
  /** @type {{ wrong?: string, text?: string }} */
  const { wrong = "", text = "" } = file ? await describe(file, field.dataset).catch(unread) : {};
  if (!field || file !== field.files?.[0]) return;
  field.setCustomValidity(wrong);
  field.ariaInvalid = wrong ? "true" : null;
  at("file-said").className = wrong ? "small long bad-text" : "small long";
  say("file-said", before + wrong + text);
  lookAtRows(field);
}

/** Rows in the place of a file. @param {HTMLInputElement} field */
function lookAtRows(field) {
  const text = at("pasted")?.value.trim() ?? "";
  field.required = !text;
  if (!at("pasted")) return;
  const { rows } = countRows(new TextEncoder().encode(text));
  const columns = text.split(/[\r\n]/)[0]?.split("\t").length ?? 0;
  const told = `${sayRows(Math.max(0, rows - 1), Number(field.dataset.rows))}, ${columns} ${columns === 1 ? "column" : "columns"}`;
  say("pasted-said", text && told);
  at("paste-clear").hidden = !text;
}

/** Takes rows in the place of a file. @param {string} text */
export function takeRows(text) {
  const [field, rows, box] = [at("file"), at("pasted"), at("paste-box")];
  if (!field || !rows || !box) return;
  box.open = text !== "";
  rows.value = text;
  if (text) field.value = "";
  (text ? rows : field).focus();
  look();
}
