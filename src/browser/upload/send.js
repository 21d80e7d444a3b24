// Sends a file over a bad line: compressed, and again after a drop. The form's key keeps it one import.
import { look } from "./look.js";
import { at, say, size } from "./parts.js";

/**
 * A sending: `due` is when the next try begins, 0 while there is none to wait for; `sent` is a share of the body.
 * @typedef {{ form: HTMLFormElement, button: HTMLElement | null, type: string, body: Blob, tries: number, faults: number,
 *   busy: boolean, arrived: boolean, sent: number, due: number, timer?: number, xhr?: XMLHttpRequest }} Job
 */

/** The sending that is under way. @type {{ job: Job | null }} */
export const now = { job: null };

/** Figures are not read out. @param {string} heading @param {string} sentence */
function show(heading, sentence, figures = "") {
  say("sending-label", heading);
  say("sending-said", sentence);
  say("sending-figures", figures);
  at("sending-again").hidden = !!now.job?.busy;
}

/** @param {boolean} isSending */
function swap(isSending) {
  at("sending").hidden = !isSending;
  at("submit").hidden = isSending;
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} button */
export async function send(form, button) {
  const data = new FormData(form);
  if (button instanceof HTMLButtonElement && button.name) data.append(button.name, button.value);
  const start = { tries: 0, faults: 0, busy: true, arrived: false, sent: 0, due: 0 };
  /** @type {Job} */
  const mine = { form, button, type: "", body: new Blob(), ...start };
  now.job = mine;
  show("Sending the file", "");
  swap(true);
  at("sending").focus();
  try {
    const { headers, body } = new Response(data);
    mine.type = headers.get("Content-Type") ?? "";
    mine.body = await new Response(body?.pipeThrough(new CompressionStream("gzip"))).blob();
    if (now.job === mine) attempt(mine);
  } catch {
    // The file has changed; a look at it says so.
    if (now.job === mine) stop(mine);
  }
}

/** @param {Job} mine */
export function attempt(mine) {
  const xhr = new XMLHttpRequest();
  clearTimeout(mine.timer);
  Object.assign(mine, { xhr, busy: true, due: 0 });
  xhr.open("POST", mine.form.action);
  const headers = { "HX-Request": "true", "Content-Encoding": "gzip", "Content-Type": mine.type };
  for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
  // A minute, and half as long again as the body takes at 4 KB/s.
  xhr.timeout = 60_000 + mine.body.size * 0.375;
  xhr.upload.onprogress = ({ loaded }) => now.job === mine && progress(mine, loaded);
  xhr.onloadend = () => now.job === mine && settle(mine, xhr);
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
  now.job = null;
  field.replaceWith(own);
  document.title = page.title;
  at("main").replaceWith(at("main", page));
  look();
  at("refusal")?.focus();
}

/** @param {Job} mine @param {string} [words] */
export function stop({ button, xhr, timer }, words) {
  now.job = null;
  clearTimeout(timer);
  xhr?.abort();
  swap(false);
  look(words);
  button?.focus();
}
