/**
 * node scripts/make-fixtures.ts: writes the files of test/fixtures that come out of real programs. It needs LibreOffice
 * (apt-get install --no-install-recommends libreoffice-calc-nogui) and no test runs it: what it writes is kept.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, createWriteStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { main, root } from "./lib/paths.mjs";

const fixtures = join(root, "test", "fixtures");
/** Token 1: separator; 2: quote; 3: character set (76 UTF-8, 1 Windows-1252, 65535 UTF-16); 6 and 8: quote all, as shown. */
const csv = (separator: number, charset: number, quoteAll = false, asShown = true) =>
  `csv:Text - txt - csv (StarCalc):${separator},34,${charset},1,,0,${quoteAll},${asShown},false`;

type How = readonly [ending: string, filter: string];

/** What LibreOffice is asked to save, and the name that the result is kept under. */
const comma: How = ["csv", csv(44, 76)];
const wanted: Readonly<Record<string, How>> = {
  "libreoffice-comma.csv": comma,
  "libreoffice-semicolon.csv": ["csv", csv(59, 76)],
  "libreoffice-semicolon-quoted.csv": ["csv", csv(59, 76, true)],
  "libreoffice-tab-utf16.csv": ["csv", csv(9, 65535)],
  "libreoffice-semicolon-windows-1252.csv": ["csv", csv(59, 1)],
  "libreoffice-xlsx-called.csv": ["xlsx", "xlsx:Calc MS Excel 2007 XML"],
  "libreoffice-ods-called.csv": ["ods", "ods"],
  "libreoffice-xls-called.csv": ["xls", "xls:MS Excel 97"],
  "libreoffice-html-called.csv": ["html", "html:HTML (StarCalc)"],
};

/** Every one of the twelve columns is read as text (2), so that nothing is taken for a number. */
const asText = `44,34,76,1,${Array.from({ length: 12 }, (_, at) => `${at + 1}/2`).join("/")}`;
/** As whoever opens a CSV with a double click has it read: numbers are numbers. */
const asNumbers = "44,34,76,1,";

await main(async () => {
  mkdirSync(fixtures, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), "muster-fixtures-"));
  try {
    const people = join(folder, "people.csv");
    copyFileSync(join(root, "scripts", "fixtures", "people.csv"), people);
    for (const [name, how] of Object.entries(wanted)) convert(people, asText, how, name);
    convert(people, asNumbers, comma, "libreoffice-numbers-rewritten.csv");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await writeBomb(join(fixtures, "bomb-10gb.gz.gz"));
});

function convert(source: string, importing: string, [ending, filter]: How, name: string): void {
  const out = mkdtempSync(join(tmpdir(), "muster-soffice-"));
  execFileSync("soffice", [
    "--headless",
    `--infilter=CSV:${importing}`,
    "--convert-to",
    filter,
    "--outdir",
    out,
    source,
  ]);
  copyFileSync(join(out, `people.${ending}`), join(fixtures, name));
  rmSync(out, { recursive: true, force: true });
}

/** 10 GB of zeros, compressed twice: about 17 KB. */
async function writeBomb(path: string): Promise<void> {
  const zeros = Buffer.alloc(4_194_304);
  const all = Readable.from(Array.from({ length: 2_560 }, () => zeros));
  await pipeline(all, createGzip({ level: 9 }), createGzip({ level: 9 }), createWriteStream(path));
}
