const MOST_IN_SUBJECT = 80;

/** Endings of files that no mail program takes for a domain. */
const FILE = "(?:csv|tsv|txt)";
/** A dot that makes a domain of what stands around it, in each way that domains are written: behind an emoji and an accent as well. */
const DOT = new RegExp(`(?<=[^\\s\\p{P}]|[-_])[.。．｡](?=(?!${FILE}(?![\\p{L}\\p{N}.-]))[\\p{L}\\p{N}-]{2})`, "giu");

/** An address in numbers. */
const NUMBERS = /(?<![\p{N}.])\p{N}{1,3}(?:\.\p{N}{1,3}){3}(?!\p{N})/gu;

/** Gives what people typed as it may stand in a mail: no mail program makes a link of it (M12). */
export function unlinked(typed: string): string {
  return typed
    .replace(/:\/\//g, ": ")
    .replace(/\\(?=\\)/g, "\\ ")
    .replace(NUMBERS, (address) => address.replaceAll(".", ". "))
    .replace(DOT, "$& ");
}

/** Writes a subject with what people typed in it, cut where the subject would be longer than 80 characters (M12). */
export function subjectWith(before: string, typed: string, after = ""): string {
  const room = MOST_IN_SUBJECT - [...before, ...after].length;
  const characters = [...unlinked(typed)];
  const shown = characters.length <= room ? characters : [...characters.slice(0, room - 1), "…"];
  return `${before}${shown.join("")}${after}`;
}
