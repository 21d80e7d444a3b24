/** One part of a form: the name of its field, and what it holds. */
export type FormPart = {
  readonly name: string;
  /** Null where the part has no file name at all; "" where it has an empty one. */
  readonly filename: string | null;
  /** The part's own Content-Type, "" without one. */
  readonly type: string;
  readonly bytes: Uint8Array;
};

/** Takes a multipart form apart (RFC 7578), also where names are not quoted or extended; null when it is none. */
export function parseMultipart(bytes: Uint8Array, contentType: string): readonly FormPart[] | null {
  const boundary = boundaryOf(contentType);
  if (boundary === null) return null;
  // One character for each byte, so that places in the text are places in the bytes.
  const text = new TextDecoder("windows-1252").decode(bytes);
  const parts: FormPart[] = [];
  let at = nextDelimiter(text, boundary, 0);
  while (at !== null && !at.last) {
    const next = nextDelimiter(text, boundary, at.end);
    const head = text.indexOf("\r\n\r\n", at.end - 2);
    if (next === null || head === -1 || head > next.start) return null;
    const part = partOf(bytes, [at.end, head], [Math.min(head + 4, next.start), next.start]);
    if (part === null) return null;
    parts.push(part);
    at = next;
  }
  return at === null ? null : parts;
}

function boundaryOf(contentType: string): string | null {
  const [, quoted, plain] = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(contentType) ?? [];
  return quoted ?? plain ?? null;
}

type Delimiter = { readonly start: number; readonly end: number; readonly last: boolean };

/** A delimiter begins a line; the line end in front of it is part of it. */
function nextDelimiter(text: string, boundary: string, from: number): Delimiter | null {
  const mark = `--${boundary}`;
  for (let at = text.indexOf(mark, Math.max(0, from - 2)); at !== -1; at = text.indexOf(mark, at + 1)) {
    const isLine = at === 0 || text.startsWith("\r\n", at - 2);
    const rest = /^(--)?[ \t]*(\r\n|$)/.exec(text.slice(at + mark.length, at + mark.length + MOST_PADDING));
    if (!isLine || !rest) continue;
    const last = rest[1] !== undefined;
    if (!last && rest[2] === "") return null;
    return { start: Math.max(0, at - 2), end: at + mark.length + rest[0].length, last };
  }
  return null;
}

/** White space that may stand behind a delimiter. */
const MOST_PADDING = 100;

type Span = readonly [start: number, end: number];

function partOf(bytes: Uint8Array, head: Span, body: Span): FormPart | null {
  const lines = new TextDecoder()
    .decode(bytes.subarray(...head))
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const headers = new Map(lines.map((line) => [line.split(":")[0]?.trim().toLowerCase(), afterColon(line)]));
  const disposition = headers.get("content-disposition") ?? "";
  if (!/^form-data\s*(;|$)/i.test(disposition)) return null;
  const name = parameter(disposition, "name");
  if (name === null) return null;
  const filename = filenameIn(disposition);
  return { name, filename, type: headers.get("content-type") ?? "", bytes: bytes.subarray(...body) };
}

function afterColon(line: string): string {
  return line.slice(line.indexOf(":") + 1).trim();
}

/** The name of a file in a Content-Disposition (RFC 6266, RFC 7578), the extended form first; null without one. */
export function filenameIn(disposition: string): string | null {
  const [, charset, text] = /^([\w-]*)'[^']*'(.*)$/.exec(parameter(disposition, "filename*") ?? "") ?? [];
  const extended = text === undefined ? null : decodePercent(text, charset || "utf-8");
  return extended ?? parameter(disposition, "filename");
}

/** A quoted or a bare value. Browsers write quotes and line ends in it as %22, %0D and %0A, and others as \". */
function parameter(header: string, name: string): string | null {
  for (const [, found, quoted, plain = ""] of header.matchAll(PARAMETER)) {
    if (found?.toLowerCase() !== name) continue;
    if (quoted === undefined) return plain.trim();
    return quoted.replace(/\\(["\\])/g, "$1").replace(/%(22|0D|0A)/gi, (code) => decodeURIComponent(code));
  }
  return null;
}

const PARAMETER = /;\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;"]*))/g;

/** What is no percent encoding, or in a character set that nobody knows, stays as it is. */
function decodePercent(text: string, charset: string): string {
  const bytes = Uint8Array.from(unescapeBytes(text), (character) => character.charCodeAt(0));
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch (error) {
    if (error instanceof RangeError) return text;
    throw error;
  }
}

function unescapeBytes(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
