import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import Papa from "papaparse";

/** A CSV file that Muster wrote, by where it was loaded from. */
export type Written = { readonly from: string; readonly text: string };

/** What begins so is a formula to some spreadsheet, signs that nobody sees left out (X4). */
const FORMULA = /^\p{Cf}*[=+\-@＝＋－＠\t\r\n]/u;

/** Every cell that a spreadsheet could take for a formula, read without any of our code. */
export function formulasIn({ from, text }: Written): readonly string[] {
  const plain = text.replace(/^\uFEFF/, "");
  const { data } = Papa.parse(plain, { delimiter: separatorOf(plain), newline: "\r\n", skipEmptyLines: false });
  return data.flat().flatMap((cell) => (FORMULA.test(cell) ? [`${from}: ${JSON.stringify(cell.slice(0, 80))}`] : []));
}

/** LibreOffice, where the machine has it; null where not. */
export function findOffice(): string | null {
  const found = ["soffice", "libreoffice"].find((name) => spawnSync(name, ["--version"]).status === 0);
  return found ?? null;
}

/** Each separator by its code: a file is opened with its own (X4). */
const SEPARATORS = { ",": 44, ";": 59, "\t": 9 };
/** UTF-8, from the first row, and formulas are evaluated: the most that a person can ask of the import. */
const filterOf = (code: number) => `CSV:${code},34,76,1,,0,false,true,false,false,false,-1,true`;

/** Opens files in LibreOffice, and names the formulas that it has made of their cells. */
export function formulasInOffice(office: string, files: readonly Written[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "muster-office-"));
  try {
    return Object.entries(SEPARATORS).flatMap(([separator, code]) => {
      const own = files.filter(({ text }) => separatorOf(text) === separator);
      return own.length === 0 ? [] : openAll(office, join(folder, String(code)), { code, files: own });
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Given = { readonly code: number; readonly files: readonly Written[] };

function openAll(office: string, folder: string, { code, files }: Given): readonly string[] {
  mkdirSync(folder);
  const paths = files.map(({ text }, at) => {
    const path = join(folder, `${at}.csv`);
    writeFileSync(path, text);
    return path;
  });
  const home = `-env:UserInstallation=${pathToFileURL(join(folder, "home")).href}`;
  const given = ["--headless", "--norestore", home, `--infilter=${filterOf(code)}`, "--convert-to", "fods"];
  const { status, stderr } = spawnSync(office, [...given, "--outdir", folder, ...paths], { encoding: "utf8" });
  if (status !== 0) throw new Error(`LibreOffice could not open the files: ${stderr}`);
  return files.flatMap(({ from }, at) => {
    const opened = readFileSync(join(folder, `${at}.fods`), "utf8");
    return (opened.match(/table:formula="[^"]*"/g) ?? []).map((formula) => `${from}, in LibreOffice: ${formula}`);
  });
}

const separatorOf = (text: string) => /[,;\t]/.exec(text)?.[0] ?? ",";
