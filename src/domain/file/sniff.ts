import type { ForeignKind } from "../problems/codes/file.ts";
import { decodeAs } from "./encoding/bytes-to-text.ts";

/** Tells what a file is when it is certainly not CSV, told by its bytes alone; null when it may be text (F3). */
export function findForeign(bytes: Uint8Array): ForeignKind | null {
  const head = toLatin1(bytes.subarray(0, HEAD_BYTES));
  if (head.startsWith("\xFF\xFE\0\0") || head.startsWith("\0\0\xFE\xFF")) return "utf-32";
  if (head.startsWith("\xFF\xFE") || head.startsWith("\xFE\xFF")) return null;
  const known = marks.find((mark) => mark.parts.every(([at, part]) => head.startsWith(part, at)));
  if (known) return known.found;
  if (head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06")) return nameZip(toLatin1(bytes));
  if (head.startsWith("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return nameCompound(toLatin1(bytes));
  const text = head.replace(/^(?:\xEF\xBB\xBF)?\s*/, "");
  return textMarks.find(([mark]) => mark.test(text))?.[1] ?? nameBinary(bytes);
}

const HEAD_BYTES = 1024;

type Mark = { readonly found: ForeignKind; readonly parts: readonly (readonly [at: number, part: string])[] };

const marks: readonly Mark[] = [
  { found: "png", parts: [[0, "\x89PNG"]] },
  { found: "jpeg", parts: [[0, "\xFF\xD8\xFF"]] },
  { found: "gif", parts: [[0, "GIF87a"]] },
  { found: "gif", parts: [[0, "GIF89a"]] },
  {
    found: "webp",
    parts: [
      [0, "RIFF"],
      [8, "WEBPVP8"],
    ],
  },
  {
    found: "bmp",
    parts: [
      [0, "BM"],
      [6, "\0\0\0\0"],
    ],
  },
  { found: "tiff", parts: [[0, "II*\0"]] },
  { found: "tiff", parts: [[0, "MM\0*"]] },
  { found: "heic", parts: [[4, "ftyphe"]] },
  { found: "avif", parts: [[4, "ftypavif"]] },
  { found: "gzip", parts: [[0, "\x1F\x8B"]] },
  { found: "7-zip", parts: [[0, "7z\xBC\xAF\x27\x1C"]] },
  { found: "rar", parts: [[0, "Rar!\x1A\x07"]] },
];

/** What is text to the eye, but a document and not rows; spreadsheets save web pages under the name .xls. */
const textMarks: readonly (readonly [RegExp, ForeignKind])[] = [
  [/^%PDF-/, "pdf"],
  [/^\{\\rtf/, "rtf"],
  [/^<svg\b/i, "svg"],
  [/^<(?:!doctype|html|head|body|table|meta)\b/i, "html"],
  [/^<\?xml\b/i, "xml"],
];

/** The names of the files in a ZIP are never compressed. */
function nameZip(content: string): ForeignKind {
  if (content.includes("xl/workbook")) return "xlsx";
  if (content.includes("application/vnd.oasis.opendocument.spreadsheet")) return "ods";
  if (content.includes("word/document")) return "docx";
  if (content.includes("Index/Document.iwa")) return "numbers";
  return "zip";
}

/** The old Office container, whose names are UTF-16. */
function nameCompound(content: string): ForeignKind {
  const holds = (name: string) => content.includes(Array.from(name).join("\0"));
  if (holds("EncryptedPackage")) return "encrypted";
  if (holds("WordDocument")) return "doc";
  return "xls";
}

/** A NUL is never text (F3), and text has next to no control bytes; a few are cells to be told of (F9). */
function nameBinary(bytes: Uint8Array): ForeignKind | null {
  const nuls = [0, 0];
  let controls = 0;
  bytes.forEach((byte, at) => {
    if (byte === 0) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls++;
  });
  const [even = 0, odd = 0] = nuls;
  if (Math.max(even, odd) > bytes.length * 0.3 && Math.min(even, odd) === 0) return "utf-16";
  if (even + odd > 0) return "binary";
  return controls > 8 && controls > bytes.length * 0.05 ? "binary" : null;
}

/** Each byte as the character of its number, but for 0x80 to 0x9F in long content, where only ASCII is looked for. */
function toLatin1(bytes: Uint8Array): string {
  if (bytes.length <= HEAD_BYTES) return String.fromCharCode(...bytes);
  return decodeAs("windows-1252", bytes);
}
