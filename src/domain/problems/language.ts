import type { AccountParams } from "./codes/account.ts";
import type { BulkParams } from "./codes/bulk.ts";
import type { CellParams, NoteParams } from "./codes/cells.ts";
import type { FileParams, FileRowParams } from "./codes/file.ts";
import type { ImportParams, KeptParams, NoticeParams } from "./codes/imports.ts";
import type { QuestionParams } from "./codes/questions.ts";
import type { RequestParams } from "./codes/requests.ts";
import type { UserParams } from "./codes/users.ts";

/** All that is said of a code in one language. */
export type Entry<P> = {
  /** What it is, in a few words: the title of an answer and of the page that explains the code. */
  readonly title: string;
  /** What has happened in this case, and what would be right. */
  readonly sentence: (params: P) => string;
  /** What to do about it, whatever the case. */
  readonly advice: string;
};

/** What stands in reports and results besides has the name of its kind, for filters, groups and tags. */
export type KindEntry<P> = Entry<P> & { readonly kind: string };

/** What is shown at a single cell has a reason of two to four words. */
export type CellEntry<P> = KindEntry<P> & { readonly short: string };

/** The entries of the codes of one subject: none may be missing. */
export type Entries<P> = { readonly [C in keyof P]: Entry<P[C]> };
export type KindEntries<P> = { readonly [C in keyof P]: KindEntry<P[C]> };
export type CellEntries<P> = { readonly [C in keyof P]: CellEntry<P[C]> };

/** Every entry of the catalogue in one language. */
export type Catalogue = CellEntries<CellParams & NoteParams & UserParams> &
  KindEntries<FileParams & FileRowParams & KeptParams & BulkParams> &
  Entries<NoticeParams & QuestionParams & RequestParams & ImportParams & AccountParams>;

/** Everything that a language says about problems. */
export type Language = {
  readonly catalogue: Catalogue;
  /** Says of which parts of a cell a sentence speaks: the first of them, and how many more. */
  readonly ofParts: (named: readonly string[], more: number, sentence: string) => string;
  /** Says why a mail waits or has failed, from the code of its last error. */
  readonly mailReason: (code: string) => string;
  /** Says that a mail came back, in the words of the mail system that sent it back. */
  readonly mailBounced: (reason: string) => string;
  /** What is said of a row that was created, of one that nobody tried, and of one whose user was removed again. */
  readonly created: string;
  readonly notAttempted: string;
  readonly undone: string;
  /** What is said of a row that was skipped, because its user exists (I10). */
  readonly skipped: string;
};
