import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { FORMULA, openedWith, separators } from "../files/opened.ts";

/** A CSV file that Muster wrote, by where it was loaded from. */
export type Written = { readonly from: string; readonly text: string };

/** Every cell that a spreadsheet could take for a formula, whichever separator it opens the file with, read without any of our code. */
export function formulasIn({ from, text }: Written): readonly string[] {
  return separators.flatMap((separator) =>
    openedWith(separator, text).flatMap((cell) =>
      FORMULA.test(cell)
        ? [`${from}, opened with ${JSON.stringify(separator)}: ${JSON.stringify(cell.slice(0, 80))}`]
        : [],
    ),
  );
}

/** LibreOffice, where the machine has it; null where not. */
export function findOffice(): string | null {
  const found = ["soffice", "libreoffice"].find((name) => spawnSync(name, ["--version"]).status === 0);
  return found ?? null;
}

/** UTF-8, from the first row, and formulas are evaluated: the most that a person can ask of the import. */
const filterOf = (code: number) => `CSV:${code},34,76,1,,0,false,true,false,false,false,-1,true`;

/** Opens files in LibreOffice with each separator, and names the formulas that it has made of their cells. */
export function formulasInOffice(office: string, files: readonly Written[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "muster-office-"));
  try {
    return separators.flatMap((separator) => {
      const code = separator.charCodeAt(0);
      return openAll(office, join(folder, String(code)), { code, files });
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
