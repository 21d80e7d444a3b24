import { count } from "../../count.ts";
import type { Language } from "../language.ts";
import { account } from "./account.ts";
import { bulk } from "./bulk.ts";
import { cells } from "./cells.ts";
import { file } from "./file.ts";
import { imports } from "./imports.ts";
import { kept } from "./kept.ts";
import { sayMailError } from "./mail.ts";
import { notes, notices } from "./notes.ts";
import { numbers } from "./numbers.ts";
import { questions } from "./questions.ts";
import { requests } from "./requests.ts";
import { users } from "./users.ts";

/** What is said about problems in English. */
export const english: Language = {
  catalogue: {
    ...cells,
    ...numbers,
    ...notes,
    ...notices,
    ...questions,
    ...file,
    ...users,
    ...requests,
    ...imports,
    ...kept,
    ...bulk,
    ...account,
  },
  ofParts: (named, more, sentence) =>
    `${named.map((part) => `“${part}”`).join(", ")}${more > 0 ? ` and ${count(more)} more` : ""}: ${sentence}`,
  mailReason: sayMailError,
  mailBounced: (reason) => `It was sent and came back: “${reason}”. Check the address.`,
  created: "Created OK",
  notAttempted: "Not attempted: the import was stopped first.",
  undone: "Undone: the user was created, and removed again.",
  skipped: "Skipped: a user with this address exists already, and was left as they are.",
};
