import { decodeAs } from "./bytes-to-text.ts";

/** Names in words what a file is when it is certainly not CSV, told by its bytes alone; null when it may be text (F3). */
export function findForeign(bytes: Uint8Array): string | null {
  const head = toLatin1(bytes.subarray(0, HEAD_BYTES));
  if (head.startsWith("\xFF\xFE\0\0") || head.startsWith("\0\0\xFE\xFF")) return "UTF-32 text";
  if (head.startsWith("\xFF\xFE") || head.startsWith("\xFE\xFF")) return null;
  const known = marks.find((mark) => mark.parts.every(([at, part]) => head.startsWith(part, at)));
  if (known) return known.found;
  if (head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06")) return nameZip(toLatin1(bytes));
  if (head.startsWith("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return nameCompound(toLatin1(bytes));
  const text = head.replace(/^(?:\xEF\xBB\xBF)?\s*/, "");
  return textMarks.find(([mark]) => mark.test(text))?.[1] ?? nameBinary(bytes);
}

const HEAD_BYTES = 1024;

type Mark = { readonly found: string; readonly parts: readonly (readonly [at: number, part: string])[] };

const marks: readonly Mark[] = [
  { found: "an image (PNG)", parts: [[0, "\x89PNG"]] },
  { found: "an image (JPEG)", parts: [[0, "\xFF\xD8\xFF"]] },
  { found: "an image (GIF)", parts: [[0, "GIF87a"]] },
  { found: "an image (GIF)", parts: [[0, "GIF89a"]] },
  {
    found: "an image (WebP)",
    parts: [
      [0, "RIFF"],
      [8, "WEBPVP8"],
    ],
  },
  {
    found: "an image (BMP)",
    parts: [
      [0, "BM"],
      [6, "\0\0\0\0"],
    ],
  },
  { found: "an image (TIFF)", parts: [[0, "II*\0"]] },
  { found: "an image (TIFF)", parts: [[0, "MM\0*"]] },
  { found: "an image (HEIC)", parts: [[4, "ftyphe"]] },
  { found: "an image (AVIF)", parts: [[4, "ftypavif"]] },
  { found: "a gzip archive", parts: [[0, "\x1F\x8B"]] },
  { found: "a 7-Zip archive", parts: [[0, "7z\xBC\xAF\x27\x1C"]] },
  { found: "a RAR archive", parts: [[0, "Rar!\x1A\x07"]] },
];

/** What is text to the eye, but a document and not rows; spreadsheets save web pages under the name .xls. */
const textMarks: readonly (readonly [RegExp, string])[] = [
  [/^%PDF-/, "a PDF document"],
  [/^\{\\rtf/, "a text document (RTF)"],
  [/^<svg\b/i, "an image (SVG)"],
  [/^<(?:!doctype|html|head|body|table|meta)\b/i, "a web page (HTML)"],
  [/^<\?xml\b/i, "an XML file"],
];

/** The names of the files in a ZIP are never compressed. */
function nameZip(content: string): string {
  if (content.includes("xl/workbook")) return "an Excel workbook (XLSX)";
  if (content.includes("application/vnd.oasis.opendocument.spreadsheet")) return "an OpenDocument spreadsheet (ODS)";
  if (content.includes("word/document")) return "a Word document (DOCX)";
  if (content.includes("Index/Document.iwa")) return "a Numbers spreadsheet";
  return "a ZIP archive";
}

/** The old Office container, whose names are UTF-16. */
function nameCompound(content: string): string {
  const holds = (name: string) => content.includes(Array.from(name).join("\0"));
  if (holds("EncryptedPackage")) return "an Office file with a password";
  if (holds("WordDocument")) return "a Word document (DOC)";
  return "an Excel workbook (XLS)";
}

/** A NUL is never text (F3), and text has next to no control bytes; a few are cells to be told of (F9). */
function nameBinary(bytes: Uint8Array): string | null {
  const nuls = [0, 0];
  let controls = 0;
  bytes.forEach((byte, at) => {
    if (byte === 0) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls++;
  });
  const [even = 0, odd = 0] = nuls;
  if (Math.max(even, odd) > bytes.length * 0.3 && Math.min(even, odd) === 0)
    return "UTF-16 text without its byte order mark";
  if (even + odd > 0) return "a binary file";
  return controls > 8 && controls > bytes.length * 0.05 ? "a binary file" : null;
}

/** Each byte as the character of its number, but for 0x80 to 0x9F in long content, where only ASCII is looked for. */
function toLatin1(bytes: Uint8Array): string {
  if (bytes.length <= HEAD_BYTES) return String.fromCharCode(...bytes);
  return decodeAs("windows-1252", bytes);
}
