// Sends a file over a bad line: compressed, and again after a drop. The form's key keeps it one import.

/**
 * What the page with the form has by these ids; those that may be missing are null.
 * @typedef {Record<"main" | "submit" | "sending" | "sending-again" | "sending-cancel" | Said, HTMLElement>
 *   & { file: HTMLInputElement | null, refusal: HTMLElement | null, "sending-bar": HTMLProgressElement }} Parts
 * @typedef {"file-said" | "sending-label" | "sending-said" | "sending-figures"} Said
 */

/**
 * A sending: `due` is when the next try begins, 0 while there is none to wait for; `sent` is a share of the body.
 * @typedef {{ form: HTMLFormElement, button: HTMLElement | null, type: string, body: Blob, tries: number, faults: number,
 *   busy: boolean, arrived: boolean, sent: number, due: number, timer?: number, xhr?: XMLHttpRequest }} Job
 */

/** @type {<Id extends keyof Parts>(id: Id, page?: Document) => Parts[Id]} */
const at = (id, page = document) => /** @type {Parts[typeof id]} */ (page.getElementById(id));

/** @param {number} n */
const many = (n) => n.toLocaleString("en");

/** @param {number} bytes */
const size = (bytes) => `${many(Math.ceil(bytes / 1024))} KB`;

/** @param {Said} id @param {string} text */
const say = (id, text) => at(id).textContent !== text && at(id).replaceChildren(text);

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
  const tooMany = users > mostRows ? `. One import takes ${many(mostRows)}: split the file first` : "";
  return { text: `${told}, ${about}${many(users)} ${users === 1 ? "row" : "rows"} below the header${tooMany}.` };
}

/** Tells what was chosen; what is wrong is not sent. */
async function look(before = "") {
  const field = at("file");
  const file = field?.files?.[0];
  const unread = () => ({ wrong: `${file?.name} cannot be read. Choose it again.` });
  /** @type {{ wrong?: string, text?: string }} */
  const { wrong = "", text = "" } = file ? await describe(file, field.dataset).catch(unread) : {};
  if (!field || file !== field.files?.[0]) return;
  field.setCustomValidity(wrong);
  field.ariaInvalid = wrong ? "true" : null;
  at("file-said").className = wrong ? "small bad-text" : "small";
  say("file-said", before + wrong + text);
}

/** @type {Job | null} */
let job = null;

/** Figures are not read out. @param {string} heading @param {string} sentence */
function show(heading, sentence, figures = "") {
  say("sending-label", heading);
  say("sending-said", sentence);
  say("sending-figures", figures);
  at("sending-again").hidden = !!job?.busy;
}

/** @param {boolean} isSending */
function swap(isSending) {
  at("sending").hidden = !isSending;
  at("submit").hidden = isSending;
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} button */
async function send(form, button) {
  const data = new FormData(form);
  if (button instanceof HTMLButtonElement && button.name) data.append(button.name, button.value);
  const start = { tries: 0, faults: 0, busy: true, arrived: false, sent: 0, due: 0 };
  /** @type {Job} */
  const mine = { form, button, type: "", body: new Blob(), ...start };
  job = mine;
  show("Sending the file", "");
  swap(true);
  at("sending").focus();
  try {
    const { headers, body } = new Response(data);
    mine.type = headers.get("Content-Type") ?? "";
    mine.body = await new Response(body?.pipeThrough(new CompressionStream("gzip"))).blob();
    if (job === mine) attempt(mine);
  } catch {
    // The file has changed; a look at it says so.
    if (job === mine) stop(mine);
  }
}

/** @param {Job} mine */
function attempt(mine) {
  const xhr = new XMLHttpRequest();
  clearTimeout(mine.timer);
  Object.assign(mine, { xhr, busy: true, due: 0 });
  xhr.open("POST", mine.form.action);
  const headers = { "HX-Request": "true", "Content-Encoding": "gzip", "Content-Type": mine.type };
  for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
  // A minute, and half as long again as the body takes at 4 KB/s.
  xhr.timeout = 60_000 + mine.body.size * 0.375;
  xhr.upload.onprogress = ({ loaded }) => job === mine && progress(mine, loaded);
  xhr.onloadend = () => job === mine && settle(mine, xhr);
  progress(mine, 0);
  xhr.send(mine.body);
}

/** @param {Job} mine @param {number} loaded */
function progress(mine, loaded) {
  mine.sent = loaded / mine.body.size;
  at("sending-bar").value = mine.sent;
  const quarters = Math.floor(mine.sent * 4) * 25;
  const said = quarters ? `${quarters} % is sent. ` : "";
  const last = "All of it is on its way. Muster answers when it has read it.";
  const sentence = mine.sent < 1 ? `${said}Keep this page open until it is sent.` : last;
  show("Sending the file", sentence, `${size(loaded)} of ${size(mine.body.size)}`);
}

/** @param {Job} mine @param {XMLHttpRequest} xhr */
function settle(mine, xhr) {
  const to = xhr.getResponseHeader("HX-Redirect");
  const { status } = xhr;
  mine.busy = false;
  if (to?.startsWith("/imports/")) {
    mine.busy = mine.arrived = true;
    show("The file has arrived", "The next page is loading.");
    location.assign(to);
  } else if (to) {
    show("You were signed out", "Sign in in another tab, come back and try again. The file is still chosen.");
  } else if (!status || status === 409 || (status > 499 && mine.faults++ < 4)) {
    mine.due = Date.now() + 1000 * Math.min(2 ** ++mine.tries, 30);
    wait(mine, status ? "Muster cannot take the file just now" : "The connection was lost");
  } else answer(xhr.responseText);
}

/** @param {Job} mine @param {string} heading */
function wait(mine, heading) {
  const seconds = Math.ceil((mine.due - Date.now()) / 1000);
  if (seconds < 1) return attempt(mine);
  show(heading, "Nothing is lost. The file is sent again by itself, and imported once.", `Next try in ${seconds} s`);
  mine.timer = setTimeout(wait, 1000, mine, heading);
}

/** Shows the form that came back, or the words of another page. @param {string} text */
function answer(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const [field, own] = [at("file", page), at("file")];
  if (!field || !own) {
    show("The file was not taken", "");
    return at("sending-said").append(...page.querySelectorAll("main p"));
  }
  job = null;
  field.replaceWith(own);
  document.title = page.title;
  at("main").replaceWith(at("main", page));
  look();
  at("refusal")?.focus();
}

/** @param {Job} mine @param {string} [words] */
function stop({ button, xhr, timer }, words) {
  job = null;
  clearTimeout(timer);
  xhr?.abort();
  swap(false);
  look(words);
  button?.focus();
}

/** Else a browser leaves the page for the file. @param {DragEvent} event */
function drag(event) {
  const field = at("file");
  if (!field || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  field.parentElement?.toggleAttribute("data-over", event.type === "dragover" && !job);
  const [file] = event.dataTransfer.files;
  if (event.type !== "drop" || job || !file) return;
  const one = new DataTransfer();
  one.items.add(file);
  field.files = one.files;
  field.focus();
  look();
}

const on = addEventListener;
for (const type of /** @type {const} */ (["dragover", "dragleave", "drop"])) on(type, drag);
on("change", ({ target }) => target === at("file") && look());
on("online", () => job?.due && attempt(job));
on("beforeunload", (event) => job && !job.arrived && event.preventDefault());
on("pageshow", () => (job ? stop(job) : look()));
on("click", ({ target }) => {
  if (!job) return;
  if (target === at("sending-again")) attempt(job);
  if (target === at("sending-cancel")) {
    stop(job, `Not sent${job.sent === 1 ? ", unless it is under History" : ""}, and still chosen. `);
  }
});
on(
  "submit",
  (event) => {
    const form = event.target;
    if (!self.CompressionStream || !(form instanceof HTMLFormElement) || !form.contains(at("file"))) return;
    event.preventDefault();
    event.stopPropagation();
    if (!job) send(form, event.submitter);
  },
  true,
);
