import { expect, test } from "vitest";
import { decodeFile } from "../../../src/domain/file/decode.ts";
import { said } from "../../support/english.ts";

const HEADER = "Display Name,Email Address\r\n";
const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

function utf16(text: string, endian: "le" | "be", mark = true): Uint8Array {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const all = mark ? [0xfeff, ...units] : units;
  return Uint8Array.from(all.flatMap((unit) => (endian === "le" ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
}

function decode(bytes: Uint8Array, named: string | null = null) {
  const decoded = decodeFile(bytes, named);
  if (decoded.ok) return [decoded.text, decoded.encoding, decoded.candidates !== null];
  return [decoded.problem.code, decoded.problem.row];
}

const UTF16_NAME = (name: string) => Array.from(name).join("\0");

test.each([
  ["an Excel workbook (XLS)", latin1("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0Workbook")],
  ["an Office file with a password", latin1(`\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0${UTF16_NAME("EncryptedPackage")}`)],
  ["a Word document (DOC)", latin1(`\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0${UTF16_NAME("WordDocument")}`)],
  [
    "an Excel workbook (XLSX)",
    latin1(`PK\x03\x04\x14\0\x06\0[Content_Types].xml${"\x9B".repeat(2000)}xl/workbook.xml`),
  ],
  ["an OpenDocument spreadsheet (ODS)", latin1("PK\x03\x04\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet")],
  ["a Word document (DOCX)", latin1("PK\x03\x04\0\0word/document.xml")],
  ["a Numbers spreadsheet", latin1("PK\x03\x04\0\0Index/Document.iwa")],
  ["a ZIP archive", latin1("PK\x03\x04\0\0users.csv")],
  ["a ZIP archive", latin1(`PK\x05\x06${"\0".repeat(18)}`)],
  ["a PDF document", latin1("%PDF-1.7\n%âãÏÓ")],
  ["an image (PNG)", latin1("\x89PNG\r\n\x1A\n\0\0\0\rIHDR")],
  ["an image (JPEG)", latin1("\xFF\xD8\xFF\xE0\0\x10JFIF")],
  ["an image (GIF)", latin1("GIF89a\x01\0\x01\0")],
  ["an image (WebP)", latin1("RIFF\x24\0\0\0WEBPVP8 ")],
  ["an image (BMP)", latin1("BM\x46\0\0\0\0\0\0\0\x36\0\0\0")],
  ["an image (TIFF)", latin1("II*\0\x08\0\0\0")],
  ["an image (TIFF)", latin1("MM\0*\0\0\0\x08")],
  ["an image (HEIC)", latin1("\0\0\0\x18ftypheic")],
  ["an image (SVG)", utf8('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ["a gzip archive", latin1("\x1F\x8B\x08\0\0\0\0\0")],
  ["a 7-Zip archive", latin1("7z\xBC\xAF\x27\x1C\0\x04")],
  ["a RAR archive", latin1("Rar!\x1A\x07\x01\0")],
  ["a text document (RTF)", utf8("{\\rtf1\\ansi}")],
  ["a web page (HTML)", utf8("\uFEFF\n<html><table><tr><td>Display Name")],
  ["an XML file", utf8('<?xml version="1.0"?><Workbook/>')],
  ["UTF-32 text", latin1("\xFF\xFE\0\0D\0\0\0")],
  ["UTF-16 text without its byte order mark", utf16(HEADER, "le", false)],
  ["UTF-16 text without its byte order mark", utf16(HEADER, "be", false)],
  ["a binary file", utf8(`${HEADER}Ann\0,ann@example.com`)],
  ["a binary file", Uint8Array.from({ length: 999 }, (_, at) => 1 + ((at * 7919) % 255))],
])("F3 refuses %s by what is in it", (found, bytes) => {
  const decoded = decodeFile(bytes, "windows-1252");
  expect(decoded.ok ? "read" : decoded.problem.code).toBe("unsupported_file_type");
  expect(decoded.ok ? "read" : said(decoded.problem)).toContain(`This is ${found}, not CSV`);
});

test.each(["PK,Email Address", "BM,x", "GIF,x", "II*,x", "<3,x", "RIFF of WEBP,x", "%PDF,x", "Ann\u0001,\u0002x"])(
  "F3 reads a CSV that only begins like something else: %j",
  (text) => {
    expect(decode(utf8(text))).toEqual([text, "utf-8", false]);
  },
);

test("F4 reads UTF-8 with and without a byte order mark, and UTF-16 with one", () => {
  const text = `${HEADER}Zoë 漢 😀,zoe@example.com\r\n`;
  expect(decode(utf8(text))).toEqual([text, "utf-8", false]);
  expect(decode(utf8(`\uFEFF${text}`))).toEqual([text, "utf-8", false]);
  expect(decode(utf8(`\uFEFF\uFEFF${text}`))).toEqual([text, "utf-8", false]);
  expect(decode(utf16(text, "le"))).toEqual([text, "utf-16le", false]);
  expect(decode(utf16(text, "be"))).toEqual([text, "utf-16be", false]);
});

test("F4 keeps a replacement character that the file really holds", () => {
  expect(decode(utf8("a\uFFFDb"))).toEqual(["a\uFFFDb", "utf-8", false]);
  expect(decode(utf16("a\uFFFDb", "le"))).toEqual(["a\uFFFDb", "utf-16le", false]);
});

test.each<[string, string, string]>([
  ["windows-1252", "Zo\xEB \x80", "Zoë €"],
  ["windows-1250", "\x8Apatn\xFD", "Špatný"],
  ["windows-1251", "\xC0\xED\xED\xE0", "Анна"],
  ["windows-1253", "\xC1\xED\xED\xE1", "Αννα"],
  ["windows-1254", "\xDE\xFDk", "Şık"],
  ["iso-8859-2", "\xA9patn\xFD", "Špatný"],
  ["macintosh", "Zo\x91", "Zoë"],
  ["ibm850", "Zo\x89 \x9B", "Zoë ø"],
  ["shift_jis", "\x8ER\x93c", "山田"],
  ["big5", "\xB3\xAF", "陳"],
  ["koi8-r", "\xE1\xCE\xCE\xC1", "Анна"],
])("F4 reads bytes that are not UTF-8 as %s where that is asked for", (encoding, bytes, text) => {
  expect(decode(latin1(bytes), encoding)).toEqual([text, encoding, false]);
});

test("F4 takes bytes for damaged UTF-8 only where valid sequences outnumber invalid bytes", () => {
  expect(decode(join(utf8("é"), latin1("\xEB")), "windows-1252")).toEqual(["Ã©ë", "windows-1252", false]);
  expect(decode(join(utf8("éé"), latin1("\xEB")), "windows-1252")).toEqual(["unreadable_encoding", 1]);
  expect(decode(join(utf8("éé"), latin1("\xE2\x82 ")), "windows-1252")).toEqual(["Ã©Ã©â‚ ", "windows-1252", false]);
  expect(decode(join(utf8("\uFEFF"), latin1("Zo\xEB")))).toEqual(["Zoë", "windows-1252", true]);
});

test("F4 takes a file for damaged UTF-8 in which most rows are valid, whatever is named", () => {
  const rows = (...parts: readonly Uint8Array[]) =>
    join(utf8(HEADER), ...parts.flatMap((part) => [part, utf8(",x\n")]));
  const broken = latin1("\xC0\xC1\xE9\xE8\xE7\xE6");
  expect(decode(rows(utf8("é"), utf8("Zoë"), broken, utf8("Ann")), "windows-1252")).toEqual(["unreadable_encoding", 4]);
  expect(decode(rows(utf8("é"), broken, utf8("Ann")), "windows-1252")[1]).toBe("windows-1252");
});

test.each([
  ["windows-1252", "Ann \x81"],
  ["windows-1250", "Ann \x88"],
  ["iso-8859-2", "Ann \x9F"],
  ["windows-874", "Ann \xDB"],
  ["shift_jis", "Ann \x93,"],
  ["euc-kr", "Ann \xC9"],
])("F4 finds bytes that %s does not have", (encoding, bytes) => {
  expect(decode(latin1(`${HEADER}${bytes}`), encoding)).toEqual(["unreadable_encoding", 2]);
});

test.each([
  ["an overlong form", "\xC0\xAF"],
  ["a surrogate", "\xED\xA0\x80"],
  ["a number above U+10FFFF", "\xF4\x90\x80\x80"],
  ["a sequence that is cut off", "\xF0\x9F\x98"],
  ["a lone continuation", "\xBF"],
])("F4 does not take %s for UTF-8", (_, bytes) => {
  expect(decode(join(utf8("éééééé"), latin1(bytes)))).toEqual(["unreadable_encoding", 1]);
});

test.each([
  ["in the header", "Displ\xFFy Name,Email Address\r\nZoë,é\r\n", 1],
  ["at the beginning of a row", `${HEADER}Zoë,é\r\n\xFF`, 3],
  ["after blank rows and mixed line ends", `\n\r${HEADER}Zoë,é\rÉva,x\n\n\xFF`, 7],
  ["after a row with line breaks inside", `${HEADER}"Zoë\r\n\r\nÉva",é\r\nA\xFF,`, 3],
  ["within quotes, after a line break", `${HEADER}"Zoë\né\nA\xFF",x`, 2],
  ["right after a closing quote", `${HEADER}"Zoë\né"\xFF,x`, 2],
  ["in a file with semicolons", `Display Name;Email Address\nZoë;é,"\nA\xFF;x`, 3],
  ["below a sep= line", `sep=;\nDisplay Name;Email Address\nZoëé;A\xFF`, 2],
])("F4 says in which row a damaged character is: %s", (_, text, row) => {
  const bytes = join(...Array.from(text, (char) => (char === "\xFF" ? latin1(char) : utf8(char))));
  expect(decode(bytes)).toEqual(["unreadable_encoding", row]);
});

test("F4 says in which row UTF-16 is broken", () => {
  const text = `${HEADER}Ann,a\r\n`;
  expect(decode(utf16(`${text}\uD83D,b`, "le"))).toEqual(["unreadable_encoding", 3]);
  expect(decode(utf16(`${text}\uDE00`, "be"))).toEqual(["unreadable_encoding", 3]);
  expect(decode(utf16(`${text}\uD83D`, "le"))).toEqual(["unreadable_encoding", 3]);
  expect(decode(join(utf16(`${text}Bo`, "le"), latin1("b")))).toEqual(["unreadable_encoding", 3]);
});

test("F4 finds bytes that the asked encoding does not have", () => {
  expect(decode(latin1(`${HEADER}Ann,a\n\xC1\xD2,b`), "windows-1253")).toEqual(["unreadable_encoding", 3]);
});
