// What the page with the form has by its ids, and what is said there.

/**
 * Those that may be missing are null.
 * @typedef {Record<"main" | "submit" | "sending" | "sending-again" | "sending-cancel" | Said, HTMLElement>
 *   & { file: HTMLInputElement | null, refusal: HTMLElement | null, "sending-bar": HTMLProgressElement,
 *     pasted: HTMLTextAreaElement | null, "paste-box": HTMLDetailsElement | null, "paste-clear": HTMLElement }} Parts
 * @typedef {"file-said" | "pasted-said" | "sending-label" | "sending-said" | "sending-figures"} Said
 */

/** @type {<Id extends keyof Parts>(id: Id, page?: Document) => Parts[Id]} */
export const at = (id, page = document) => /** @type {Parts[typeof id]} */ (page.getElementById(id));

/** @param {number} n */
export const many = (n) => n.toLocaleString("en");

/** @param {number} bytes */
export const size = (bytes) => `${many(Math.ceil(bytes / 1024))} KB`;

/** @param {Said} id @param {string} text */
export const say = (id, text) => at(id).textContent !== text && at(id).replaceChildren(text);
