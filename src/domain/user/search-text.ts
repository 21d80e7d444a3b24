/** What somebody looks for: everything, what begins with it, or (three characters and more) any part, as FTS5 is asked. */
export type Sought =
  | { readonly kind: "everything" }
  | { readonly kind: "beginning"; readonly text: string }
  | { readonly kind: "part"; readonly match: string };

/** The index knows runs of three characters. */
const LEAST_INDEXED = 3;

/**
 * Reads what is looked for among users: in names, addresses, numbers and extensions. Of several words each must be
 * found; a number is found however its digits are grouped.
 */
export function readUserSearch(q: string): Sought {
  const text = readable(q).normalize("NFC").trim();
  if (text === "") return { kind: "everything" };
  if ([...text].length < LEAST_INDEXED) return { kind: "beginning", text: text.toLowerCase() };
  const words = text.split(/\s+/u);
  const sought = words.every((word) => [...word].length >= LEAST_INDEXED) ? words : [text];
  const match = `{display_name email phones extension} : (${sought.map(phrase).join(" AND ")})`;
  const digits = digitsOf(text);
  return { kind: "part", match: digits.length < LEAST_INDEXED ? match : `(${match}) OR (phones : ${phrase(digits)})` };
}

/** Reads what is looked for among numbers: any part of one, however its digits are grouped. */
export function readNumberSearch(q: string): Sought {
  const text = readable(q).trim();
  if (text === "") return { kind: "everything" };
  const digits = digitsOf(text) || text;
  if ([...digits].length < LEAST_INDEXED) return { kind: "beginning", text: `+${digits}` };
  return { kind: "part", match: phrase(text.startsWith("+") ? `+${digits}` : digits) };
}

/** No index holds control characters, and with some among its words it cannot be asked. */
function readable(q: string): string {
  return q.replace(/\p{Cc}/gu, " ");
}

/** The digits of a text that is written like a number; "" for any other. */
function digitsOf(text: string): string {
  return /^[\d\s()+./-]+$/u.test(text) ? text.replace(/\D/gu, "") : "";
}

function phrase(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
