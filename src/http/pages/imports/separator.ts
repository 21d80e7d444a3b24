import type { Separator } from "../../../views/imports/beside/template.tsx";

/** Tells which template a browser's spreadsheet most likely opens: where 1.1 is written 1,1 lists are cut at semicolons. */
export function separatorOf(acceptLanguage: string | undefined): Separator {
  const language = /^[a-z]{2,3}(?:-[a-z]{2}\b)?/i.exec(acceptLanguage?.trim() ?? "")?.[0] ?? "en";
  return new Intl.NumberFormat(language).format(1.1).includes(",") ? "semicolon" : "comma";
}
