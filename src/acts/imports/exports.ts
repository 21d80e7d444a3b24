import { readFile } from "../../domain/file/read-file.ts";
import { given } from "../../domain/given.ts";
import type { Import, Outcome } from "../../domain/import/import.ts";
import { writeNotCreated } from "../../domain/import/not-created-csv.ts";
import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import type { Sayer } from "../../domain/problems/say.ts";
import { writeMoreUsers, writeUsersCsv } from "../../domain/user/users-csv.ts";
import { saveAudit } from "../../store/audit/audit.ts";
import { findDraft, type KeptDraft } from "../../store/imports/drafts/draft-rows.ts";
import { findImport } from "../../store/imports/imports.ts";
import { listEndings, type RowEnding } from "../../store/imports/rows.ts";
import { listUsers, type UserList, type UserPage } from "../../store/users/listing/list.ts";
import { listUsersOfImport } from "../../store/users/users.ts";
import { ringOf } from "../../vault/ring.ts";
import { aboutRow, openPin } from "../../vault/seal.ts";
import { auditOf, type Scene } from "../scene.ts";
import { type MayStill, streamOf } from "../stream.ts";
import { openOriginal } from "./read-upload.ts";

type Wish = {
  readonly outcomes: readonly Outcome[];
  /** In whose words the reasons are written beside the rows; null for no reasons. */
  readonly reasons: Sayer | null;
};

export type Download = { readonly import: Import; readonly bytes: Uint8Array | string };

/** Gives the upload back, byte for byte (api.md, original.csv). */
export async function exportOriginal(scene: Scene, importId: string): Promise<Result<Download>> {
  const found = await findImport(scene.db, scene.account, importId);
  const bytes = found && (await openOriginal(scene, importId));
  if (!found || !bytes) return nothingHere();
  await saveAudit(scene.db, auditOf(scene, "import.download_original", importId));
  return done({ import: found, bytes });
}

/** Gives the rows that were not created, exactly as they are in the file, corrected where they were corrected (X2, X3). */
export async function exportNotCreated(scene: Scene, importId: string, wish: Wish): Promise<Result<Download>> {
  const kept = await findDraft(scene.db, scene.account, importId);
  const csv = kept && (await collectNotCreated(scene, kept, wish));
  if (!kept || csv === null) return nothingHere();
  await saveAudit(scene.db, auditOf(scene, "import.download_not_created", importId));
  return done({ import: kept.import, bytes: csv });
}

/** Writes the rows that were not created as CSV; null when the upload is gone (S9). */
export async function collectNotCreated(scene: Scene, kept: KeptDraft, wish: Wish): Promise<string | null> {
  const importId = kept.import.id;
  const bytes = await openOriginal(scene, importId);
  if (!bytes) return null;
  // Read as it was read when it was checked: what was missing from the header was no error then.
  const { unknown_columns: unknownColumns, ...reading } = kept.reading;
  const endings = await listEndings(scene.db, scene.account, importId, wish.outcomes);
  const corrected = new Set(endings.map(({ row }) => row));
  const read = readFile(bytes, { ...reading, unknownColumns, corrected, licenseTypes: 1, connect: false });
  if (!read.ok) throw new Error(`the upload of ${importId} cannot be read again`);
  const raw = new Map(read.file.rows.map((row) => [row.row, row.raw]));
  const rows = endings.map((ending) => ({
    raw: given(raw.get(ending.row), `row ${ending.row} of the upload of ${importId}`),
    corrections: correctionsOf(scene, importId, ending),
    reason: reasonOf(ending, wish.reasons),
  }));
  return writeNotCreated(read.file, rows, wish.reasons !== null);
}

function reasonOf({ outcome, failure }: RowEnding, say: Sayer | null): string {
  if (say === null) return "";
  if (failure !== null) return say.sentence(failure);
  return outcome === "undone" ? say.undone : say.notAttempted;
}

/** Gives the users that an import created, with their extensions and numbers (X6). */
export async function exportCreated(scene: Scene, importId: string): Promise<Result<Download>> {
  const found = await findImport(scene.db, scene.account, importId);
  if (!found) return nothingHere();
  const users = await listUsersOfImport(scene.db, scene.account, importId);
  await saveAudit(scene.db, { ...auditOf(scene, "import.download_created", importId), detail: { rows: users.length } });
  return done({ import: found, bytes: writeUsersCsv(users) });
}

/** So many users are read at once. */
const USERS_AT_ONCE = 1_000;

/** Which users are downloaded, and in which order. */
export type WantedUsers = Omit<UserPage, "after" | "limit">;

/** Gives the users whom a search and a filter find, all where there are none, as CSV that is written while it is read (X6). */
export async function exportUsers(
  scene: Scene,
  wanted: WantedUsers,
  mayStill: MayStill,
): Promise<ReadableStream<Uint8Array>> {
  await saveAudit(scene.db, auditOf(scene, "users.download", null));
  return streamOf(writeUsers(scene, wanted), mayStill);
}

async function* writeUsers({ db, account }: Scene, wanted: WantedUsers): AsyncGenerator<string> {
  yield writeUsersCsv([]);
  for (let after: string | null = ""; after !== null; ) {
    const found: UserList = await listUsers(db, account, { ...wanted, after, limit: USERS_AT_ONCE });
    if (found.users.length > 0) yield writeMoreUsers(found.users);
    after = found.next;
  }
}

function correctionsOf(scene: Scene, importId: string, { row, corrections, pin }: RowEnding) {
  if (corrections?.voicemail_pin === undefined) return corrections ?? {};
  const about = aboutRow(scene.account, importId, row);
  return { ...corrections, voicemail_pin: pin === null ? "" : openPin(ringOf(scene.env), about, pin) };
}
