/** Hides what a list goes on after, so that nobody builds on it; of letters that stand in an address as they are. */
export function writeCursor(after: string): string {
  const text = btoa(String.fromCharCode(...new TextEncoder().encode(after)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Reads a cursor that writeCursor made; "" for the first page, null where it is none. */
export function readCursor(cursor: string): string | null {
  if (!/^[A-Za-z0-9_-]*$/.test(cursor) || cursor.length % 4 === 1) return null;
  const text = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

/** Names a list by its address, whatever the page of it: one with another filter or order is another list. */
function listOf(url: URL): string {
  const { pathname, searchParams } = url;
  const chosen = [...searchParams].filter(([name]) => name !== "cursor" && name !== "limit").toSorted();
  return fingerprint(`${pathname} ${JSON.stringify(chosen)}`);
}

/** FNV-1a, 32 bits: tells one list from another, and hides nothing. */
function fingerprint(text: string): string {
  let sum = 0x811c9dc5;
  for (const unit of new TextEncoder().encode(text)) sum = Math.imul(sum ^ unit, 0x01000193) >>> 0;
  return sum.toString(36);
}

/** Writes the cursor of a list of the API, that no other list takes. */
export function writeListCursor(url: URL, after: string): string {
  return writeCursor(`${listOf(url)} ${after}`);
}

/**
 * Writes the cursor of a list that never ends: what it goes on after means the same whatever is asked for of it, so that another
 * filter may be asked for from there.
 */
export function writeStreamCursor({ pathname }: URL, after: string): string {
  return writeCursor(`${fingerprint(pathname)} ${after}`);
}

/** Reads a cursor that writeStreamCursor made for this list; null where it is none. */
export function readStreamCursor({ pathname }: URL, cursor: string): string | null {
  const mark = `${fingerprint(pathname)} `;
  const text = readCursor(cursor);
  return text?.startsWith(mark) ? text.slice(mark.length) : null;
}

/** Reads a cursor of a list of the API; "" for its first page, null where it is no cursor of this list. */
export function readListCursor(url: URL, cursor: string): string | null {
  if (cursor === "") return "";
  const mark = `${listOf(url)} `;
  const text = readCursor(cursor);
  return text?.startsWith(mark) ? text.slice(mark.length) : null;
}
