import { cells } from "../../src/domain/problems/english/cells.ts";
import { file } from "../../src/domain/problems/english/file.ts";
import { notes } from "../../src/domain/problems/english/notes.ts";
import { numbers } from "../../src/domain/problems/english/numbers.ts";
import { users } from "../../src/domain/problems/english/users.ts";
import { isCode, type Sayable, sayIn } from "../../src/domain/problems/say.ts";

/** The English words for problems, as every reader gets them. */
export const english = sayIn("en");

/** Says a problem in English; nothing where there is none. */
export function said(problem: Sayable | undefined): string {
  return problem ? english.sentence(problem) : "";
}

const codesOf = (entries: object) => Object.keys(entries).filter(isCode);

/** Codes by what they are about: a cell, a whole file, why a row is not created, what is only to be looked at. */
export const cellCodes = codesOf({ ...cells, ...numbers, unknown_location: users.unknown_location });
export const fileCodes = codesOf(file);
export const rowCodes = codesOf(users);
export const noteCodes = codesOf(notes);
