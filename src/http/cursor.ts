/** Hides what a list goes on after, so that nobody builds on it. */
export function writeCursor(after: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(after)));
}

/** Reads a cursor that writeCursor made; "" for the first page. */
export function readCursor(cursor: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(cursor), (character) => character.charCodeAt(0)));
}
