// Sends a file over a bad line: compressed, and again after a drop. The form's key keeps it one import.
const at = (id) => document.getElementById(id);
const many = (n) => n.toLocaleString("en");
const size = (bytes) => `${many(Math.ceil(bytes / 1024))} KB`;
const say = (id, text) => at(id).textContent !== text && at(id).replaceChildren(text);

function countRows(bytes) {
  const wide = bytes[0] > 253 && bytes[1] > 253;
  let [rows, filled, edge, quoted, binary] = [0, 0, true, false, false];
  for (const byte of bytes) {
    if (byte === 34) [quoted, edge] = [!quoted && edge, true];
    else if (!quoted && (byte === 10 || byte === 13)) [rows, filled, edge] = [rows + filled, 0, true];
    else if (!quoted && (byte === 44 || byte === 59 || byte === 9)) edge = true;
    else if (byte > 32) [filled, edge] = [1, false];
    else if (!byte && !wide) binary = true;
  }
  return { rows: rows + filled, binary, about: wide || quoted ? "about " : "" };
}

async function describe(file, { bytes: most, rows: mostRows }) {
  const told = `${file.name}: ${size(file.size)}`;
  if (file.size > most) return { wrong: `${told}. At most ${size(most)} are taken: split it.` };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const start = String.fromCharCode(...bytes.slice(0, 9));
  const { rows, binary, about } = countRows(bytes);
  if (binary) return { wrong: `${file.name} is not CSV. Save it as CSV UTF-8 and choose that.` };
  const users = Math.max(0, rows - (/^\W*sep=/i.test(start) ? 2 : 1));
  const tooMany = users > mostRows ? `. One import takes ${many(+mostRows)}: split the file first` : "";
  return { text: `${told}, ${about}${many(users)} ${users === 1 ? "row" : "rows"} below the header${tooMany}.` };
}

/** Tells what was chosen; what is wrong is not sent. */
async function look(before = "") {
  const field = at("file");
  const file = field?.files[0];
  const unread = () => ({ wrong: `${file.name} cannot be read. Choose it again.` });
  const { wrong = "", text = "" } = file ? await describe(file, field.dataset).catch(unread) : {};
  if (!field || file !== field.files[0]) return;
  field.setCustomValidity(wrong);
  field.ariaInvalid = wrong ? "true" : null;
  at("file-said").className = wrong ? "error" : "small";
  say("file-said", before + wrong + text);
}

let job;

/** Figures are not read out. */
function show(heading, sentence, figures = "") {
  say("sending-label", heading);
  say("sending-said", sentence);
  say("sending-figures", figures);
  at("sending-again").hidden = job.busy;
}

function swap(isSending) {
  at("sending").hidden = !isSending;
  at("submit").hidden = isSending;
}

async function send(form, button) {
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  const mine = { form, button, tries: 0, faults: 0, busy: true };
  job = mine;
  show("Sending the file", "");
  swap(true);
  at("sending").focus();
  try {
    const { headers, body } = new Response(data);
    mine.type = headers.get("Content-Type");
    mine.body = await new Response(body.pipeThrough(new CompressionStream("gzip"))).blob();
    if (job === mine) attempt();
  } catch {
    // The file has changed; a look at it says so.
    if (job === mine) stop();
  }
}

function attempt() {
  const [mine, xhr] = [job, new XMLHttpRequest()];
  clearTimeout(job.timer);
  Object.assign(job, { xhr, busy: true, due: 0 });
  xhr.open("POST", job.form.action);
  const headers = { "HX-Request": "true", "Content-Encoding": "gzip", "Content-Type": job.type };
  for (const name in headers) xhr.setRequestHeader(name, headers[name]);
  // A minute, and half as long again as the body takes at 4 KB/s.
  xhr.timeout = 60_000 + job.body.size * 0.375;
  xhr.upload.onprogress = ({ loaded }) => job === mine && progress(loaded);
  xhr.onloadend = () => job === mine && settle(xhr);
  progress(0);
  xhr.send(job.body);
}

function progress(loaded) {
  job.sent = loaded / job.body.size;
  at("sending-bar").value = job.sent;
  const quarters = Math.floor(job.sent * 4) * 25;
  const said = quarters ? `${quarters} % is sent. ` : "";
  const last = "All of it is on its way. Muster answers when it has read it.";
  const sentence = job.sent < 1 ? `${said}Keep this page open until it is sent.` : last;
  show("Sending the file", sentence, `${size(loaded)} of ${size(job.body.size)}`);
}

function settle(xhr) {
  const to = xhr.getResponseHeader("HX-Redirect");
  const { status } = xhr;
  job.busy = false;
  if (to?.startsWith("/imports/")) {
    job.busy = job.arrived = true;
    show("The file has arrived", "The next page is loading.");
    location.assign(to);
  } else if (to) {
    show("You were signed out", "Sign in in another tab, come back and try again. The file is still chosen.");
  } else if (!status || status === 409 || (status > 499 && job.faults++ < 4)) {
    job.due = Date.now() + 1000 * Math.min(2 ** ++job.tries, 30);
    wait(status ? "Muster cannot take the file just now" : "The connection was lost");
  } else answer(xhr.responseText);
}

function wait(heading) {
  const seconds = Math.ceil((job.due - Date.now()) / 1000);
  if (seconds < 1) return attempt();
  show(heading, "Nothing is lost. The file is sent again by itself, and imported once.", `Next try in ${seconds} s`);
  job.timer = setTimeout(wait, 1000, heading);
}

/** Shows the form that came back, or the words of another page. */
function answer(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const field = page.getElementById("file");
  if (!field) {
    show("The file was not taken", "");
    return at("sending-said").append(...page.querySelectorAll("p:not(.acts)"));
  }
  job = null;
  field.replaceWith(at("file"));
  document.title = page.title;
  at("main").replaceWith(page.getElementById("main"));
  look();
  at("refusal")?.focus();
}

function stop(words) {
  const { button, xhr, timer } = job;
  job = null;
  clearTimeout(timer);
  xhr?.abort();
  swap(false);
  look(words);
  button?.focus();
}

/** Else a browser leaves the page for the file. */
function drag(event) {
  const field = at("file");
  if (!field || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  field.parentNode.toggleAttribute("data-over", event.type === "dragover" && !job);
  const [file] = event.dataTransfer.files;
  if (event.type !== "drop" || job || !file) return;
  const one = new DataTransfer();
  one.items.add(file);
  field.files = one.files;
  field.focus();
  look();
}

const on = addEventListener;
for (const type of ["dragover", "dragleave", "drop"]) on(type, drag);
on("change", ({ target }) => target === at("file") && look());
on("online", () => job?.due && attempt());
on("beforeunload", (event) => job && !job.arrived && event.preventDefault());
on("pageshow", () => (job ? stop() : look()));
on("click", ({ target }) => {
  if (target === at("sending-again")) attempt();
  if (target === at("sending-cancel")) {
    stop(`Not sent${job.sent === 1 ? ", unless it is under History" : ""}, and still chosen. `);
  }
});
on(
  "submit",
  (event) => {
    if (!self.CompressionStream || !event.target.contains(at("file"))) return;
    event.preventDefault();
    event.stopPropagation();
    if (!job) send(event.target, event.submitter);
  },
  true,
);
